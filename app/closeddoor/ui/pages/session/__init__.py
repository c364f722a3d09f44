"""A session with a group: the desk before it, the stage on the projector, and what is printed."""

from closeddoor.ui.pages.session.desk import SessionPage
from closeddoor.ui.pages.session.stage import StagePage

__all__ = ["SessionPage", "StagePage"]
