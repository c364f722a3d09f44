"""What is really in force, as a value that can be shown and sent."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Enforced:
    """Each claim is made only after the operating system accepted it.

    `landlock` is the interface version in force, 0 for none. `limits` names what is limited. `why_not` has one sentence
    for each thing that is not enforced here.
    """

    no_new_privileges: bool = False
    no_core_dumps: bool = False
    not_readable_by_others: bool = False
    ends_with_parent: bool = False
    seccomp: bool = False
    landlock: int = 0
    limits: tuple[str, ...] = ()
    why_not: tuple[str, ...] = ()
