"""What the system refuses to each process, and what came of trying to get out."""

from dataclasses import dataclass

from closeddoor.presenters.states.shared import Busy, Problem


@dataclass(frozen=True)
class ProcessRow:
    """One process: what is forbidden to it, as it was found when it was last started."""

    name: str
    sentence: str


@dataclass(frozen=True)
class AttemptRow:
    name: str
    outcome: str


@dataclass(frozen=True)
class AttemptGroup:
    title: str
    rows: tuple[AttemptRow, ...]


@dataclass(frozen=True)
class TriedProcess:
    """What one kind of process tried; `tally` sums it up, `notes` say what could not be tested or is not enforced."""

    key: str
    name: str
    tally: str
    groups: tuple[AttemptGroup, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShutViewState:
    """`verdict` is empty until something was tried; `advice` is what to do where not all was refused.

    `can_try` is False where nothing is enforced: an attempt would succeed there.
    """

    sentences: tuple[str, ...] = ()
    processes: tuple[ProcessRow, ...] = ()
    can_try: bool = False
    busy: Busy | None = None
    verdict: str = ""
    advice: str = ""
    not_tried: str = ""
    tried: tuple[TriedProcess, ...] = ()
    problem: Problem | None = None
