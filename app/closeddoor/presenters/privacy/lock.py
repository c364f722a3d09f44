"""When the history locks: after how long, what else makes it, and what a lock does."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.idle import NEVER
from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr
from closeddoor.presenters.privacy.lock_words import EFFECTS, IN_MEMORY, LEAD, Telling, triggers_of
from closeddoor.presenters.states.privacy.lock import LockViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.settings import LOCK_AFTER_KEY, lock_choices, why_lock_is_bound

KEY = LOCK_AFTER_KEY


class LockView(Protocol):
    """What this presenter needs of its section."""

    def render(self, state: LockViewState) -> None: ...


class KeptSettings(Protocol):
    """What this presenter needs of the settings."""

    def store(self, key: str, value: float) -> Future[None]: ...


class LockPresenter(QObject):
    """`changed` carries the key of the setting and its new value, once that is kept."""

    summary_changed = Signal()
    changed = Signal(str, object)

    def __init__(
        self,
        view: LockView,
        settings: KeptSettings,
        is_kept: Callable[[], bool],
        telling: Callable[[], Telling],
        dispatcher: Dispatcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._settings = settings
        self._is_kept = is_kept
        self._telling = telling
        self._dispatcher = dispatcher
        self._state = LockViewState(choices=lock_choices(), bound=why_lock_is_bound())
        self._summary = ""

    @property
    def summary(self) -> str:
        return self._summary

    def refresh(self) -> None:
        """Say anew what is so now: what the system tells is known a moment after a history is opened."""
        self._state = replace(self._state, problem=None)
        self._show()

    def follow(self, settings: dict[str, object]) -> None:
        """Show what is chosen, wherever it was chosen."""
        minutes = settings.get(KEY)
        if isinstance(minutes, int | float):
            self._state = replace(self._state, after_minutes=minutes)
            self._show()

    def choose(self, minutes: float) -> None:
        """Keep it; what cannot be kept stays as it was, and is said."""
        stored = self._settings.store(KEY, minutes)
        self._dispatcher.deliver(stored, lambda _: self._take(minutes), self._fail)

    def show_problem(self, problem: Problem) -> None:
        self._state = replace(self._state, problem=problem)
        self._view.render(self._state)

    def _take(self, minutes: float) -> None:
        self._state = replace(self._state, after_minutes=minutes, problem=None)
        self._show()
        self.changed.emit(KEY, minutes)

    def _fail(self, error: BaseException) -> None:
        self.show_problem(Problem.of(error))

    def _show(self) -> None:
        can_lock = self._is_kept()
        self._state = replace(
            self._state,
            can_lock=can_lock,
            lead=LEAD if can_lock else IN_MEMORY,
            triggers=triggers_of(self._telling()) if can_lock else (),
            effects=EFFECTS if can_lock else (),
        )
        self._view.render(self._state)
        self._tell(self._summed() if can_lock else tr("In memory only: nothing locks it"))

    def _summed(self) -> str:
        minutes = self._state.after_minutes
        after = tr("Not by time") if minutes == NEVER else tr("After {n} minutes unused", n=round(minutes))
        screen = tr("with the screen if that is told") if self._telling().screen_lock else tr("not with the screen")
        sleep = tr("before sleep") if self._telling().sleep else tr("not before sleep")
        return tr("{after}, {screen}, {sleep}", after=after, screen=screen, sleep=sleep)

    def _tell(self, summary: str) -> None:
        if summary != self._summary:
            self._summary = summary
            self.summary_changed.emit()
