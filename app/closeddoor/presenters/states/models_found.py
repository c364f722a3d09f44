"""Which model one converses with: the one that comes along, one that another application keeps, or a file."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem

ModelsPhase = Literal["ask", "looking", "list", "picking", "taking"]
"""ask: nothing was read yet; looking, picking and taking are work; list: what was found, which may be nothing."""


@dataclass(frozen=True)
class ModelRow:
    """A model that may be chosen; `key` 0 is the one that comes with the application."""

    key: int
    name: str
    detail: str


@dataclass(frozen=True)
class ModelsViewState:
    """`model_line` and `caveat` are of the model in use; `chosen` is the row that is marked, None for none.

    `has_looked`: the user has said yes to looking through the places.
    """

    phase: ModelsPhase
    model_line: str
    caveat: str
    places: tuple[str, ...] = ()
    rows: tuple[ModelRow, ...] = ()
    chosen: int | None = None
    passed_over: tuple[str, ...] = ()
    found_line: str = ""
    done_line: str = ""
    busy: Busy | None = None
    problem: Problem | None = None
    has_looked: bool = False
