"""The stop at a briefing of the third level: the kinds of task that the first briefing does not have."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.pages.practice.growing_field import GrowingField
from closeddoor.ui.widgets.figure_field import FigureInput
from closeddoor.ui.widgets.option_row import TickRow


def visit_other_tasks(visitor: Visitor, page: QWidget, visit: Mapping[str, Any]) -> None:
    """Open the briefing in the library, estimate, pass by the interview, tick, rework the sum, leave it half done."""
    visitor.press("Library")
    visitor.press("Briefings")
    visitor.press(f"{visit['briefing']}. {tr('New')}")
    visitor.button("Begin the work")
    visitor.picture("read-longer")
    visitor.press("Begin the work")
    for field, figure in zip(_shown(visitor, page, FigureInput), visit["estimate"], strict=True):
        visitor.write(field.accessibleName(), figure)
    visitor.picture("estimate")
    visitor.press("Continue")
    _shown(visitor, page, GrowingField)
    visitor.press("Continue")
    for place in visit["ticks"]:
        _shown(visitor, page, TickRow)[place - 1].click()
    visitor.picture("choice")
    visitor.press("Continue")
    for place, figure in visit["figures"].items():
        visitor.write(_shown(visitor, page, FigureInput)[int(place) - 1].accessibleName(), figure)
    visitor.picture("workbook")
    visitor.press("Home")


def _shown(visitor: Visitor, page: QWidget, kind: type[Any]) -> list[Any]:
    """Return what is shown of a kind, waiting for the step that has it."""

    def found() -> list[Any]:
        return [each for each in page.findChildren(kind) if each.isVisible()]

    visitor.wait_until(lambda: bool(found()), f"a {kind.__name__} to appear")
    return found()
