"""The record's services, its presenter, and which intent of its page goes where."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.presenters.record import RecordPresenter, RecordSources
from closeddoor.services.record import RecordService
from closeddoor.ui.pages.record.page import RecordPage


def open_record(services: Services, parent: QObject) -> RecordPresenter:
    """Return the presenter of the record of an open vault, connected to its page."""
    equipment, threads = services.equipment, services.threads
    record = RecordService(services.vault, equipment.library, threads)
    sources = RecordSources(record, services.cards, threads.jobs)
    page = equipment.pages.record
    presenter = RecordPresenter(page, sources, threads.dispatcher, parent)
    presenter.statement.copied.connect(equipment.clipboard.copy)
    _connect(page, presenter)
    return presenter


def _connect(page: RecordPage, presenter: RecordPresenter) -> None:
    page.view_chosen.connect(presenter.show_view)
    page.more_requested.connect(presenter.list_more)
    page.selecting_changed.connect(presenter.select)
    page.attempt_ticked.connect(presenter.tick)
    page.delete_requested.connect(presenter.delete)
    page.delete_own_requested.connect(presenter.delete_own)
    page.delete_all_requested.connect(presenter.ask_delete_all)
    page.confirm_requested.connect(presenter.confirm)
    page.decline_requested.connect(presenter.dismiss)
    page.undo_accepted.connect(presenter.undo)
    page.undo_passed.connect(presenter.settle)
    page.turn_requested.connect(presenter.cards.turn)
    page.recall_chosen.connect(presenter.cards.rate)
    page.forget_requested.connect(presenter.cards.forget)
    page.module_ticked.connect(presenter.statement.tick)
    page.hours_changed.connect(presenter.statement.write_hours)
    page.name_changed.connect(presenter.statement.write_name)
    page.save_requested.connect(presenter.statement.save)
    page.copy_requested.connect(presenter.statement.copy)
