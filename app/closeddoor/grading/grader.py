"""The embedded grader: asks the embedder for sentence vectors and leaves the rest to pure functions."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from closeddoor.domain.ports import Embedder, Executor, Vector
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import Criterion, MemoTask
from closeddoor.domain.verdicts import InterviewGrading, MemoGrading, QuestionMatch
from closeddoor.grading import interview, memo
from closeddoor.grading.features import Rubric, rubric_of
from closeddoor.grading.material import GradingMaterial
from closeddoor.grading.weights import Weights, fitted

T = TypeVar("T")
U = TypeVar("U")

MOST_RUBRICS = 32
"""How many tasks' criteria are kept ready, enough for a batch over a whole shelf; one takes about a megabyte."""

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

    def grade_memo(self, task: MemoTask, text: str, material: GradingMaterial) -> Future[MemoGrading]:
        """Return a verdict on every criterion; fails with the embedder's `KnownError`."""
        if not material.is_english:
            return completed(MemoGrading(scored_by="participant", note=OTHER_LANGUAGE))
        reading = memo.read(task, text, material)
        own, known = [unit.text for unit in reading.units], self._rubrics.get(task.criteria)
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
        texts = interview.texts_to_embed(task, [question])
        return self._with_vectors(
            texts, lambda vectors: interview.match(task, question, index, vectors, self._weights)
        )  # fmt: skip

    def prepare(self, task: MemoTask | InterviewTask) -> Future[None]:
        """Have what a task compares every answer with ready beforehand; fails with the embedder's `KnownError`."""
        if isinstance(task, InterviewTask):
            return self._with_vectors(interview.texts_to_embed(task, []), lambda _: None)
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
        asked = tuple(questions)
        return self._with_vectors(
            interview.texts_to_embed(task, asked),
            lambda vectors: InterviewGrading(
                tuple(interview.match(task, each, index, vectors, self._weights) for index, each in enumerate(asked))
            ),
        )

    def _rubric(self, task: MemoTask, vectors: dict[str, Vector]) -> Rubric:
        """Return the task's criteria made ready, once for all answers: solving their contrasts takes a while."""
        made = rubric_of(task.criteria, vectors)
        while len(self._rubrics) >= MOST_RUBRICS:
            self._rubrics.pop(next(iter(self._rubrics)), None)
        self._rubrics[task.criteria] = made
        return made

    def _with_vectors(self, texts: Sequence[str], judge: Callable[[dict[str, Vector]], T]) -> Future[T]:
        embedded = self._embedder.embed(texts)
        return _after(embedded, lambda vectors: judge(dict(zip(texts, vectors, strict=True))), self._executor)


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
