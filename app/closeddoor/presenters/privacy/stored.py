"""What is kept on this laptop: the promise in the words true here, and what there is, counted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.privacy.stored_words import NEVER_KEPT, contents_part, files_part, summary_of
from closeddoor.presenters.promise import ALL_LIMITS
from closeddoor.presenters.states.privacy.stored import StoredViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.stored import Stored, StoredFile, StoredService


class StoredView(Protocol):
    """What this presenter needs of its section."""

    def render(self, state: StoredViewState) -> None: ...


class StoredPresenter(QObject):
    """Counts anew each time it is looked at; what cannot be counted is said, and the promise stays."""

    summary_changed = Signal()

    def __init__(
        self,
        view: StoredView,
        service: StoredService,
        promise: Callable[[], tuple[str, ...]],
        dispatcher: Dispatcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._service = service
        self._dispatcher = dispatcher
        self._promise = promise
        self._state = StoredViewState(limits=ALL_LIMITS)
        self._stored: Stored | None = None
        self._files: tuple[StoredFile, ...] | None = None
        self._summary = ""

    @property
    def summary(self) -> str:
        return self._summary

    def refresh(self) -> None:
        """Count, and show it as it is now."""
        self._state = replace(self._state, promise=self._promise(), problem=None)
        self._dispatcher.deliver(self._service.count(), self._take_count, self._fail)
        self._dispatcher.deliver(self._service.files(), self._take_files, self._fail)

    def show_problem(self, problem: Problem) -> None:
        self._state = replace(self._state, problem=problem)
        self._view.render(self._state)

    def _take_count(self, stored: Stored) -> None:
        self._stored = stored
        self._show()

    def _take_files(self, files: tuple[StoredFile, ...]) -> None:
        self._files = files
        self._show()

    def _show(self) -> None:
        counted = [contents_part(self._stored), NEVER_KEPT] if self._stored else [NEVER_KEPT]
        seen = [] if self._files is None else [files_part(self._files, self._service.folder)]
        self._state = replace(self._state, parts=(*counted, *seen))
        self._view.render(self._state)
        if self._stored:
            self._tell(summary_of(self._stored, self._files or ()))

    def _fail(self, error: BaseException) -> None:
        self.show_problem(Problem.of(error))

    def _tell(self, summary: str) -> None:
        if summary != self._summary:
            self._summary = summary
            self.summary_changed.emit()
