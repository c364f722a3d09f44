"""States of the two pages of a session, made of a pack that comes with the application."""

from functools import cache
from pathlib import Path

from closeddoor.packs import read_pack
from closeddoor.presenters.session.preparing import prepare
from closeddoor.presenters.session.stage import Stage
from closeddoor.presenters.states.session import Prepared, SessionRow, SessionViewState, StageViewState

ROWS = (
    SessionRow("org.example.a", "one", "The claims that pay themselves", "Vendor proposal · level 2"),
    SessionRow("org.example.a", "two", "A quiet guest on the ninth floor", "Vendor proposal · level 1"),
)


@cache
def prepared() -> Prepared:
    pack = read_pack(Path("scenarios/vendor-proposals"))
    return prepare(pack, next(each for each in pack.scenarios if each.id == "claims-intake"))


def full() -> SessionViewState:
    return SessionViewState(rows=ROWS, chosen=prepared(), saved_line="Saved as “Guide.pdf” in the folder “Documents”.")


def stages() -> dict[str, StageViewState]:
    """Return one state of each kind of slide, by a name for it."""
    found: dict[str, StageViewState] = {}
    stage = Stage(prepared(), lambda: 0.0)
    for _ in prepared().slides:
        slide = stage.view().slide
        kind = f"{'place' if slide.mark else slide.part} {'reason' if slide.reason else 'question'}"
        found.setdefault(kind, stage.view())
        stage.go(1)
    return found
