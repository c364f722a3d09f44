"""When the history locks, and what a lock does."""

from dataclasses import dataclass

from closeddoor.presenters.states.shared import Problem


@dataclass(frozen=True)
class LockTrigger:
    """One thing that locks, and how it stands with it on this system."""

    name: str
    how: str


@dataclass(frozen=True)
class LockViewState:
    """`can_lock` is False where the history is in memory only: then `lead` says why, and it can be kept instead.

    `after_minutes` is one of the values of `choices`, each with its name, `bound` why there are not more.
    """

    lead: str = ""
    can_lock: bool = False
    after_minutes: float = 0
    choices: tuple[tuple[float, str], ...] = ()
    triggers: tuple[LockTrigger, ...] = ()
    effects: tuple[str, ...] = ()
    problem: Problem | None = None
    bound: str = ""
