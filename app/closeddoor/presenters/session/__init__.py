"""A briefing for a group: from the desk to the projector."""

from closeddoor.presenters.session.presenter import SessionPresenter, SessionSources

__all__ = ["SessionPresenter", "SessionSources"]
