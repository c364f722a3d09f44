"""Steps that belong to nobody else: each is taken, whatever becomes of the one before it."""

from collections.abc import Callable
from contextlib import ExitStack


def take_all(*steps: Callable[[], object]) -> None:
    """Take every step, in this order, also when one goes wrong; what it raised comes behind the last.

    For steps that keep or close something: a mistake of ours in one must not cost the others.
    """
    with ExitStack() as untaken:
        for step in reversed(steps):
            untaken.callback(step)
