"""The application from start to end: the unlock page first, all else behind it, a session once a history is open."""

from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap.front import Front
from closeddoor.bootstrap.furnishing import furnish
from closeddoor.bootstrap.gradually import Gradually
from closeddoor.bootstrap.lock_signal import LockSignal
from closeddoor.bootstrap.messages import install_message_handler
from closeddoor.domain.idle import LockReason
from closeddoor.domain.secret import Secret
from closeddoor.instance import SingleInstance
from closeddoor.profile import Profile
from closeddoor.replacing import arguments_after, replace_process
from closeddoor.ui.first_paint import FirstPaint

if TYPE_CHECKING:
    from closeddoor.bootstrap.house import House
    from closeddoor.bootstrap.locking import BeginAnew, Locker
    from closeddoor.bootstrap.models import Models
    from closeddoor.bootstrap.pages import Pages
    from closeddoor.vault.vault import Vault


class Application(QObject):
    """Owns everything; `furnished` when all is made, `session_began` with the `Session` once a history is open.

    The unlock page is there at once; `house` is the rest, made a piece at a time behind it, or all that is missing when
    it is asked for. `begin_anew` replaces this process when it locks; by itself it does so with the program that it is.
    """

    furnished = Signal()
    session_began = Signal(object)

    def __init__(self, app: QApplication, profile: Profile, begin_anew: "BeginAnew | None" = None) -> None:
        super().__init__(app)
        install_message_handler()
        self._profile = profile
        self._is_again = False
        self._is_closing = False
        self._instance: SingleInstance | None = None
        self._notifier: QSocketNotifier | None = None
        self._front = front = Front(app, profile, self)
        self.window, self.frame, self._unlock = front.window, front.frame, front.unlock
        self._house = Gradually(self._furnish(begin_anew or self._begin_anew))
        self._unlock.opened.connect(self._begin_session)
        LockSignal(lambda: self._lock("signal"), self)
        app.aboutToQuit.connect(self.close)

    @property
    def house(self) -> "House":
        """Everything behind the unlock page."""
        return self._house.finished()

    @property
    def pages(self) -> "Pages":
        return self.house.pages

    @property
    def models(self) -> "Models":
        return self.house.models

    @property
    def locker(self) -> "Locker":
        return self.house.locker

    def start(self, passphrase: Secret | None = None, *, is_again: bool = False, is_hidden: bool = False) -> None:
        """Show the window at once; the profile is looked up behind it.

        A history that is there is opened, with `passphrase` at once. Where there is none, everything begins in memory,
        and is kept under `passphrase` when one is given. `is_again`: this process replaces one that was locked, and
        the user comes back to where they were; `is_hidden`: minimised, as that one was.
        """
        self._is_again = is_again
        self._unlock.nothing_there.connect(lambda: self.house.begin_in_memory(passphrase))
        self.frame.start()
        if self._profile.vault.exists():
            self._front.show_form()
            first = FirstPaint(self.window)
            self._front.hold_the_database(first)
            first.over.connect(self._go_on_furnishing)
        else:
            self._house.finished()  # home shows next: nobody waits for an unlock page
        self._unlock.start(passphrase)
        if is_hidden:
            self.window.showMinimized()
        else:
            self.window.show()

    def listen(self, instance: SingleInstance) -> None:
        """Come to the front or lock when another process asks, and hand the right on when this one is replaced."""
        self._instance = instance
        if instance.fileno() < 0:
            return
        self._notifier = QSocketNotifier(instance.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._answer(instance))

    def close(self) -> None:
        """Keep what was typed, end the workers, close the vault, take back what was copied; safe to call twice."""
        self._front.clipboard.clear()
        self._is_closing = True
        self.frame.ask_before_closing(asks=False)  # a window that is still there asks nobody any more
        house = self.house if self._house.is_made else None
        if house is not None:
            house.leave()
        self._front.jobs.shutdown(cancel_futures=True)  # first: a job may still ask the vault for something
        if house is not None:
            house.close()
        self._front.database.shutdown()

    def _furnish(self, begin_anew: "BeginAnew") -> "Generator[None, None, House]":
        house = yield from furnish(self._front, self._profile, begin_anew, self)
        house.session_began.connect(self.session_began)
        self.furnished.emit()
        return house

    def _go_on_furnishing(self) -> None:
        if not self._is_closing and self._house.advance():
            QTimer.singleShot(0, self, self._go_on_furnishing)

    def _begin_anew(self, is_hidden: bool) -> None:  # noqa: FBT001 - the one thing that there is to say
        handed_over = self._instance.hand_over() if self._instance else -1
        replace_process(arguments_after(self._profile.folder, handed_over, self.frame.look, is_hidden=is_hidden))

    def _begin_session(self, vault: "Vault") -> None:
        self.house.begin_session(vault, is_again=self._is_again)

    def _lock(self, reason: LockReason) -> None:
        """Lock also before all is made: where a key is worked out, it is made now and that is given up."""
        if self._house.is_made or self._unlock.is_opening:
            self.locker.lock(reason)

    def _answer(self, instance: SingleInstance) -> None:
        asked = instance.take_request()
        if asked == "lock":
            self._lock("command")
        elif asked == "front":
            self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()
            QApplication.alert(self.window)
