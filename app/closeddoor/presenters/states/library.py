"""Library: which packs there are, who vouches for each, and the question to answer before one comes or goes."""

from dataclasses import dataclass

from closeddoor.presenters.states.shared import Busy, Problem


@dataclass(frozen=True)
class PackRow:
    """A pack, in words. `identity` is what it is told apart by; `vouched` says who vouches for it.

    `errata` are the author's corrections, in their order.
    """

    pack_id: str
    title: str
    version: str
    identity: str
    summary: str
    made_by: str
    vouched: str
    contents: str
    facts: str
    is_overdue: bool = False
    is_unsigned: bool = False
    errata: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotShownRow:
    """A pack that cannot be shown, and why; `pack_id` and `title` are empty for one that cannot be removed here."""

    problem: Problem
    pack_id: str = ""
    title: str = ""


@dataclass(frozen=True)
class FinishedRow:
    """A finished attempt whose briefing is no longer on the shelf."""

    attempt_id: int
    title: str
    when: str


@dataclass(frozen=True)
class KeyWords:
    """The words of a public key, to be compared with those that its owner gives; `title` says whose it is."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class QuestionView:
    """What the user is asked before anything changes.

    `confirm` is empty where there is nothing to do. `statement`, where there is one, has to be agreed to first.
    `is_stop` marks a danger: declining is then what the page offers first.
    """

    kicker: str
    title: str
    heading: str
    lines: tuple[str, ...]
    confirm: str
    decline: str
    pack: PackRow | None = None
    keys: tuple[KeyWords, ...] = ()
    statement: str = ""
    is_agreed: bool = False
    is_stop: bool = False

    @property
    def can_confirm(self) -> bool:
        return bool(self.confirm) and (self.is_agreed or not self.statement)


@dataclass(frozen=True)
class LibraryViewState:
    """`said` tells what was done last. While there is a `question`, the page shows nothing else."""

    installed: tuple[PackRow, ...] = ()
    built_in: tuple[PackRow, ...] = ()
    not_shown: tuple[NotShownRow, ...] = ()
    finished: tuple[FinishedRow, ...] = ()
    question: QuestionView | None = None
    said: str = ""
    busy: Busy | None = None
    problem: Problem | None = None
