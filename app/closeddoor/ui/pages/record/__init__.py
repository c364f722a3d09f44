"""My record: what practice shows, attempts, questions that are due, a statement of practice."""

from closeddoor.ui.pages.record.page import RecordPage

__all__ = ["RecordPage"]
