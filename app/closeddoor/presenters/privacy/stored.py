"""What is kept on this laptop: the promise in the words true here, and what there is, counted."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.presenters.promise import LIMITS
from closeddoor.presenters.states.privacy.stored import StoredViewState
from closeddoor.presenters.states.shared import Problem


class StoredView(Protocol):
    """What this presenter needs of its section."""

    def render(self, state: StoredViewState) -> None: ...


class StoredPresenter(QObject):
    """Shows the promise and what there is."""

    summary_changed = Signal()

    def __init__(self, view: StoredView, promise: Iterable[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._state = StoredViewState(promise=tuple(promise), limits=LIMITS)
        self._summary = ""

    @property
    def summary(self) -> str:
        return self._summary

    def refresh(self) -> None:
        """Show it as it is now."""
        self._view.render(self._state)

    def show_problem(self, problem: Problem) -> None:
        self._view.render(replace(self._state, problem=problem))
