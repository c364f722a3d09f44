"""Before a meeting: questions, red flags, terms, own notes."""

from closeddoor.ui.pages.meeting.page import MeetingPage

__all__ = ["MeetingPage"]
