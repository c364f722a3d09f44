"""The embedded grader: asks the embedder for sentence vectors and leaves the rest to pure functions."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from closeddoor.domain.ports import Embedder, Executor, Vector
from closeddoor.domain.tasks.interview import Fact, InterviewTask
from closeddoor.domain.tasks.memo import Criterion, MemoTask
from closeddoor.domain.verdicts import InterviewGrading, MemoGrading, QuestionMatch
from closeddoor.grading import interview, memo
from closeddoor.grading.features import Rubric, rubric_of
from closeddoor.grading.interview import FactSheet
from closeddoor.grading.material import GradingMaterial
from closeddoor.grading.weights import Weights, fitted

T = TypeVar("T")
U = TypeVar("U")

MOST_READY = 32
"""How many tasks are kept ready of each kind, enough for a batch over a whole shelf; one takes about a megabyte."""

OTHER_LANGUAGE = (
    "This briefing is in a language the grader was not tested in: so far it reads English only. Each point is for you "
    "to decide, with the criterion and the samples beside your text."
)


class EmbeddedGrader:
    """Grades memos and interviews on the device, without a generative model.

    All texts of an answer are embedded in one request; samples repeat, so the embedder's cache spares them the next
    time. The arithmetic (about 40 ms for a long memo) runs where the embedder completes its future, or on `executor`
    when one is given: the window gives one, so that a page never waits for it.
    """

    def __init__(self, embedder: Embedder, executor: Executor | None = None, weights: Weights | None = None) -> None:
        self._embedder = embedder
        self._executor = executor
        self._weights = weights or fitted()
        self._rubrics: dict[tuple[Criterion, ...], Rubric] = {}
        self._sheets: dict[tuple[Fact, ...], FactSheet] = {}

    def grade_memo(self, task: MemoTask, text: str, material: GradingMaterial) -> Future[MemoGrading]:
        """Return a verdict on every criterion; fails with the embedder's `KnownError`."""
        if not material.is_english:
            return completed(MemoGrading(scored_by="participant", note=OTHER_LANGUAGE))
        reading = memo.read(task, text, material)
        own, known = [sentence.text for sentence in reading.sentences], self._rubrics.get(task.criteria)
        texts = own if known else [*memo.texts_of_rubric(task), *own]

        def judge(vectors: dict[str, Vector]) -> MemoGrading:
            return memo.judge(reading, known or self._rubric(task, vectors), vectors, self._weights)

        return self._with_vectors(list(dict.fromkeys(texts)), judge)

    def match_question(
        self, task: InterviewTask, question: str, index: int, material: GradingMaterial
    ) -> Future[QuestionMatch]:
        """Return the facts that one question asks for; none in a language the grader was not tested in."""
        if not material.is_english:
            return completed(QuestionMatch(index))
        matched = self._matched(task, [(index, question)])
        return _after(matched, lambda found: found[0], None)

    def prepare(self, task: MemoTask | InterviewTask) -> Future[None]:
        """Have what a task compares every answer with ready beforehand; fails with the embedder's `KnownError`."""
        if isinstance(task, InterviewTask):
            return _after(self._matched(task, []), lambda _: None, None)
        if task.criteria in self._rubrics:
            return completed(None)

        def keep(vectors: dict[str, Vector]) -> None:
            self._rubric(task, vectors)

        return self._with_vectors(memo.texts_of_rubric(task), keep)

    def grade_interview(
        self, task: InterviewTask, questions: Sequence[str], material: GradingMaterial
    ) -> Future[InterviewGrading]:
        """Return the matches of all questions of an interview, in order."""
        if not material.is_english:
            return completed(InterviewGrading(None, scored_by="participant", note=OTHER_LANGUAGE))
        return _after(self._matched(task, list(enumerate(questions))), InterviewGrading, None)

    def _matched(
        self, task: InterviewTask, questions: Sequence[tuple[int, str]]
    ) -> Future[tuple[QuestionMatch, ...]]:  # fmt: skip
        asked = list(dict.fromkeys(part.text for _, question in questions for part in interview.parts(question)))
        known = self._sheets.get(task.facts)

        def match_all(vectors: dict[str, Vector]) -> tuple[QuestionMatch, ...]:
            sheet = known or _keep(self._sheets, task.facts, interview.fact_sheet(task, vectors))
            return tuple(interview.match(each, index, sheet, vectors, self._weights) for index, each in questions)

        texts = asked if known else [*interview.texts_of_sheet(task), *asked]
        return self._with_vectors(list(dict.fromkeys(texts)), match_all)

    def _rubric(self, task: MemoTask, vectors: dict[str, Vector]) -> Rubric:
        """Return the task's criteria made ready, once for all answers: solving their contrasts takes a while."""
        return _keep(self._rubrics, task.criteria, rubric_of(task.criteria, vectors))

    def _with_vectors(self, texts: Sequence[str], judge: Callable[[dict[str, Vector]], T]) -> Future[T]:
        embedded = self._embedder.embed(texts)
        return _after(embedded, lambda vectors: judge(dict(zip(texts, vectors, strict=True))), self._executor)


def _keep(ready: dict[T, U], key: T, made: U) -> U:
    """Put what was made ready with the others, in the place of the oldest when there are too many."""
    while len(ready) >= MOST_READY:
        ready.pop(next(iter(ready)), None)
    ready[key] = made
    return made


def completed(value: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(value)
    return future


def gather(futures: Sequence[Future[T]], combine: Callable[[list[T]], U]) -> Future[U]:
    """Return the future of `combine` over all results, in order; the first failure in order is its failure."""
    outcome: Future[U] = Future()
    waiting = set(range(len(futures)))

    def finished(place: int, _: Future[T]) -> None:
        waiting.discard(place)
        if not waiting and not outcome.done():
            _complete(outcome, lambda: combine([future.result() for future in futures]))

    for place, future in enumerate(futures):
        future.add_done_callback(partial(finished, place))
    return outcome if futures else completed(combine([]))


def _after(first: Future[T], work: Callable[[T], U], executor: Executor | None) -> Future[U]:
    outcome: Future[U] = Future()

    def go_on(done: Future[T]) -> None:
        if executor is None or done.cancelled() or done.exception() is not None:
            _complete(outcome, lambda: work(done.result()))
        else:
            executor.submit(lambda: _complete(outcome, lambda: work(done.result())))

    first.add_done_callback(go_on)
    return outcome


def _complete(outcome: Future[T], work: Callable[[], T]) -> None:
    try:
        value = work()
    except Exception as error:  # noqa: BLE001 - the future carries it to whoever waits
        outcome.set_exception(error)
    else:
        outcome.set_result(value)
