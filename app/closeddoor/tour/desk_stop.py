"""The stop at the facilitator's desk: a pack begun, a place in its paper marked, seen as a participant sees it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from closeddoor.language import tr
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.pages.desk.choose import Choose
from closeddoor.ui.widgets.document import DocumentView


def visit_desk(visitor: Visitor, visit: Mapping[str, Any], folder: Path) -> None:
    """Begin a pack in `folder`, go through its parts as far as what builds it, and put it away."""
    visitor.press("Library")
    visitor.press("Packs")
    visitor.press("Write a pack of your own")
    visitor.picture("desk")
    visitor.write("Title of the pack", visit["title"])
    visitor.write("Your name, as participants read it", visit["author"])
    visitor.the(Choose).begin_in(folder)
    visitor.press(f"{visit['briefing']}. {tr('For discussion')}")
    visitor.picture("desk-briefing")
    _mark(visitor, visit)
    visitor.press("Back")
    visitor.press("See it as a participant")
    visitor.button("Begin the work")
    visitor.picture("desk-preview")
    visitor.press("Back to the desk")
    visitor.press("Back")
    visitor.picture("desk-pack")
    visitor.press("Sign and build …")
    visitor.picture("desk-build")
    visitor.press("Back")
    visitor.press("Put it away")


def _mark(visitor: Visitor, visit: Mapping[str, Any]) -> None:
    """Mark a place in the paper and say why it is a target."""
    visitor.press_content(visit["document"])
    visitor.press_where_there("See the text")
    document = visitor.the(DocumentView)
    start = document.displayed().index(visit["quote"])
    document.setFocus(Qt.FocusReason.OtherFocusReason)
    document.select(start, start + len(visit["quote"]))
    visitor.press("Mark as a target")
    visitor.picture("desk-marked")
    visitor.press_where_there("Go to its source")
    visitor.write("Why", visit["why"])
    visitor.rest(800)
