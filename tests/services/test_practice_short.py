"""A briefing whose own test of the grader falls short, from the live question to the debrief."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Vector
from closeddoor.domain.result import TaskResult
from closeddoor.domain.verdicts import QuestionMatch
from closeddoor.services.practice import Briefing
from tests.packs.good_pack import Files
from tests.services.labelled_pack import CREDITED, RENEWS, labelled_files
from tests.services.practice_bench import PracticeBench, letter_pack


def bench_of(folder: Path, files: Files) -> PracticeBench:
    return PracticeBench(letter_pack(folder, files))


@pytest.fixture
def short(tmp_path: Path) -> Iterator[PracticeBench]:
    bench = bench_of(tmp_path, labelled_files(memo_is_short=True, call_is_short=True))
    yield bench
    bench.vault.close()


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[PracticeBench]:
    bench = bench_of(tmp_path, labelled_files())
    yield bench
    bench.vault.close()


def committed(bench: PracticeBench) -> Briefing:
    briefing = bench.asked(bench.open(), RENEWS)
    briefing = bench.answered(briefing, "reply", {"text": CREDITED}).committed()
    bench.wait(bench.practice.keep_committed(briefing))
    return briefing


def results(bench: PracticeBench) -> tuple[TaskResult, TaskResult]:
    """Return the results of interview and memo."""
    scored = bench.wait(bench.practice.score(committed(bench))).scored()
    call, reply = scored.task("call"), scored.task("reply")
    assert call is not None
    assert reply is not None
    return call, reply


def test_with_true_labels_the_same_answers_are_graded(sound: PracticeBench) -> None:
    for result, verdict in zip(results(sound), ("revealed", "met"), strict=True):
        assert [(item.verdict, item.decided_by) for item in result.items] == [(verdict, "grader")]
        assert (result.scored_by, result.low, result.note) == ("grader", result.max, "")


def test_every_point_is_the_participants_and_says_why(short: PracticeBench) -> None:
    for result in results(short):
        assert [(item.verdict, item.decided_by) for item in result.items] == [("unsure", "participant")]
        assert (result.scored_by, result.low, result.high) == ("participant", 0, result.max)
        assert "only 0 of the " in result.note
        assert "it takes 85%" in result.note


def test_a_short_interview_is_not_matched_live(short: PracticeBench) -> None:
    briefing = short.asked(short.open(), RENEWS)
    assert [match.revealed for match in briefing.matches["call"]] == [()]


def test_each_task_has_its_own_test(tmp_path: Path) -> None:
    bench = bench_of(tmp_path, labelled_files(memo_is_short=True))
    assert [result.scored_by for result in results(bench)] == ["grader", "participant"]
    bench.vault.close()


def test_an_interview_that_was_not_matched_live_is_matched_once_it_may_be(sound: PracticeBench) -> None:
    """As when a later version of the grader does well enough on a briefing that is open."""
    briefing = sound.asked(sound.open(), "Is parking easy?")
    late = briefing.with_answer("call", {"questions": [RENEWS]}).committed()
    sound.wait(sound.practice.keep_committed(late))
    result = sound.wait(sound.practice.score(late)).scored().task("call")
    assert result is not None
    assert [item.verdict for item in result.items] == ["revealed"]


def test_what_was_read_ahead_is_kept_as_counts_and_not_measured_again(short: PracticeBench) -> None:
    briefing = short.open()
    short.practice.prepare(briefing)
    short.dispatcher.run()
    kept = {
        task_id: value
        for key, value in stored(short).items()
        for task_id in ("call", "reply")
        if key.startswith(f"agreement:{short.pack.content_hash}:letter:{task_id}:")
    }
    assert (kept["call"]["revealed_other"], kept["reply"]["not_met"]) == (8, 7)
    short.embedder.texts.clear()
    short.practice = short.service()
    assert [result.scored_by for result in results(short)] == ["participant", "participant"]
    assert short.embedder.texts == []


def stored(bench: PracticeBench) -> dict[str, dict[str, int]]:
    keys = [row[0] for row in bench.vault._database.read("SELECT key FROM settings", ())]
    return {key: bench.vault.settings.get(key) for key in keys}


class NoModel:
    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        del texts
        future: Future[list[Vector]] = Future()
        future.set_exception(KnownError("model.missing", "The model is not there."))
        return future


def test_without_a_model_reading_goes_on_and_scoring_says_so(sound: PracticeBench) -> None:
    briefing = committed(sound)
    sound.embedder = NoModel()  # type: ignore[assignment]  # an embedder, too
    sound.practice = sound.service()
    sound.vault.settings.set(next(iter(stored(sound))), None)
    sound.practice.prepare(briefing)
    sound.dispatcher.run()
    with pytest.raises(KnownError, match="not there") as caught:
        sound.wait(sound.practice.score(briefing))
    assert caught.value.code == "model.missing"
    assert not sound.reopened().result
    scored = sound.wait(sound.practice.score(briefing, goes_without=True)).scored()
    for task_id in ("call", "reply"):
        task = scored.task(task_id)
        assert task is not None
        assert (task.scored_by, task.low, task.high) == ("participant", 0, task.max)
        assert "The model is not there." in task.note


def test_an_interview_with_a_question_that_was_not_read_is_read_once_it_can_be(sound: PracticeBench) -> None:
    briefing = sound.asked(sound.open(), "Is parking easy?").with_question("call", RENEWS, QuestionMatch(1))
    for is_read, verdict in ((True, "unsure"), (False, "revealed")):
        live = (QuestionMatch(0, unclear=("renewal",)), QuestionMatch(1, is_read=is_read))
        changed = replace(briefing, matches={"call": live}).committed()
        result = sound.wait(sound.practice.score(changed)).scored().task("call")
        assert result is not None
        assert [item.verdict for item in result.items] == [verdict]
