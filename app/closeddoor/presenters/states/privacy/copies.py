"""The section on copies: backups, restoring, repairing, and what was set aside."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from closeddoor.presenters.states.mending import ASK, CHOOSE, RepairView, RestoreView
from closeddoor.presenters.states.shared import Busy, Problem

CopiesStep = Literal["overview", "restore", "preview", "restored", "repair", "repaired", "put_back", "delete", "closed"]
"""put_back and delete ask about one that was set aside; closed: the history was closed for something that then did not
come about, or is done, and all that is left to do is to begin at the unlock page."""


@dataclass(frozen=True)
class AsideRow:
    """A history that was in use before: `title` says why it was set aside, `about` when it was last changed."""

    name: str
    title: str
    about: str


@dataclass(frozen=True)
class CopiesViewState:
    """`refusal` says why no backup can be saved, empty where one can; `is_kept` is False for a history in memory.

    `rule` says where backups may go where not anywhere, and `folder` where to begin asking.

    `chosen` is the one that put_back or delete asks about; `done_line` says what was done last.
    """

    step: CopiesStep = "overview"
    is_kept: bool = True
    refusal: str = ""
    rule: str = ""
    folder: Path | None = None
    last_line: str = ""
    done_line: str = ""
    asides: tuple[AsideRow, ...] = ()
    chosen: AsideRow | None = None
    restore: RestoreView = CHOOSE
    repair: RepairView = ASK
    busy: Busy | None = None
    problem: Problem | None = None
