"""A second opinion: who may give one, on what, and that it never counts as graded."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.opinion import Opinion, SecondOpinion
from closeddoor.domain.qualification import JudgedModel
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.presenters.debrief.opinion import opinion_line
from closeddoor.services.qualification import keep_in
from closeddoor.services.second_opinion import CONTEXT_FULL
from tests.services.opinion_bench import MODEL, PASSED, POINT, OpinionBench, item
from tests.services.practice_bench import TEXT, letter_pack

Make = Callable[..., OpinionBench]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    benches: list[OpinionBench] = []

    def bench(says: float = 5.0, *, holds: bool = False) -> OpinionBench:
        benches.append(OpinionBench(letter_pack(tmp_path / str(len(benches))), says, holds=holds))
        return benches[-1]

    yield bench
    for each in benches:
        each.vault.close()


@pytest.mark.parametrize(("says", "verdict"), [(5.0, "met"), (-5.0, "not_met")])
def test_what_the_grader_left_open_is_spoken_on_and_stays_open(make: Make, says: float, verdict: str) -> None:
    bench = make(says)
    briefing = bench.graded(item("unsure"))
    second = bench.opinion_on(briefing)
    assert second is not None
    opinion = second.of("reply", POINT)
    assert opinion is not None
    assert (opinion.verdict, opinion.contradicts) == (verdict, False)
    after = briefing.with_second_opinion(second)
    assert after.scored() == briefing.scored()  # no point more, no verdict: it is shown, and nothing else
    ((messages, questions),) = bench.judge.asked
    assert TEXT["text"] in messages[-1].text
    assert "We reach 99.2 % accuracy" in messages[0].text
    assert "Asks for our own data." in questions[0]


@pytest.mark.parametrize(("graded", "probability", "says"), [("met", 0.7, -5.0), ("not_met", 0.05, 6.0)])
def test_a_strong_contradiction_leaves_the_point_to_the_participant_for_good(
    make: Make, graded: str, probability: float, says: float
) -> None:
    bench = make(says)
    briefing = bench.graded(item(graded, probability))
    second = bench.opinion_on(briefing)
    assert second is not None
    after = briefing.with_second_opinion(second)
    (memo,) = [task for task in after.scored().tasks if task.id == "reply"]
    assert [(each.verdict, each.decided_by) for each in memo.items] == [("unsure", "grader")]
    assert (memo.low, memo.high) == (0, 40)
    assert after.with_second_opinion(second) == after
    bench.wait(bench.practice.keep_second_opinion(after))
    reopened = bench.reopened()
    assert (reopened.result, reopened.second_opinion) == (after.result, second)


def test_a_text_that_is_too_long_for_the_model_is_told_kept_and_not_asked_about_again(make: Make) -> None:
    bench = make()
    bench.judge.refuses = KnownError(CONTEXT_FULL, "It is too long.")
    briefing = bench.graded(item("unsure"))
    second = bench.opinion_on(briefing)
    assert second is not None
    assert (second.opinions, second.too_long) == ({}, ("reply",))
    after = briefing.with_second_opinion(second)
    assert after.scored() == briefing.scored()
    bench.wait(bench.practice.keep_second_opinion(after))
    reopened = bench.reopened()
    assert reopened.second_opinion == second
    assert bench.opinion_on(reopened) is None
    memo = reopened.scenario.task("reply")
    assert isinstance(memo, MemoTask)
    assert "longer than Some model can hold" in opinion_line(reopened, memo)


def test_a_kill_between_opinion_and_result_changes_nothing_of_either(make: Make) -> None:
    bench = make(-5.0)
    briefing = bench.graded(item("met", 0.7))
    second = bench.opinion_on(briefing)
    assert second is not None
    after = briefing.with_second_opinion(second)
    bench.wait(bench.practice.keep_second_opinion(after))
    bench.vault.attempts.save_result(briefing.attempt_id, json.dumps(briefing.scored().to_json()))
    assert bench.reopened().result == after.result


def test_what_the_participant_decided_is_theirs(make: Make) -> None:
    bench = make(-5.0)
    briefing = bench.graded(item("met", 0.7))
    second = bench.opinion_on(briefing)
    assert second is not None
    contested = briefing.with_decided("reply", POINT, "not_met")
    assert contested.with_second_opinion(second).result == contested.result
    decided_after = briefing.with_second_opinion(second).with_decided("reply", POINT, "met")
    bench.wait(bench.practice.keep_second_opinion(decided_after))
    bench.wait(bench.practice.keep_decided(decided_after, task_id="reply"))
    assert bench.reopened().result == decided_after.result


def test_agreement_is_not_worth_a_word(make: Make) -> None:
    bench = make(5.0)
    second = bench.opinion_on(bench.graded(item("met", 0.8)))
    assert second == SecondOpinion(MODEL.name, MODEL.sha256, {"reply": {}})


def test_a_model_that_did_not_pass_or_is_another_is_not_asked(make: Make) -> None:
    bench = make()
    briefing = bench.graded(item("unsure"))
    bench.model = replace(MODEL, sha256="cd" * 32)
    assert bench.opinion_on(briefing) is None
    bench.model = replace(MODEL, build="ggml 2")
    assert bench.opinion_on(briefing) is None
    bench.model = None
    assert bench.opinion_on(briefing) is None
    bench.model = MODEL
    keep_in(bench.vault, replace(PASSED, passed=False))
    assert bench.opinion_on(briefing) is None
    assert bench.judge.asked == []


def test_a_build_that_shows_only_when_it_is_loaded_is_not_believed(make: Make) -> None:
    bench = make(holds=True)
    bench.model = JudgedModel(MODEL.sha256, "", MODEL.name)
    asked = bench.second_opinions.on(bench.graded(item("unsure")))
    bench.dispatcher.run()
    bench.model = replace(MODEL, build="ggml 2")
    bench.judge.answer()
    assert bench.wait(asked) is None


def test_what_a_gate_stopped_and_what_was_not_graded_are_not_spoken_on(make: Make) -> None:
    bench = make()
    assert bench.opinion_on(bench.graded(item("unsure"), note="This lists keywords.")) is None
    assert bench.judge.asked == []


def test_a_finished_attempt_stays_as_it_is(make: Make) -> None:
    bench = make(holds=True)
    briefing = bench.graded(item("unsure"))
    asked = bench.second_opinions.on(briefing)
    bench.dispatcher.run()
    bench.wait(bench.practice.finish(briefing))
    bench.judge.answer()
    assert bench.wait(asked) is None
    assert bench.opinion_on(briefing) is None
    assert len(bench.judge.asked) == 1


def test_one_opinion_is_enough(make: Make) -> None:
    bench = make()
    briefing = bench.graded(item("unsure"))
    second = bench.opinion_on(briefing)
    assert second is not None
    assert bench.opinion_on(briefing.with_second_opinion(second)) is None


def test_what_is_kept_is_read_back_and_nothing_else_is() -> None:
    second = SecondOpinion(
        "Some model", "ab" * 32, {"reply": {"p": Opinion("met", 0.9), "q": Opinion("unsure", 0.4, True)}}
    )
    assert SecondOpinion.from_json(second.to_json()) == second
    kept = second.to_json()
    spoilt: list[object] = [None, [], {}, {**kept, "opinions": {"reply": {"p": ["maybe", 0.5, False]}}}]
    assert [SecondOpinion.from_json(each) for each in spoilt] == [None] * 4
