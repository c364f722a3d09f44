"""The debrief page: pure builders of what it shows, and the presenter that keeps what it asks for."""

from closeddoor.presenters.debrief.presenter import DebriefPresenter, DebriefSources

__all__ = ["DebriefPresenter", "DebriefSources"]
