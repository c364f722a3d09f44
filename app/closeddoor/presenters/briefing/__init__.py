"""The briefing page: pure builders of what it shows, and the presenter that keeps what it asks for."""

from closeddoor.presenters.briefing.presenter import BriefingPresenter

__all__ = ["BriefingPresenter"]
