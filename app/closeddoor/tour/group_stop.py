"""The stop at a session with a group: the desk, and from the rule of the room to the first reason of the author."""

from closeddoor.presenters.session.plays import WOULD_YOU_SIGN
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.pages.session import StagePage
from closeddoor.ui.pages.session.stage_text import StageText

MOST_STEPS = 80


def visit_group(visitor: Visitor, title: str) -> None:
    """Choose the briefing `title`, go on the stage, and leave it again after the first reason."""
    visitor.press("Library")
    visitor.press("A session with a group")
    visitor.picture("group-choosing")
    visitor.press_content(title)
    visitor.button("Begin on the projector")
    visitor.picture("group-desk")
    visitor.press("Begin on the projector")
    stage = visitor.the(StagePage)
    visitor.picture("group-rule")
    for _ in range(MOST_STEPS):
        if any(text.isVisible() and WOULD_YOU_SIGN in text.toPlainText() for text in stage.findChildren(StageText)):
            break
        visitor.press("Next")
    visitor.picture("group-place")
    visitor.press("Next")
    visitor.picture("group-reason")
    visitor.press("End the session")
    visitor.button("Begin on the projector")
