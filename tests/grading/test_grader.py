from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Vector
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.grading import EmbeddedGrader, GradingMaterial, features, interview, weights
from tests.fakes.inference import FakeEmbedder

T = TypeVar("T")
LETTER = "Dear Rowan, please raise the cap. We want a test on chilled. Who owns you?"


class LateEmbedder:
    """Completes when the test says so."""

    def __init__(self) -> None:
        self.future: Future[list[Vector]] = Future()
        self.texts: tuple[str, ...] = ()

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        self.texts = tuple(texts)
        return self.future


class QueueExecutor:
    """Keeps the jobs until the test runs them."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], object]] = []

    def submit(self, job: Callable[[], T]) -> Future[T]:
        self.jobs.append(job)
        return Future()


def test_the_work_waits_for_the_vectors_and_runs_on_the_executor(memo: MemoTask, material: GradingMaterial) -> None:
    embedder, executor = LateEmbedder(), QueueExecutor()
    graded = EmbeddedGrader(embedder, executor).grade_memo(memo, LETTER, material)
    assert len(set(embedder.texts)) == len(embedder.texts)
    embedder.future.set_result(FakeEmbedder().embed(embedder.texts).result())
    assert not graded.done()
    executor.jobs[0]()
    assert [each.criterion_id for each in graded.result(0).verdicts] == [each.id for each in memo.criteria]


def test_a_model_that_cannot_be_used_is_the_failure_of_the_grading(memo: MemoTask, material: GradingMaterial) -> None:
    embedder = LateEmbedder()
    graded = EmbeddedGrader(embedder).grade_memo(memo, LETTER, material)
    embedder.future.set_exception(KnownError("model.missing", "The model is not there."))
    with pytest.raises(KnownError, match="not there"):
        graded.result(0)


def test_weights_name_the_features_in_their_order() -> None:
    fitted = weights.fitted()
    assert len(fitted.memo.weights) == len(features.NAMES)
    assert len(fitted.interview.weights) == len(interview.NAMES)
    assert 0 < fitted.memo.low < fitted.memo.high < 1
    assert 0 < fitted.interview.low < fitted.interview.high < 1


def test_what_was_prepared_is_not_embedded_with_the_first_answer(memo: MemoTask, material: GradingMaterial) -> None:
    embedder = FakeEmbedder()
    grader = EmbeddedGrader(embedder)
    grader.prepare(memo).result(0)
    prepared = len(embedder.texts)
    grader.prepare(memo).result(0)
    assert len(embedder.texts) == prepared
    prepared_verdicts = grader.grade_memo(memo, LETTER, material).result(0)
    assert not set(embedder.texts[prepared:]) & set(embedder.texts[:prepared])
    assert EmbeddedGrader(FakeEmbedder()).grade_memo(memo, LETTER, material).result(0) == prepared_verdicts
