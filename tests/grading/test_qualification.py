"""Who may judge: a model that adds something, and nobody else."""

import math
import random
from dataclasses import replace
from typing import Literal

import pytest

from closeddoor.domain.qualification import JudgedModel, Qualification
from closeddoor.domain.verdicts import CriterionOutcome
from closeddoor.grading.fusion import Evidence
from closeddoor.grading.qualification import A_JUDGE, NOT_A_JUDGE, Case, by_chance, figures_of, qualification_of

MODEL = JudgedModel("a" * 64, "ggml 1", "Some model")
Voice = Literal["good", "mute", "random", "contrary"]


def cases(voice: Voice, count: int = 320) -> list[Case]:
    """Return decisions at 28 % met, of which the grader leaves a third open and gets nearly all others right."""
    chance = random.Random(3)  # noqa: S311 - repeatable
    made = []
    for place in range(count):
        met = chance.random() < 0.28
        kind = "stuffed" if not met and place % 9 == 0 else "good"
        is_open = chance.random() < 0.36
        right: CriterionOutcome = "met" if met else "not_met"
        wrong: CriterionOutcome = "not_met" if met else "met"
        graded: CriterionOutcome = "unsure" if is_open else (wrong if chance.random() < 0.03 else right)
        probability = {"met": 0.8, "not_met": 0.05, "unsure": 0.3}[graded] + chance.uniform(-0.04, 0.04)
        side = 1 if met else -1
        says = {"good": side * 3 + chance.gauss(0, 1), "mute": 0.0, "random": chance.gauss(0, 2), "contrary": -side * 3}
        evidence = Evidence(probability, says[voice])
        made.append(Case(f"s{place % 4}", kind, met, graded, kind == "stuffed", evidence))
    return made


def measured(found: list[Case]) -> Qualification:
    return qualification_of(found, MODEL, 6, "2026-11-23")


def test_a_model_that_knows_qualifies_and_says_on_what_it_rests() -> None:
    found = measured(cases("good"))
    assert found.passed
    assert found.together.right > found.grader.right
    assert found.reasons[-1] == A_JUDGE
    assert f"{found.together.decided} of 320" in found.reasons[0]
    assert found.auc > 0.9


@pytest.mark.parametrize("voice", ["mute", "random", "contrary"])
def test_a_voice_that_adds_nothing_does_not_qualify(voice: Voice) -> None:
    found = measured(cases(voice))
    assert not found.passed
    assert found.reasons[-1] == NOT_A_JUDGE
    assert any("could not be chance" in reason for reason in found.reasons)


def test_a_credited_stuffed_answer_ends_it() -> None:
    made = cases("good")
    fooled = [
        replace(case, is_gated=False, graded="unsure", evidence=Evidence(0.3, 9.0))
        if case.kind == "stuffed" and case.scenario == "s0"
        else case
        for case in made
    ]
    found = measured(fooled)
    assert found.gamed_met > 0
    assert not found.passed
    assert any("only list keywords" in reason for reason in found.reasons)


def test_a_gate_stands_above_grader_and_model() -> None:
    made = [replace(case, evidence=Evidence(0.3, 9.0)) if case.is_gated else case for case in cases("good")]
    assert measured(made).gamed_met == 0


def test_too_few_decisions_taken_are_said_in_numbers() -> None:
    made = [replace(case, graded="unsure") for case in cases("mute")]
    found = measured(made)
    assert any("60% is asked for" in reason for reason in found.reasons)
    assert not found.passed


def test_figures_are_counts_of_labels_and_verdicts() -> None:
    made = cases("mute")[:4]
    made = [replace(case, met=met) for case, met in zip(made, (True, True, False, False), strict=True)]
    figures = figures_of(made, ["met", "unsure", "met", "not_met"])
    assert (figures.decisions, figures.decided, figures.right) == (4, 3, 2)
    assert (figures.met_said, figures.met_right, figures.not_met_said, figures.not_met_right) == (2, 1, 1, 1)
    assert figures.coverage == 0.75
    assert figures.precision_met == 0.5


def test_chance_is_that_of_a_coin() -> None:
    assert by_chance(0, 0) == 1
    assert by_chance(5, 0) == pytest.approx(1 / 32)
    assert by_chance(3, 3) > 0.5
    assert math.isclose(by_chance(1, 2), 7 / 8)


def test_it_is_read_back_as_it_was_kept_and_nothing_else_is() -> None:
    found = measured(cases("good"))
    kept = found.to_json()
    assert Qualification.from_json(kept) == found
    spoilt_ones: list[object] = [None, [], {}, {**kept, "schema": 2}, {**kept, "grader": {}}, {**kept, "auc": "high"}]
    for spoilt in spoilt_ones:
        assert Qualification.from_json(spoilt) is None
    assert Qualification.from_json({**kept, "passed": 1}) is not None
    assert not Qualification.from_json({**kept, "passed": 1}).passed  # type: ignore[union-attr]
