"""The privacy room: an overview with one line for each section, or one section alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from closeddoor.language import tr
from closeddoor.presenters.states.shared import Problem

SectionName = Literal["stored", "protection", "lock", "copies", "shut", "policy", "erase"]

SECTION_TITLES: Mapping[SectionName, str] = {
    "stored": tr("What is kept, and where"),
    "protection": tr("What opens the history"),
    "lock": tr("When it locks"),
    "copies": tr("Backup, restore and repair"),
    "shut": tr("What each process may not do"),
    "policy": tr("What your organisation has set"),
    "erase": tr("Erase everything"),
}
"""In the order of the overview."""


@dataclass(frozen=True)
class SectionRow:
    """One line of the overview; `summary` says in words how it stands, empty until it is known."""

    name: SectionName
    title: str
    summary: str = ""


@dataclass(frozen=True)
class RoomViewState:
    """`section` is the one that shows alone, None for the overview; `lead` is the promise in the words true here.

    `is_held`: there is no way back to the overview, because the history is closed.
    """

    rows: tuple[SectionRow, ...] = ()
    section: SectionName | None = None
    lead: tuple[str, ...] = ()
    problem: Problem | None = None
    is_held: bool = False
