"""The page before a meeting, over an open vault."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.presenters.meeting import MeetingPresenter
from closeddoor.services.meetings import MeetingService
from closeddoor.ui.pages.meeting.page import MeetingPage


def open_meeting(services: Services, parent: QObject) -> MeetingPresenter:
    """Return the presenter of the page, connected to it."""
    equipment = services.equipment
    meetings = MeetingService(services.vault, equipment.database)
    page = equipment.pages.meeting
    presenter = MeetingPresenter(page, meetings, services.overview, equipment.dispatcher, parent)
    connect_meeting(page, presenter)
    presenter.copied.connect(equipment.clipboard.copy)
    return presenter


def connect_meeting(page: MeetingPage, presenter: MeetingPresenter) -> None:
    page.notes_changed.connect(presenter.write_notes)
    page.name_changed.connect(presenter.name_notes)
    page.another_requested.connect(presenter.begin_notes)
    page.other_requested.connect(presenter.open_notes)
    page.more_requested.connect(presenter.list_more_notes)
    page.deletion_requested.connect(presenter.delete_notes)
    page.copy_requested.connect(presenter.copy_questions)
