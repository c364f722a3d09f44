"""What an administrator of this machine has set, as the user sees it."""

from dataclasses import dataclass

from closeddoor.presenters.states.shared import Problem


@dataclass(frozen=True)
class PolicyRule:
    """One rule in force: what it is about, and what it says."""

    name: str
    says: str


@dataclass(frozen=True)
class PolicyViewState:
    """`lead` says how it stands; `never` what no policy can do; `faults` what is wrong with how it was set."""

    lead: str = ""
    rules: tuple[PolicyRule, ...] = ()
    never: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    place: str = ""
    problem: Problem | None = None
