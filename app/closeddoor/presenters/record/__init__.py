"""My record: one presenter, and one module for each of its four views."""

from closeddoor.presenters.record.presenter import RecordPresenter, RecordSources

__all__ = ["RecordPresenter", "RecordSources"]
