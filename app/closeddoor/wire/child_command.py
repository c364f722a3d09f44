"""How a child process of this application is started: from the source, and from a bundle, which has no other Python."""

import sys
from typing import Literal

Child = Literal["worker", "reader", "keyhelper", "selftest"]

AS_CHILD = "--as-child"
"""The first argument of a bundle's program that is to be a child; `packaging/entry.py` hears it before all else."""


def child_command(child: Child) -> tuple[str, ...]:
    """Return the command of a child, to which its own arguments are added; none of the environment steers it."""
    if getattr(sys, "frozen", False):
        return (sys.executable, AS_CHILD, child)
    return (sys.executable, "-I", "-B", "-m", f"closeddoor.{child}")
