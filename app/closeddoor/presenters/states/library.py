"""Library: the briefings and the packs they come from, and the question to answer before a pack comes."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem

View = Literal["briefings", "packs"]


@dataclass(frozen=True)
class BriefingRow:
    """A briefing that can be opened; `pack_title` is empty where its pack comes with the application."""

    pack_id: str
    scenario_id: str
    title: str
    pack_title: str
    module: str
    roles: tuple[str, ...]
    level: int
    minutes: int
    state: Literal["new", "open", "done"]
    state_word: str
    is_unsigned: bool = False
    is_for_group: bool = False


@dataclass(frozen=True)
class FilterView:
    """One filter: what is chosen of (value, words); the first choice lets everything through."""

    key: str
    title: str
    value: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PackRow:
    """A pack, in words. `identity` is what it is told apart by; `vouched` says who vouches for it.

    `errata` are the author's corrections, in their order; `briefings` are empty where they are not to be opened yet.
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
    briefings: tuple[BriefingRow, ...] = ()


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
class Section:
    """Lines under a heading of their own."""

    title: str
    lines: tuple[str, ...]


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
    sections: tuple[Section, ...] = ()
    statement: str = ""
    is_agreed: bool = False
    is_stop: bool = False

    @property
    def can_confirm(self) -> bool:
        return bool(self.confirm) and (self.is_agreed or not self.statement)


@dataclass(frozen=True)
class LibraryViewState:
    """`said` tells what was done last. While there is a `question`, the page shows nothing else.

    `briefings` are the first of those that text and filters leave, `count_line` says how many there are, and
    `more_briefings` and `more_packs` how many are not drawn yet. `is_known` is False until the shelf was looked at;
    `reading` says how far that is where it takes long. `packs_rule` says which packs may be added here, where not all.
    """

    view: View = "briefings"
    is_known: bool = True
    text: str = ""
    filters: tuple[FilterView, ...] = ()
    is_filtered: bool = False
    count_line: str = ""
    briefings: tuple[BriefingRow, ...] = ()
    more_briefings: int = 0
    installed: tuple[PackRow, ...] = ()
    built_in: tuple[PackRow, ...] = ()
    more_packs: int = 0
    not_shown: tuple[NotShownRow, ...] = ()
    finished: tuple[FinishedRow, ...] = ()
    question: QuestionView | None = None
    said: str = ""
    busy: Busy | None = None
    reading: Busy | None = None
    packs_rule: str = ""
    problem: Problem | None = None
