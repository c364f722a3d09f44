"""How well the grader does on each task: measured once, in the background, one answer at a time."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Vector
from closeddoor.domain.scenario import Pack
from closeddoor.grading.agreement import Agreement
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.services.agreements import Agreements
from tests.fakes.inference import FakeEmbedder
from tests.fakes.ports import QueueDispatcher
from tests.services.labelled_pack import CREDITED, RENEWS, labelled_files
from tests.services.practice_bench import letter_pack

MISSING = KnownError("model.missing", "The model is not there.")
ALL_RIGHT = {
    "call": Agreement(right=8, revealed_asked=8),
    "reply": Agreement(met_met=7, not_not=1),
}


class SlowEmbedder:
    """Answers one request each time the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[list[str], Future[list[Vector]]]] = []
        self._quick = FakeEmbedder()

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        future: Future[list[Vector]] = Future()
        self.waiting.append((list(texts), future))
        return future

    def answer(self) -> list[str]:
        texts, future = self.waiting.pop(0)
        future.set_result(self._quick.embed(texts).result())
        return texts

    def fail(self) -> None:
        self.waiting.pop(0)[1].set_exception(MISSING)


class Bench:
    def __init__(self, pack: Pack, at_once: int = 1) -> None:
        self.pack = pack
        self.at_once = at_once
        self.scenario = pack.scenarios[0]
        self.embedder = SlowEmbedder()
        self.dispatcher = QueueDispatcher()
        self.agreements = Agreements(EmbeddedGrader(self.embedder), self.dispatcher, at_once=at_once)

    def of(self, task_id: str) -> Future[Agreement]:
        task = self.scenario.task(task_id)
        assert task is not None
        found = self.agreements.of(self.pack, self.scenario, task)
        self.dispatcher.run()
        return found

    def read_ahead(self, pack: Pack | None = None) -> None:
        pack = pack or self.pack
        self.agreements.read_ahead(pack, pack.scenarios[0])
        self.dispatcher.run()

    def answer_all(self) -> list[str]:
        """Answer request after request, of which there are never more than `at_once`; return all texts."""
        texts: list[str] = []
        while self.embedder.waiting:
            assert len(self.embedder.waiting) <= self.at_once
            texts += self.embedder.answer()
            self.dispatcher.run()
        return texts


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(letter_pack(tmp_path, labelled_files()))


def test_read_ahead_goes_one_answer_at_a_time_the_interview_first(bench: Bench) -> None:
    bench.read_ahead()
    texts = bench.answer_all()
    assert texts.index(RENEWS) < texts.index(CREDITED)
    found = {task_id: bench.of(task_id) for task_id in ALL_RIGHT}
    assert bench.embedder.waiting == []
    assert {task_id: future.result(0) for task_id, future in found.items()} == ALL_RIGHT


def test_what_is_being_measured_is_waited_for_and_not_measured_twice(bench: Bench) -> None:
    bench.read_ahead()
    bench.embedder.answer()  # what the interview's questions are compared with
    bench.dispatcher.run()
    found = bench.of("call")
    assert not found.done()
    texts = bench.answer_all()
    assert found.result(0) == ALL_RIGHT["call"]
    assert texts.count(CREDITED) == 7


def test_two_at_a_time_come_to_the_same(tmp_path: Path) -> None:
    bench = Bench(letter_pack(tmp_path, labelled_files()), at_once=2)
    found = bench.of("reply")
    bench.embedder.answer()  # what every answer is compared with
    bench.dispatcher.run()
    assert len(bench.embedder.waiting) == 2
    bench.answer_all()
    assert found.result(0) == ALL_RIGHT["reply"]


def test_a_briefing_in_another_language_is_not_measured(tmp_path: Path) -> None:
    files = labelled_files()
    files["pack.toml"] = files["pack.toml"].replace(b'language = "en"', b'language = "de"')
    bench = Bench(letter_pack(tmp_path, files))
    bench.read_ahead()
    assert bench.embedder.waiting == []
    bench.of("reply").result(0)
    assert bench.embedder.waiting == []


def test_another_briefing_takes_the_place_of_what_is_left(bench: Bench, tmp_path: Path) -> None:
    files = labelled_files()
    files["foreword.md"] = b"Another pack.\n"
    other = letter_pack(tmp_path / "other", files)
    bench.read_ahead()
    bench.read_ahead(other)
    texts = bench.answer_all()
    assert texts.count(RENEWS) == 2 * 8 + 1  # eight questions of both, and once what all are compared with
    assert texts.count(CREDITED) == 7  # of the second alone
    assert bench.of("reply").done() is False


def test_a_failure_ahead_is_silent_and_the_next_one_who_asks_is_told(bench: Bench) -> None:
    bench.read_ahead()
    bench.embedder.fail()
    bench.dispatcher.run()
    assert bench.embedder.waiting == []
    told = bench.of("reply")
    bench.embedder.fail()
    bench.dispatcher.run()
    assert told.exception(0) is MISSING
    again = bench.of("reply")
    bench.answer_all()
    assert again.result(0) == ALL_RIGHT["reply"]
    bench.read_ahead()
    bench.answer_all()
    assert bench.of("call").result(0) == ALL_RIGHT["call"]
