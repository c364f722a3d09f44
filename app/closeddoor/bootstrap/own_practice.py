"""Practice on own documents put together: its presenter, and which intent of its page goes where."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.presenters.own_practice import OwnPracticePresenter
from closeddoor.services.own_practice import OwnPracticeService
from closeddoor.ui.pages.own_practice.page import OwnPracticePage


def open_own_practice(services: Services, parent: QObject) -> OwnPracticePresenter:
    """Return the presenter, with its page connected."""
    equipment = services.equipment
    page = equipment.pages.own_practice
    service = OwnPracticeService(services.vault, equipment.database, services.reader, services.cards)
    presenter = OwnPracticePresenter(page, service, equipment.dispatcher, parent)
    connect_own_practice(page, presenter)
    return presenter


def connect_own_practice(page: OwnPracticePage, presenter: OwnPracticePresenter) -> None:
    page.files_chosen.connect(presenter.take)
    page.cancel_requested.connect(presenter.cancel)
    page.pasted_changed.connect(presenter.paste)
    page.paste_requested.connect(presenter.begin_pasted)
    page.briefing_requested.connect(presenter.open)
    page.delete_requested.connect(presenter.delete)
    page.undo_requested.connect(presenter.undo)
    page.undo_settled.connect(presenter.settle)
    page.point_changed.connect(presenter.write_point)
    page.point_added.connect(presenter.add_point)
    page.mark_requested.connect(presenter.mark)
    page.note_changed.connect(presenter.note)
    page.unmark_requested.connect(presenter.unmark)
    page.memo_changed.connect(presenter.write_memo)
    page.point_judged.connect(presenter.judge)
    page.next_time_changed.connect(presenter.write_next_time)
    page.forward_requested.connect(presenter.go_on)
    page.back_requested.connect(presenter.go_back)
