"""The pages of a briefing: read, one step per task, commit, self-score."""

from closeddoor.ui.pages.practice.page import BriefingPage

__all__ = ["BriefingPage"]
