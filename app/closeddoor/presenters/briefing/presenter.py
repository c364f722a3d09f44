"""The briefing page's intents, kept step by step."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.domain.verdicts import QuestionMatch
from closeddoor.presenters.briefing.choice import OptionsTask, with_option
from closeddoor.presenters.briefing.drafts import Drafts
from closeddoor.presenters.briefing.estimate import estimate_draft
from closeddoor.presenters.briefing.highlight import quotes_of
from closeddoor.presenters.briefing.interview import with_warning
from closeddoor.presenters.briefing.too_long import LONG_MEMO, LONG_QUESTION
from closeddoor.presenters.briefing.view import briefing_view
from closeddoor.presenters.briefing.workbook import workbook_draft
from closeddoor.presenters.shelf import Library
from closeddoor.presenters.states.briefing import BriefingViewState, MarkView
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.futures import ignore_known
from closeddoor.services.library import Shelf
from closeddoor.services.practice import COMMIT, READ, SELF_SCORE, Briefing, JsonObject, PracticeService, steps_of
from closeddoor.services.practice.limits import MOST_MEMO_CHARACTERS, MOST_QUESTION_CHARACTERS, readable

TaskType = TypeVar("TaskType")

KEPT = "Kept, encrypted"


class BriefingPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: BriefingViewState) -> None: ...


class BriefingPresenter(QObject):
    """Drives one briefing at a time.

    `debrief_opened` carries the scored `Briefing`, `failed` a `Problem` when none could be opened.
    """

    opened = Signal(object)
    debrief_opened = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        page: BriefingPage,
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
        self._step = READ
        self._question = self._unmatched = ""
        self._typed: Mapping[str, str] = {}
        self._saved_line = ""
        self._busy: Busy | None = None
        self._problem: Problem | None = None
        self._is_committing = False
        self._drafts = Drafts(self)
        self._drafts.due.connect(self._keep_drafts)

    @property
    def is_busy(self) -> bool:
        """Whether something is being worked out that the page waits for."""
        return self._busy is not None

    def open(self, pack: Pack, scenario: Scenario) -> None:
        """Show a briefing where it was left, or from its beginning; a scored one opens its debrief."""
        self.leave()

        def open_from(shelf: Shelf) -> None:
            self._open(pack, scenario, unsigned=shelf.is_unsigned(pack.info.id))

        self._dispatcher.deliver(self._library.shelf(), open_from)

    def _open(self, pack: Pack, scenario: Scenario, *, unsigned: bool) -> None:
        def show(briefing: Briefing) -> None:
            self._briefing, self._unsigned = briefing, unsigned
            self._step = briefing.opens_at
            self._question, self._typed, self._saved_line = "", {}, ""
            self._look_whether_matched()
            self._busy = self._problem = None
            self._is_committing = False
            if briefing.stage == "debrief":
                self.debrief_opened.emit(briefing)
            else:
                self.opened.emit(briefing)
                self._render()
                if briefing.is_committed and self._step != SELF_SCORE:
                    self.score()

        self._dispatcher.deliver(self._practice.open(pack, scenario), show, self._show_not_opened)

    def show_step(self, step_id: str) -> None:
        """Go to a step; once committed, only the self-score is left."""
        if self._can_edit:
            self._keep_drafts()
            self._step, self._typed = step_id, {}
            self._look_whether_matched()
            self._change(self._current.at(step_id), self._practice.keep_place)

    def go_back(self) -> None:
        ids = [step.id for step in steps_of(self._current.scenario)]
        place = ids.index(self._step)
        if place > 0:
            self.show_step(ids[place - 1])

    def go_forward(self) -> None:
        if self._step == COMMIT:
            self.commit()
        elif self._step == SELF_SCORE:
            self.score()
        else:
            following = self._current.after(self._step)
            if following is not None:
                self.show_step(following)

    def set_marks(self, marks: Sequence[MarkView]) -> None:
        task = self._task(HighlightTask)
        document = self._current.scenario.documents_by_id[task.document]
        self._answer({"quotes": quotes_of(document, marks)})

    def choose_option(self, option_id: str) -> None:
        """Take an option: the one, or one more or less of many."""
        task = self._current.scenario.task(self._step)
        if isinstance(task, OptionsTask):
            self._answer(with_option(task, self._current.answers.get(self._step, {}), option_id))

    def choose_confidence(self, confidence: float) -> None:
        self._answer({**self._current.answers.get(self._step, {}), "confidence": confidence})

    def write_memo(self, text: str) -> None:
        """Take what is typed; it is kept when typing rests."""
        if self._can_edit:
            self._draft({"text": readable(text)})
            self._say_length(LONG_MEMO if len(text) > MOST_MEMO_CHARACTERS else None)

    def write_figures(self, typed: Mapping[str, str]) -> None:
        """Take what stands in each field of an estimate or a workbook; it is kept when typing rests."""
        if self._can_edit:
            self._typed = {field: readable(text) for field, text in typed.items()}
            self._draft(self._figures(self._typed))
            self._render()

    def leave_as_proposed(self, leaves: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        """Take it as the answer that every input of a workbook stays as proposed, or take that back."""
        self._typed = {}
        self._answer({"inputs": {}} if leaves else {})

    def draft_question(self, text: str) -> None:
        self._question = text

    def ask(self, question: str) -> None:
        """Put a question to the counterpart; it stays in the field until the reply is there."""
        task, attempt_id = self._task(InterviewTask), self._current.attempt_id
        state, _ = self._current.interview(task)
        question = readable(question)
        if not question.strip() or self._busy is not None or not state.turns_left(task):
            return
        self._question = question
        if len(question) > MOST_QUESTION_CHARACTERS:
            self._say_length(LONG_QUESTION)
            return
        self._work(f"{task.persona.name} considers the question.")

        def answered(match: QuestionMatch) -> None:
            if self._current.attempt_id != attempt_id:
                return  # another briefing was opened meanwhile: this question was never asked
            self._question = ""
            self._busy = None
            asked = self._current.with_question(task.id, question.strip(), match)
            self._change(asked, partial(self._practice.keep_answer, task_id=task.id))

        self._dispatcher.deliver(self._practice.match(self._current, task, question), answered, self._give_up)

    def _look_whether_matched(self) -> None:
        """Have it said while an interview is held when its replies will bring nothing to light."""
        self._unmatched = ""
        briefing, step_id = self._current, self._step
        task = next((each for each in briefing.scenario.tasks if each.id == step_id), None)

        def show(why: str) -> None:
            if why and (self._current.attempt_id, self._step) == (briefing.attempt_id, step_id):
                self._unmatched = why
                self._render()

        if isinstance(task, InterviewTask):
            # A failure is told where a question is asked and cannot be answered.
            self._dispatcher.deliver(self._practice.why_unmatched(briefing, task), show, ignore_known)

    def judge_point(self, task_id: str, item_id: str, made: bool | None) -> None:  # noqa: FBT001 - a Qt signal's value
        """Note which point the participant thinks they made; None takes it back."""
        notes = self._current.notes.with_view(task_id, item_id, made)
        self._change(replace(self._current, notes=notes), self._practice.keep_notes)

    def commit(self) -> None:
        """Fix the answers; the self-score follows, or the debrief where there is nothing to self-score.

        Until they are fixed nothing changes any more: a draft or a place kept behind the commit would undo it.
        """
        if self._current.is_committed:
            self.score()
            return
        if self._busy is not None:
            return
        self._keep_drafts()
        committed = self._current.committed()
        self._is_committing = True
        self._work("Fixing your answers.")

        def go_on(_: None) -> None:
            if self._current.attempt_id != committed.attempt_id or self._current.is_committed:
                return  # the answers are fixed; the participant has gone on
            self._briefing, self._step = committed, committed.position
            self._busy, self._is_committing = None, False
            self._render()
            if self._step != SELF_SCORE:
                self.score()

        self._dispatcher.deliver(self._practice.keep_committed(committed), go_on, self._give_up)

    def score(self) -> None:
        """Score the committed answers and open the debrief, once, however often it is asked for meanwhile."""
        if self._busy is not None:
            return
        self._work("Scoring on this laptop.")

        def scored(briefing: Briefing) -> None:
            if self._current.attempt_id != briefing.attempt_id or self._current.stage == "debrief":
                return  # the result is kept; the participant has gone on
            self._busy = None
            self._briefing = briefing
            self.debrief_opened.emit(briefing)

        self._dispatcher.deliver(self._practice.score(self._current), scored, self._give_up)

    def leave(self) -> None:
        """Keep what was typed last, because the page or the window is about to be left."""
        if self._briefing is not None:
            self._keep_drafts()

    @property
    def _current(self) -> Briefing:
        if self._briefing is None:
            raise BugError("no briefing is open")
        return self._briefing

    @property
    def _can_edit(self) -> bool:
        return not (self._is_committing or self._current.is_committed)

    def _task(self, kind: type[TaskType]) -> TaskType:
        task = self._current.scenario.task(self._step)
        if not isinstance(task, kind):
            raise BugError("an intent of another task's page")
        return task

    def _figures(self, typed: Mapping[str, str]) -> JsonObject:
        task = self._current.scenario.task(self._step)
        if isinstance(task, EstimateTask):
            return estimate_draft(typed)
        return workbook_draft(self._task(WorkbookTask), typed, self._current.answers.get(self._step, {}))

    def _draft(self, answer: JsonObject) -> None:
        self._briefing = self._current.with_answer(self._step, answer)
        self._drafts.add(self._step)

    def _answer(self, answer: JsonObject) -> None:
        if self._can_edit:
            changed = self._current.with_answer(self._step, answer)
            self._change(changed, partial(self._practice.keep_answer, task_id=self._step))

    def _change(self, changed: Briefing, keep: Callable[[Briefing], Future[None]]) -> None:
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

    def _keep_drafts(self) -> None:
        for task_id in self._drafts.take():
            kept = self._practice.keep_answer(self._current, task_id=task_id)
            self._dispatcher.deliver(kept, lambda _: self._show_kept(), self._show_failure)

    def _show_kept(self) -> None:
        if self._saved_line != KEPT:
            self._saved_line = KEPT
            self._render()

    def _work(self, text: str) -> None:
        self._busy = Busy(text)
        self._problem = None
        self._render()

    def _show_not_opened(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._briefing = None
        self.failed.emit(Problem.of(error))

    def _give_up(self, error: BaseException) -> None:
        """End the work that the page waits for, and say why; everything can be asked for again."""
        self._busy, self._is_committing = None, False
        self._show_failure(error)

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._problem = Problem.of(error)
        if self._briefing is not None:
            self._render()

    def _render(self) -> None:
        view = briefing_view(
            self._current,
            self._step,
            question=self._question,
            typed=self._typed,
            saved_line=self._saved_line,
            busy=self._busy,
            problem=self._problem,
        )
        self._page.render(replace(with_warning(view, self._unmatched), unsigned=self._unsigned))
