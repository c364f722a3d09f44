"""The way through a briefing: opened where it was left, step by step, committed and scored."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.language import tr
from closeddoor.presenters.briefing.answering import AnsweringIntents
from closeddoor.presenters.briefing.asking import InterviewIntents
from closeddoor.presenters.briefing.desk import KEPT, BriefingPage
from closeddoor.presenters.briefing.noting import DocumentIntents
from closeddoor.presenters.briefing.undoing import UndoHistory
from closeddoor.presenters.briefing.view import opening_view
from closeddoor.presenters.briefing.without_grader import without_grader
from closeddoor.presenters.shelf import Library
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.grade import is_of_the_model
from closeddoor.services.practice import COMMIT, SELF_SCORE, Briefing, PracticeService, steps_of
from closeddoor.services.shelf import Shelf

__all__ = ["KEPT", "BriefingPage", "BriefingPresenter"]


class BriefingPresenter(AnsweringIntents, InterviewIntents, DocumentIntents):
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
        super().__init__(page, practice, dispatcher, parent)
        self._library = library
        self._goes_without = False

    def open(self, pack: Pack, scenario: Scenario) -> None:
        """Show a briefing where it was left, or from its beginning; a scored one opens its debrief."""
        self.leave()
        self._drafts.forget_all()
        self._briefing = self._busy = self._problem = None
        self._page.render(opening_view(scenario))

        def open_from(shelf: Shelf) -> None:
            self._open(pack, scenario, unsigned=shelf.is_unsigned(pack.info.id))

        self._dispatcher.deliver(self._library.shelf(), open_from)

    def _open(self, pack: Pack, scenario: Scenario, *, unsigned: bool) -> None:
        def show(briefing: Briefing) -> None:
            self._briefing, self._unsigned = briefing, unsigned
            self._step = briefing.opens_at
            self._typed, self._saved_line = {}, ""
            self._history = UndoHistory()
            self._look_whether_matched()
            self._busy = self._problem = None
            self._is_committing = self._goes_without = False
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
            self.show_reply()
            self._drafts.keep()
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
        self.show_reply()
        self._drafts.keep()
        committed = self._current.committed()
        self._is_committing = True
        self._work(tr("Fixing your answers."))

        def go_on(_: None) -> None:
            if not self._is_in_hand(committed.attempt_id) or self._current.is_committed:
                return  # the answers are fixed; the participant has gone on
            self._briefing, self._step = committed, committed.position
            self._busy, self._is_committing = None, False
            self._render()
            if self._step != SELF_SCORE:
                self.score()

        self._dispatcher.deliver(self._practice.keep_committed(committed), go_on, self._give_up)

    def score(self) -> None:
        """Score the committed answers and open the debrief, once, however often it is asked for meanwhile.

        Where the model that compares sentences cannot be used, that is said first; whoever asks again and it still
        cannot be, decides on their own text.
        """
        if self._busy is not None:
            return
        self._work(tr("Scoring on this laptop."))

        def refused(error: BaseException) -> None:
            self._goes_without = is_of_the_model(error)
            self._give_up(without_grader(error) if self._goes_without else error)

        def scored(briefing: Briefing) -> None:
            if not self._is_in_hand(briefing.attempt_id) or self._current.stage == "debrief":
                return  # the result is kept; the participant has gone on
            self._busy = None
            self._briefing = briefing
            self.debrief_opened.emit(briefing)

        score = self._practice.score(self._current, goes_without=self._goes_without)
        self._dispatcher.deliver(score, scored, refused)

    def leave(self) -> None:
        """Keep what was typed last, because the page or the window is about to be left."""
        self.show_reply()
        self._drafts.keep()

    def forget_drafts(self) -> None:
        """Drop what a disk still refuses: it belongs to an attempt that was deleted."""
        self._drafts.forget_all()

    def _show_not_opened(self, error: BaseException) -> None:
        self._briefing = None
        self.failed.emit(Problem.of(error))
