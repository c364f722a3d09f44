"""Keeping what is in memory, wired: the privacy line, the first debrief's end and the closing window lead there."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.keep import KeepPresenter
from closeddoor.presenters.states.window import PageName
from closeddoor.presenters.window import WindowPresenter
from closeddoor.services.keeping import KeepingService
from closeddoor.ui.pages.keep.page import KeepPage
from closeddoor.ui.window import MainWindow


class Keeping(QObject):
    """Brings the keep page to the front when its presenter asks, and the user back to where they were.

    `leave_page` keeps what was typed last on the page that is left.
    """

    def __init__(
        self,
        page: KeepPage,
        keeping: KeepingService,
        frame: WindowPresenter,
        window: MainWindow,
        dispatcher: Dispatcher,
        words: tuple[tuple[str, ...], tuple[str, ...]],
        leave_page: Callable[[], None],
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._window = window
        self._leave_page = leave_page
        self._came_from: PageName = "home"
        self.presenter = KeepPresenter(page, keeping, dispatcher, *words, parent=self)
        connect_keep(page, self.presenter)
        self.presenter.asked.connect(self._show)
        self.presenter.kept.connect(frame.tell_kept)
        self.presenter.held.connect(frame.hold)
        self.presenter.left.connect(lambda: frame.show(self._came_from))
        self.presenter.close_wanted.connect(self._close)

    def _show(self) -> None:
        if self._frame.page != "keep":
            self._came_from = self._frame.page
            self._leave_page()
        self._frame.show("keep")

    def _close(self) -> None:
        self._frame.ask_before_closing(asks=False)
        self._window.close()


def connect_keep(page: KeepPage, presenter: KeepPresenter) -> None:
    page.keep_requested.connect(presenter.go_on)
    page.decline_requested.connect(presenter.decline)
    page.let_go_requested.connect(presenter.close_wanted)
    page.protection_chosen.connect(presenter.choose)
    page.create_requested.connect(presenter.create)
    page.recovery_noted.connect(presenter.confirm_noted)
    page.recovery_checked.connect(presenter.check_groups)
    page.mode_requested.connect(presenter.show_mode)
