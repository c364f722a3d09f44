"""The policy that this process follows: a fact about the machine, as what its kernel enforces is.

It is read when it is first asked for, so that no part that is made without being told of it goes free; a lock begins a
fresh process, and so reads it anew.
"""

from collections.abc import Callable

from closeddoor.policy.reading import MachinePolicy, policy_place, read_policy
from closeddoor.policy.rules import Policy, PolicyError

_followed: MachinePolicy | None = None


def machine_policy() -> MachinePolicy:
    """Return what this machine's administrator has set."""
    global _followed  # noqa: PLW0603 - one machine has one policy
    if _followed is None:
        _followed = read_policy(policy_place())
    return _followed


def rules() -> Policy:
    """Return the rules in force, to be asked before each thing that one of them can forbid."""
    return machine_policy().rules


def why_not(check: Callable[[Policy], None]) -> str:
    """Return why a rule closes a way, in the words of its refusal; empty where it is open."""
    try:
        check(rules())
    except PolicyError as refusal:
        return refusal.happened
    return ""


def follow(policy: MachinePolicy | None) -> None:
    """Follow this one from now on; None: read it when it is next asked for."""
    global _followed  # noqa: PLW0603 - as above
    _followed = policy
