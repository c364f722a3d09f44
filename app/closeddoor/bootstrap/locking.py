"""The lock: what is open is closed, and this process is replaced by a fresh one at the unlock page.

After a page is deleted Qt and Python still hold hundreds of copies of its text; only the end of a process forgets. So
the order is: cover the window, keep what was typed, end the children, close the history, go. Nothing here waits for
long: what a disk has not taken within `KEEP_WITHIN_S` is as if the computer had lost its power.
"""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.places import place_of
from closeddoor.bootstrap.session import Session
from closeddoor.bootstrap.steps import take_all
from closeddoor.domain.idle import LockReason
from closeddoor.domain.place import Place
from closeddoor.domain.ports import Executor
from closeddoor.presenters.window import WindowPresenter
from closeddoor.services.places import keep_place
from closeddoor.ui.clipboard import PrivateClipboard
from closeddoor.ui.window import MainWindow
from closeddoor.vault.vault import Vault

KEEP_WITHIN_S = 2.0
CLOSE_WITHIN_S = 0.5
"""A history that is not closed by then is left as a crash leaves it: what was written is there."""

BeginAnew = Callable[[bool], None]
"""Replaces this process by a fresh one, minimised where the argument says so; it does not return."""


@dataclass(frozen=True)
class Holding:
    """What a process holds of a history besides the history itself; `is_opening`: its key is being worked out."""

    window: MainWindow
    frame: WindowPresenter
    clipboard: PrivateClipboard
    models: Models
    database: Executor
    is_opening: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Opened:
    """An open history; `cannot_lock` is called where it is in memory only: to lock it would be to lose it."""

    vault: Vault
    session: Session
    cannot_lock: Callable[[], object] = lambda: None


class Locker:
    """Locks once: after that there is nothing left that it could be called in."""

    def __init__(self, holding: Holding, begin_anew: BeginAnew) -> None:
        self._holding = holding
        self._begin_anew = begin_anew
        self._opened: Opened | None = None
        self._is_leaving = False

    def guard(self, opened: Opened) -> None:
        """From now on there is something to lock."""
        self._opened = opened

    def lock(self, reason: LockReason) -> None:
        """Lock now, for one of the reasons of `domain.idle`; where nothing is open there is nothing to do.

        A history in memory only cannot be locked: the user is told so, and shown how to keep it.
        """
        hides = reason == "quick_hide"
        if hides:
            self._holding.window.showMinimized()
        if self._is_leaving:
            return
        if self._opened is None:
            if self._holding.is_opening():  # what was typed for it, and soon the key, is in memory
                self.start_afresh()
        elif self._opened.vault.is_kept:
            self._lock(self._opened)
        elif not hides:
            self._opened.cannot_lock()

    def start_afresh(self) -> None:
        """Close what is open and begin anew at the unlock page: what was on the disk is no longer what was opened."""
        if not self._is_leaving:
            self._is_leaving = True
            take_all(self._holding.window.cover, *self._leaving())

    def _lock(self, opened: Opened) -> None:
        """Hand everything to the database, in this order, wait until the disk has it, and leave."""
        self._is_leaving = True
        session, database = opened.session, self._holding.database
        take_all(
            self._holding.window.cover,
            session.leave_page,
            session.chat.keep_now,
            lambda: database.submit(partial(keep_place, opened.vault, self._place(opened))),
            lambda: _settle(database.submit(lambda: None), KEEP_WITHIN_S),
            *self._leaving(),
        )

    def _place(self, opened: Opened) -> Place:
        session, frame = opened.session, self._holding.frame
        place = place_of(frame.page, session.rooms, session.ways)
        ended = len(session.chat.records.off_the_record())
        code_unchecked = frame.page == "keep" and frame.is_held
        new_code_unchecked = session.rooms.has_unchecked_code
        return replace(place, ended=ended, code_unchecked=code_unchecked, new_code_unchecked=new_code_unchecked)

    def _leaving(self) -> tuple[Callable[[], object], ...]:
        """Return the steps that end what was started, close what was opened, and go."""
        holding = self._holding
        return (
            holding.models.kill_now,
            self._end_reader,
            holding.clipboard.clear,
            self._let_go_of_clipboard,
            self._close,
            lambda: self._begin_anew(holding.window.isMinimized()),
        )

    def _let_go_of_clipboard(self) -> None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)  # X11 asks who has it

    def _end_reader(self) -> None:
        reader = self._opened.session.services.reader_if_made if self._opened is not None else None
        if reader is not None:
            reader.kill_all()

    def _close(self) -> None:
        if self._opened is not None:
            _settle(self._holding.database.submit(self._opened.vault.close), CLOSE_WITHIN_S)


def _settle(future: Future[None], within_s: float) -> None:
    """Wait for `future`, not for ever; what it failed with was told on its page, or will be when it is opened again."""
    wait_for([future], within_s)
