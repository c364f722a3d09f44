"""Practice on own documents put together: its page, its presenter, and the doors that lead to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from closeddoor.inference.reading.client import ReaderClient
from closeddoor.presenters.attachments import AttachmentsPresenter
from closeddoor.presenters.own_practice import OwnPracticePresenter
from closeddoor.services.own_practice import OwnPracticeService
from closeddoor.services.record import CardService
from closeddoor.ui.pages.own_practice import OwnPracticePage
from closeddoor.vault.vault import Vault

if TYPE_CHECKING:
    from closeddoor.bootstrap.session import Equipment


def open_own_practice(
    vault: Vault,
    equipment: "Equipment",
    cards: CardService,
    attachments: AttachmentsPresenter,
    reader: ReaderClient,
    show: Callable[[str], None],
    parent: QObject,
) -> OwnPracticePresenter:
    """Return the presenter, with its page connected; `show` brings a page by its name into the window."""
    page = equipment.pages.own_practice
    service = OwnPracticeService(vault, equipment.database, reader, cards)
    presenter = OwnPracticePresenter(page, service, equipment.dispatcher, parent)
    connect_own_practice(page, presenter)
    attachments.practice_requested.connect(presenter.begin)
    presenter.opened.connect(lambda: show("own_practice"))
    equipment.pages.library.own_requested.connect(lambda: show("own_practice"))
    attachments.practice_page_requested.connect(lambda: show("own_practice"))
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
