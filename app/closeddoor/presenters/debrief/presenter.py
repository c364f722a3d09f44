"""The debrief page's intents: own account, decisions on unsure points, contests, the line for next time."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.presenters.debrief.view import debrief_view
from closeddoor.presenters.shelf import Library
from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.library import Shelf
from closeddoor.services.practice import Briefing, Notes, PracticeService


class DebriefPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: DebriefViewState) -> None: ...


class DebriefPresenter(QObject):
    """Shows one scored briefing; `finished` says that the participant is done with it."""

    finished = Signal()

    def __init__(
        self,
        page: DebriefPage,
        practice: PracticeService,
        library: Library,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._practice = practice
        self._library = library
        self._dispatcher = dispatcher
        self._briefing: Briefing | None = None
        self._unsigned = False
        self._agreement_lines: Mapping[str, str] = {}
        self._problem: Problem | None = None

    def show(self, briefing: Briefing) -> None:
        """Show the debrief of a scored briefing; how far to trust pack and grader follows when it is known."""
        self._briefing = briefing
        self._unsigned = False
        self._agreement_lines = {}
        self._problem = None
        self._render()

        def show_agreement(lines: Mapping[str, str]) -> None:
            if self._briefing is not None and self._briefing.attempt_id == briefing.attempt_id:
                self._agreement_lines = lines
                self._render()

        def show_origin(shelf: Shelf) -> None:
            if self._current.attempt_id == briefing.attempt_id and shelf.is_unsigned(briefing.pack.info.id):
                self._unsigned = True
                self._render()

        self._dispatcher.deliver(self._library.shelf(), show_origin)
        self._dispatcher.deliver(self._practice.agreement_lines(briefing), show_agreement, self._show_failure)

    def give_account(self, expected: str, surprised: str) -> None:
        account = replace(self._current.notes, expected=expected, surprised=surprised, account_given=True)
        self._note(account)

    def skip_account(self) -> None:
        self._note(replace(self._current.notes, account_given=True))

    def write_next_time(self, text: str) -> None:
        self._note(replace(self._current.notes, next_time=text))

    def stand_by_mark(self, task_id: str, item_id: str, stands: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        self._note(self._current.notes.standing_by(task_id, item_id, stands=stands))

    def decide_point(self, task_id: str, item_id: str, made: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        """Take the participant's verdict on a point that was unsure, or that they contest."""
        is_fact = isinstance(self._current.scenario.task(task_id), InterviewTask)
        verdicts = ("revealed", "not_revealed") if is_fact else ("met", "not_met")
        decided = self._current.with_decided(task_id, item_id, verdicts[0] if made else verdicts[1])
        self._change(decided, partial(self._practice.keep_decided, task_id=task_id))

    def finish(self) -> None:
        """Close the attempt and leave."""
        kept = self._practice.finish(self._current)
        self._dispatcher.deliver(kept, lambda _: self.finished.emit(), self._show_failure)

    @property
    def briefing(self) -> Briefing:
        """The scored briefing that shows."""
        return self._current

    @property
    def _current(self) -> Briefing:
        if self._briefing is None:
            raise BugError("no debrief is open")
        return self._briefing

    def _note(self, notes: Notes) -> None:
        self._change(replace(self._current, notes=notes), self._practice.keep_notes)

    def _change(self, changed: Briefing, keep: Callable[[Briefing], Future[None]]) -> None:
        """Show a change at once and keep it; when it could not be kept, the page says so."""
        self._briefing = changed
        self._problem = None
        self._render()
        self._dispatcher.deliver(keep(changed), lambda _: None, self._show_failure)

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._problem = Problem.of(error)
        self._render()

    def _render(self) -> None:
        view = debrief_view(self._current, agreement_lines=self._agreement_lines, problem=self._problem)
        self._page.render(replace(view, unsigned=self._unsigned))
