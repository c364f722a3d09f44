"""The verdicts on free text, for window and command line alike: given where a pack's own test allows it."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.response import ScenarioResponse
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.interview import InterviewResponse, InterviewTask
from closeddoor.domain.tasks.memo import MemoResponse, MemoTask
from closeddoor.domain.verdicts import Grading, InterviewGrading, MemoGrading, QuestionMatch
from closeddoor.grading.agreement import Agreement, material_of
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.grading.qualifying import (
    NOT_MATCHED,
    interview_left_to_participant,
    interview_not_graded,
    is_short,
    memo_left_to_participant,
    memo_not_graded,
)
from closeddoor.services.agreements import Agreements
from closeddoor.services.futures import done, otherwise, then

GradingType = TypeVar("GradingType", bound=Grading)

Gradings = dict[str, Grading]
Matched = tuple[QuestionMatch, ...]
Matches = Mapping[str, Matched]


def is_of_the_model(error: BaseException) -> bool:
    """Return whether a failure is that of a model, which may be there the next time, and not of the history."""
    return isinstance(error, KnownError) and error.code.startswith("model.")


class QualifiedGrader:
    """The grader, held to each task's own labelled answers before it reads what a participant wrote.

    A task whose test is short gets no verdict: every point of it is the participant's to decide. So it is, where that
    is asked for, with a task for which the model cannot be used now.
    """

    def __init__(self, grader: EmbeddedGrader, dispatcher: Dispatcher, agreements: Agreements) -> None:
        self._grader = grader
        self._dispatcher = dispatcher
        self._agreements = agreements

    def grade(
        self,
        pack: Pack,
        scenario: Scenario,
        response: ScenarioResponse,
        matches: Matches | None = None,
        *,
        goes_without: bool = False,
    ) -> Future[Gradings]:
        """Return the verdicts on every memo and interview that was answered, by task id.

        `matches` are those of an interview that was held live; its questions are not matched again, unless one was put
        that nothing could read. `goes_without`: where the model cannot be used, the participant decides; otherwise the
        future fails with the reason.
        """
        graded: Future[Gradings] = done({})
        for task in scenario.tasks:
            answer = response.answers.get(task.id)
            if isinstance(task, MemoTask) and isinstance(answer, MemoResponse):
                memo = partial(self._memo, pack, scenario, task, answer.text)
                graded = self._after(graded, task, self._or_left(memo, memo_not_graded) if goes_without else memo)
            elif isinstance(task, InterviewTask) and isinstance(answer, InterviewResponse):
                held = (matches or {}).get(task.id, ())
                interview = partial(self._interview, pack, scenario, task, answer.questions, held)
                left = self._or_left(interview, interview_not_graded)
                graded = self._after(graded, task, left if goes_without else interview)
        return graded

    def match(
        self, pack: Pack, scenario: Scenario, task: InterviewTask, question: str, index: int
    ) -> Future[QuestionMatch]:
        """Return what one question of a live interview asks for; nothing, where the interview's test is short."""

        def ask(found: Agreement) -> Future[QuestionMatch]:
            if is_short(found):
                return done(QuestionMatch(index))
            return self._grader.match_question(task, question, index, material_of(pack.info.language, scenario))

        return then(self._dispatcher, self._agreements.of(pack, scenario, task), ask)

    def why_unmatched(self, pack: Pack, scenario: Scenario, task: InterviewTask) -> Future[str]:
        """Return why no question of a live interview will be matched; empty where they are."""
        if not material_of(pack.info.language, scenario).is_english:
            return done(NOT_MATCHED)
        found = self._agreements.of(pack, scenario, task)
        return then(self._dispatcher, found, lambda each: done(NOT_MATCHED if is_short(each) else ""))

    def _memo(self, pack: Pack, scenario: Scenario, task: MemoTask, text: str) -> Future[MemoGrading]:
        def read(found: Agreement) -> Future[MemoGrading]:
            if is_short(found):
                return done(memo_left_to_participant(found))
            return self._grader.grade_memo(task, text, material_of(pack.info.language, scenario))

        return then(self._dispatcher, self._agreements.of(pack, scenario, task), read)

    def _interview(
        self, pack: Pack, scenario: Scenario, task: InterviewTask, questions: tuple[str, ...], held: Matched
    ) -> Future[InterviewGrading]:
        def read(found: Agreement) -> Future[InterviewGrading]:
            if is_short(found):
                return done(interview_left_to_participant(found))
            # Where nothing was matched live, the grader may not have been used (another language, a test that was
            # short then), which says nothing about the questions.
            if any(match.revealed or match.unclear for match in held) and all(match.is_read for match in held):
                return done(InterviewGrading(held, live=True))
            return self._grader.grade_interview(task, questions, material_of(pack.info.language, scenario))

        return then(self._dispatcher, self._agreements.of(pack, scenario, task), read)

    def _or_left(
        self, read: Callable[[], Future[GradingType]], left: Callable[[str], GradingType]
    ) -> Callable[[], Future[GradingType]]:
        """Return what reads an answer or, where the model cannot be used, leaves it to the participant."""

        def instead(error: KnownError) -> GradingType | None:
            return left(error.happened) if is_of_the_model(error) else None

        return lambda: otherwise(self._dispatcher, read(), instead)

    def _after(self, graded: Future[Gradings], task: Task, read: Callable[[], Future[GradingType]]) -> Future[Gradings]:
        """Return the gradings with one more, begun when those before it are there."""

        def go_on(so_far: Gradings) -> Future[Gradings]:
            return then(self._dispatcher, read(), lambda one: done({**so_far, task.id: one}))

        return then(self._dispatcher, graded, go_on)
