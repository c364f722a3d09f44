"""The window with the unlock page: all that is needed to show it, and nothing else, since it is waited for.

Importing the rest takes longer than the key; it is done behind the page, and on the database thread.
"""

from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap.system import confines_children
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.presenters.promise import LIMITS, promise_of
from closeddoor.presenters.states.unlock import UnlockViewState
from closeddoor.presenters.unlock import UnlockPresenter
from closeddoor.presenters.window import WindowPresenter
from closeddoor.profile import Profile
from closeddoor.services.behind_window import BehindWindow
from closeddoor.services.database_thread import DatabaseThread
from closeddoor.services.opening import OpeningService
from closeddoor.ui.clipboard import PrivateClipboard
from closeddoor.ui.first_paint import UNPAINTED_S, FirstPaint
from closeddoor.ui.pages.unlock.page import UnlockPage
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.window import MainWindow

if TYPE_CHECKING:
    from closeddoor.presenters.mending import Mending
    from closeddoor.vault.vault_folder import VaultFolder


class Front(QObject):
    """`database` and `jobs` are the only two threads of the window's process beside its own."""

    def __init__(self, app: QApplication, profile: Profile, parent: QObject) -> None:
        super().__init__(parent)
        self._profile = profile
        self.database = DatabaseThread()
        self.jobs = BehindWindow("jobs")
        self.dispatcher = QtDispatcher(self)
        self.clipboard = PrivateClipboard(self)
        self.appearance = AppearanceSwitch(app, in_parts=True)  # first: a style that changes is put on what is there
        self.page = UnlockPage()
        self.window = MainWindow({"unlock": self.page}, self.appearance)
        self.promise = promise_of(confines=confines_children())
        self.frame = WindowPresenter(self.window, " ".join((*self.promise[:2], LIMITS[0])), self)
        opening = OpeningService(lambda: self.folder, self.database)
        self.unlock = UnlockPresenter(self.page, opening, self.dispatcher, self.promise, self._mend, self)
        connect_unlock(self.page, self.unlock)

    def show_form(self) -> None:
        """Show the usual form before it is known which ways there are: that takes longer than to paint it."""
        self.page.render(UnlockViewState("passphrase", promise=self.promise, limits=LIMITS))

    def hold_the_database(self, first: FirstPaint) -> None:
        """Let what is asked of the database wait until the page was painted: the two would only slow each other."""
        painted = Event()
        first.over.connect(painted.set)
        self.database.submit(lambda: painted.wait(UNPAINTED_S))

    @cached_property
    def folder(self) -> "VaultFolder":
        """The folder of the history; its code is imported when it is first asked for."""
        from closeddoor.vault.vault_folder import VaultFolder  # noqa: PLC0415 - it takes half as long as the page

        return VaultFolder(self._profile.vault)

    def _mend(self, parent: QObject) -> "Mending":
        from closeddoor.bootstrap.mending import mend_closed  # noqa: PLC0415 - for a history that does not open

        return mend_closed(self.folder, self.database, self.jobs, self.dispatcher, parent)


def connect_unlock(page: UnlockPage, presenter: UnlockPresenter) -> None:
    page.unlock_requested.connect(presenter.unlock)
    page.account_unlock_requested.connect(presenter.unlock_with_account)
    page.recovery_unlock_requested.connect(presenter.unlock_with_recovery_code)
    page.open_anyway_requested.connect(presenter.open_anyway)
    page.mode_requested.connect(presenter.show_mode)
    page.look_again_requested.connect(presenter.look_again)
    page.cancel_requested.connect(presenter.cancel)
    page.backup_chosen.connect(presenter.choose_backup)
    page.look_into_requested.connect(presenter.look_into_backup)
    page.restore_requested.connect(presenter.restore)
    page.repair_key_chosen.connect(presenter.ask_repair_for)
    page.repair_requested.connect(presenter.repair)
    page.open_mended_requested.connect(presenter.open_mended)
    page.erase_word_typed.connect(presenter.type_to_erase)
    page.erase_models_chosen.connect(presenter.choose_models_to_erase)
    page.erase_requested.connect(presenter.erase)
