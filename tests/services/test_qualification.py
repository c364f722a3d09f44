"""Measuring a model on the bundled set, with a judge that says what it is told to."""

from collections.abc import Sequence
from concurrent.futures import Future

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage
from closeddoor.domain.qualification import JudgedModel, Qualification
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.grading.judge import question_about
from closeddoor.services.qualification import (
    Means,
    QualificationService,
    RunningQualification,
    labelled_answers,
    labelled_set,
)
from closeddoor.vault.vault import Vault
from tests.fakes.inference import FakeEmbedder
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.fakes.scripted_judge import ScriptedJudge

SHA256 = "ab" * 32


class Bench:
    """A service over a vault in memory; `model` is the one in use, which the test may change."""

    def __init__(self, judge: ScriptedJudge | None = None) -> None:
        self.judge = judge or ScriptedJudge()
        self.model: JudgedModel | None = JudgedModel(SHA256, "ggml 1", "Some model")
        self.dispatcher = QueueDispatcher()
        self.embedder = FakeEmbedder()
        self.vault = Vault.in_memory()
        self.told: list[float] = []
        means = Means(EmbeddedGrader(self.embedder), self.judge, lambda: self.model, self.dispatcher, InlineExecutor())
        self.service = QualificationService(self.vault, InlineExecutor(), means)

    def run(self) -> RunningQualification:
        running = self.service.run(self.told.append)
        self.dispatcher.run()
        return running

    def stored(self, sha256: str = SHA256) -> Qualification | None:
        found: Future[Qualification | None] = self.service.stored(sha256)
        self.dispatcher.run()
        return found.result(0)


def test_the_set_is_large_as_mixed_as_real_answers_and_no_built_in_pack() -> None:
    found = labelled_answers()
    decisions = sum(len(one.task.criteria) for one in found)
    met = sum(len(one.answer.met) for one in found)
    assert decisions >= 240
    assert 0.25 < met / decisions < 0.32
    assert {one.answer.kind for one in found} >= {"partial", "stuffed", "negated", "injection"}
    assert len(labelled_set().scenarios) == 4


def test_a_model_that_knows_the_labels_adds_its_voice_and_is_remembered_by_its_file() -> None:
    met = {
        (one.answer.text.strip(), question_about(criterion))
        for one in labelled_answers()
        for criterion in one.task.criteria
        if criterion.id in one.answer.met
    }

    def knows(messages: Sequence[ChatMessage], question: str) -> float:
        return 6.0 if any(text in messages[-1].text for text, asked in met if asked == question) else -6.0

    bench = Bench(ScriptedJudge(knows))
    found = bench.run().future.result(0)
    assert found.auc > 0.99
    assert found.together.right > found.grader.right
    assert found.together.decisions == 312
    assert bench.told == sorted(bench.told)
    assert bench.told[-1] == 1
    assert bench.stored() == found
    assert bench.stored("cd" * 32) is None


def test_a_model_that_says_nothing_fails_and_that_is_remembered_too() -> None:
    bench = Bench()
    found = bench.run().future.result(0)
    assert not found.passed
    assert bench.stored() == found


def test_it_holds_for_one_build_only() -> None:
    bench = Bench()
    bench.run()
    bench.model = JudgedModel(SHA256, "ggml 2", "Some model")
    assert bench.stored() is None
    bench.model = JudgedModel(SHA256, "", "Some model")  # not loaded: which build will run it is not known yet
    assert bench.stored() is not None


def test_it_holds_for_one_version_of_the_grader_only() -> None:
    bench = Bench()
    found = bench.run().future.result(0)
    bench.vault.settings.set(f"qualification:{SHA256}", {**found.to_json(), "grader_version": 99})
    assert bench.stored() is None


def test_given_up_it_stops_the_model_and_keeps_nothing() -> None:
    bench = Bench(ScriptedJudge(holds=True))
    running = bench.run()
    bench.judge.answer()
    bench.dispatcher.run()
    assert len(bench.judge.asked) == 2
    running.cancel()
    running.cancel()
    bench.dispatcher.run()
    with pytest.raises(KnownError) as stopped:
        running.future.result(0)
    assert stopped.value.code == "qualification.cancelled"
    assert len(bench.judge.asked) == 2
    assert bench.stored() is None


def test_the_grader_is_measured_once() -> None:
    bench = Bench()
    bench.run()
    texts = len(bench.embedder.texts)
    bench.run()
    assert len(bench.embedder.texts) == texts


def test_without_a_model_it_says_so() -> None:
    bench = Bench()
    bench.model = None
    with pytest.raises(KnownError) as refused:
        bench.run().future.result(0)
    assert refused.value.code == "qualification.no_model"
    assert bench.judge.asked == []


def test_the_answer_is_delimited_and_cannot_close_its_own_marks() -> None:
    bench = Bench(ScriptedJudge(holds=True))
    bench.run()
    messages, questions = bench.judge.asked[0]
    first = labelled_answers()[0]
    assert messages[-1].text.rstrip().endswith("</text>")
    assert first.answer.text.strip() in messages[-1].text
    assert first.scenario.documents[0].displayed.strip() in messages[-2].text
    assert len(questions) == len(first.task.criteria)
