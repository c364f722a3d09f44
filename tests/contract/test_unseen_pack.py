"""The pack from another hand, on which the grader is tried and never fitted: it reads, and it is what it claims to be.

Its figures are worth something only while the answers are as mixed as real ones are, and nothing was tuned to them.
"""

from pathlib import Path

import pytest

from closeddoor.domain.scenario import SampleAnswer, Scenario
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.packs import read_pack

PACK = read_pack(Path(__file__).resolve().parents[2] / "app" / "closeddoor" / "grading" / "labelled_set")
UNARGUED = ("empty", "off_topic", "stuffed", "injection")
"""Kinds of answers that make no point, whatever words they hold."""

scenarios = pytest.mark.parametrize("scenario", PACK.scenarios, ids=lambda scenario: scenario.id)


def memo_of(scenario: Scenario) -> MemoTask:
    return next(task for task in scenario.tasks if isinstance(task, MemoTask))


def answers_to(scenario: Scenario, task_id: str) -> list[SampleAnswer]:
    return [answer for answer in scenario.answers if answer.task == task_id]


def test_it_is_four_scenarios_of_four_modules() -> None:
    assert PACK.info.id == "test.unseen.boardroom"
    assert len(PACK.scenarios) == 4
    assert len({scenario.module for scenario in PACK.scenarios}) == 4


@scenarios
def test_points_are_made_about_as_often_as_by_real_participants(scenario: Scenario) -> None:
    memo = memo_of(scenario)
    answers = answers_to(scenario, memo.id)
    made = sum(len(answer.met) for answer in answers)
    assert 0.25 <= made / (len(answers) * len(memo.criteria)) <= 0.35


@scenarios
def test_each_criterion_is_met_and_missed_by_some_answer(scenario: Scenario) -> None:
    memo = memo_of(scenario)
    answers = answers_to(scenario, memo.id)
    for criterion in memo.criteria:
        assert 0 < sum(criterion.id in answer.met for answer in answers) < len(answers), criterion.id


@scenarios
def test_an_answer_that_argues_nothing_is_labelled_with_nothing(scenario: Scenario) -> None:
    assert [answer.text for answer in scenario.answers if answer.kind in UNARGUED and answer.met] == []


@scenarios
def test_a_negated_answer_earns_nothing(scenario: Scenario) -> None:
    earning = {criterion.id for criterion in memo_of(scenario).criteria if criterion.points > 0}
    assert [a.text for a in scenario.answers if a.kind == "negated" and earning & set(a.met)] == []


@scenarios
def test_each_fact_is_asked_for_and_two_questions_ask_for_two(scenario: Scenario) -> None:
    interview = next(task for task in scenario.tasks if isinstance(task, InterviewTask))
    questions = answers_to(scenario, interview.id)
    assert {fact for question in questions for fact in question.met} == {fact.id for fact in interview.facts}
    assert [len(question.met) for question in questions if question.kind == "good"].count(2) == 2


@scenarios
def test_no_sample_answer_holds_an_exemplar(scenario: Scenario) -> None:
    """Otherwise the grader would be asked what it was told."""
    exemplars = [text for criterion in memo_of(scenario).criteria for text in (*criterion.met, *criterion.not_met)]
    texts = [answer.text for answer in scenario.answers]
    assert [exemplar for exemplar in exemplars if any(exemplar in text for text in texts)] == []
