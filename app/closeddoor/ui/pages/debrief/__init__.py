"""The debrief: one's own account, the document with what was found and missed, the reasons, one line for next time."""

from closeddoor.ui.pages.debrief.page import DebriefPage

__all__ = ["DebriefPage"]
