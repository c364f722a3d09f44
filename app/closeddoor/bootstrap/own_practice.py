"""Practice on own documents put together: its page, its presenter, and the doors that lead to it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.inference.reading.client import ReaderClient
from closeddoor.presenters.attachments import AttachmentsPresenter
from closeddoor.presenters.own_practice import OwnPracticePresenter
from closeddoor.presenters.window import WindowPresenter
from closeddoor.services.own_practice import OwnPracticeService
from closeddoor.services.record import CardService
from closeddoor.ui.pages.own_practice import OwnPracticePage
from closeddoor.vault.vault import Vault


def open_own_practice(
    vault: Vault,
    equipment: Equipment,
    cards: CardService,
    attachments: AttachmentsPresenter,
    reader: ReaderClient,
    parent: QObject,
) -> OwnPracticePresenter:
    """Return the presenter, with its page connected."""
    page = equipment.pages.own_practice
    service = OwnPracticeService(vault, equipment.database, reader, cards)
    presenter = OwnPracticePresenter(page, service, equipment.dispatcher, parent)
    connect_own_practice(page, presenter)
    attachments.practice_requested.connect(presenter.begin)
    return presenter


def lead_to_own_practice(
    presenter: OwnPracticePresenter,
    attachments: AttachmentsPresenter,
    equipment: Equipment,
    show: Callable[[str], None],
) -> None:
    """Connect what leads to its page and away from it; `show` brings a page by its name into the window."""
    ways = OwnPracticeWays(equipment.frame, show)
    presenter.opened.connect(lambda: ways.open())  # noqa: PLW0108 - Qt keeps no method's object
    presenter.closed.connect(lambda: ways.close())  # noqa: PLW0108 - as above
    equipment.pages.library.own_requested.connect(lambda: show("own_practice"))
    attachments.practice_page_requested.connect(lambda: show("own_practice"))


class OwnPracticeWays:
    """Leads from a document that was opened on another page back there, and from any other to the choice of one."""

    def __init__(self, frame: WindowPresenter, show: Callable[[str], None]) -> None:
        self._frame = frame
        self._show = show
        self._is_from_elsewhere = False

    def open(self) -> None:
        self._is_from_elsewhere = self._frame.page != "own_practice"
        self._show("own_practice")

    def close(self) -> None:
        if self._is_from_elsewhere and self._frame.page == "own_practice":
            self._frame.back()
        self._is_from_elsewhere = False


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
