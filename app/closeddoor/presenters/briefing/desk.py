"""The briefing in hand: shown at once after each change, kept in the vault, and what goes wrong is said."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject

from closeddoor.domain.errors import BugError
from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr
from closeddoor.presenters.briefing.interview import Untold, with_warning
from closeddoor.presenters.briefing.too_long import LONG_MEMO
from closeddoor.presenters.briefing.undoing import UndoHistory
from closeddoor.presenters.briefing.view import Writing, briefing_view
from closeddoor.presenters.drafts import Drafts
from closeddoor.presenters.states.briefing import BriefingViewState
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.practice import READ, Briefing, JsonObject, MarginNote, PracticeService
from closeddoor.services.practice.errors import AnswersFixedError

TaskType = TypeVar("TaskType")
Keep = Callable[[Briefing], Future[None]]

KEPT = tr("Kept, encrypted")
KEPT_IN_MEMORY = tr("Kept in memory only")
MARGIN = "@margin"
"""The notes in the margin among what can be taken back; an id of a task never begins with @."""


class BriefingPage(Protocol):
    """What the presenter of a briefing needs of its page."""

    def render(self, state: BriefingViewState) -> None: ...


class BriefingDesk(QObject):
    """Holds one briefing for the intents of its page: each makes a new value, shows it and has it kept."""

    def __init__(
        self, page: BriefingPage, practice: PracticeService, dispatcher: Dispatcher, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._practice = practice
        self._dispatcher = dispatcher
        self._briefing: Briefing | None = None
        self._unsigned = False
        self._step = READ
        self._unmatched = ""
        self._unread: tuple[int, str] | None = None
        self._typed: Mapping[str, str] = {}
        self._keys = 0
        self._is_typing = False
        self._saved_line = ""
        self._busy: Busy | None = None
        self._problem: Problem | None = None
        self._is_committing = False
        self._untold: Untold | None = None
        self._history = UndoHistory[JsonObject | tuple[MarginNote, ...]]()
        self._drafts = Drafts[str, Keep](
            lambda _, keep: keep(self._current), dispatcher, self._show_kept, self._show_failure, (AnswersFixedError,)
        )

    @property
    def is_busy(self) -> bool:
        """Whether something is being worked out that the page waits for."""
        return self._busy is not None

    @property
    def in_hand(self) -> Briefing | None:
        """The briefing that is worked on."""
        return self._briefing

    @property
    def _current(self) -> Briefing:
        if self._briefing is None:
            raise BugError("no briefing is open")
        return self._briefing

    @property
    def _can_edit(self) -> bool:
        return self._briefing is not None and not (self._is_committing or self._briefing.is_committed)

    def _is_in_hand(self, attempt_id: int) -> bool:
        """Whether a result of `attempt_id` is still waited for: another briefing may be in hand by now, or none yet."""
        return self._briefing is not None and self._briefing.attempt_id == attempt_id

    @property
    def _within_reach(self) -> tuple[str, ...]:
        """What can be taken back where the participant is: this step's marks, and notes; nothing once committed."""
        return (self._step, MARGIN) if self._can_edit else ()

    def _task(self, kind: type[TaskType]) -> TaskType:
        task = self._current.scenario.task(self._step)
        if not isinstance(task, kind):
            raise BugError("an intent of another task's page")
        return task

    def _answer_now(self) -> JsonObject:
        return self._current.answers.get(self._step, {})

    def _draft(self, answer: JsonObject) -> None:
        """Take an answer that is being typed; it is kept when typing rests."""
        self._briefing = self._current.with_answer(self._step, answer)
        self._keep_later(f"answer:{self._step}", partial(self._practice.keep_answer, task_id=self._step))

    def _keep_later(self, name: str, keep: Keep) -> None:
        """Have a draft kept when typing rests; until then the page does not say that it is."""
        self._drafts.write(name, keep)
        if self._saved_line:
            self._saved_line = ""
            self._render()

    def _answer(self, answer: JsonObject) -> None:
        if self._can_edit:
            changed = self._current.with_answer(self._step, answer)
            self._change(changed, partial(self._practice.keep_answer, task_id=self._step))

    def _change(self, changed: Briefing, keep: Keep) -> None:
        """Show a change at once and keep it; when it could not be kept, the page says so."""
        self._briefing = changed
        self._problem = None
        self._render()
        self._dispatcher.deliver(keep(changed), lambda _: self._show_kept(), self._show_failure)

    def _say_length(self, problem: Problem | None) -> None:
        """Say that a text is longer than what scoring reads, or, once it is shorter, no longer so."""
        if self._problem != problem and (problem or self._problem == LONG_MEMO):
            self._problem = problem
            self._render()

    def _show_kept(self, over: Problem | None = None) -> None:
        """Say that all of it is kept, and no longer what is over with that."""
        line = KEPT if self._practice.is_on_disk else KEPT_IN_MEMORY
        is_over = over is not None and self._problem == over
        if self._briefing is not None and (is_over or self._saved_line != line) and not self._drafts.are_waiting:
            self._saved_line = line
            self._problem = None if is_over else self._problem
            self._render()

    def _work(self, text: str) -> None:
        self._busy = Busy(text)
        self._problem = None
        self._render()

    def _give_up(self, error: BaseException) -> None:
        """End the work that the page waits for, and say why; everything can be asked for again."""
        self._busy, self._is_committing = None, False
        self._show_failure(error)

    def _show_failure(self, error: BaseException) -> None:
        self._problem = Problem.of(error)
        if self._briefing is not None:
            self._render()

    def _render(self) -> None:
        view = briefing_view(
            self._current,
            self._step,
            Writing(self._typed, waiting=self._busy is not None, is_typing=self._is_typing, untold=self._untold),
            saved_line=self._saved_line,
            busy=self._busy,
            problem=self._problem,
        )
        can_undo, can_redo = (
            reaches(self._within_reach) for reaches in (self._history.can_undo, self._history.can_redo)
        )
        self._page.render(
            replace(with_warning(view, self._unmatched), unsigned=self._unsigned, can_undo=can_undo, can_redo=can_redo)
        )
