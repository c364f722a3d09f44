"""Grader and model made one."""

import math
import random

import pytest

from closeddoor.domain.qualification import Calibration
from closeddoor.grading.fusion import (
    NEVER,
    Evidence,
    Labelled,
    auc,
    calibrated,
    fit,
    fused,
    held_out,
    logit,
    opinion_on,
    thresholds,
)

SURE = Calibration(bias=0.0, grader_weight=1.0, model_weight=1.0, low=0.1, high=0.9)


def drawn(count: int, seed: int = 1, *, told: float = 2.0) -> list[Labelled]:
    """Return decisions in four groups: the model's log-odds tell the label by `told`, the grader's a little."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    made = []
    for place in range(count):
        met = chance.random() < 0.3
        side = 1 if met else -1
        probability = 1 / (1 + math.exp(-(side * 0.7 + chance.gauss(0, 1))))
        made.append(Labelled(f"s{place % 4}", met, True, Evidence(probability, side * told + chance.gauss(0, 1))))
    return made


def test_the_fit_finds_the_numbers_that_the_labels_were_drawn_with() -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable
    found = []
    for _ in range(6000):
        evidence = Evidence(chance.uniform(0.05, 0.95), chance.gauss(0, 2))
        total = -1.0 + 0.8 * logit(evidence.probability) + 1.5 * evidence.log_odds
        found.append(Labelled("s", chance.random() < 1 / (1 + math.exp(-total)), True, evidence))
    assert fit(found) == pytest.approx((-1.0, 0.8, 1.5), abs=0.15)


def test_a_voice_that_says_the_contrary_is_left_out_rather_than_turned_round() -> None:
    bias, grader, model = fit(drawn(400, told=-2.0))
    assert model == 0
    assert grader > 0
    assert bias < 0


def test_decisions_of_one_label_cannot_be_fitted_on() -> None:
    with pytest.raises(ValueError, match="one label"):
        fit([Labelled("s", True, True, Evidence(0.5, 0.0))] * 20)


def test_a_group_is_predicted_by_the_others_alone() -> None:
    """Turning the labels of one group round changes what is said of the others, and not of itself."""
    found = drawn(80)
    turned = [Labelled(x.group, not x.met if x.group == "s0" else x.met, True, x.evidence) for x in found]
    before = {id(one.evidence): p for one, p in held_out(found)}
    after = {id(one.evidence): p for one, p in held_out(turned)}
    own = {id(x.evidence) for x in found if x.group == "s0"}
    assert all(before[key] == after[key] for key in own)
    assert all(before[key] != after[key] for key in before.keys() - own)


def test_thresholds_are_the_widest_zones_that_keep_what_is_promised() -> None:
    predicted = [(True, 0.9)] * 18 + [(False, 0.8)] * 2 + [(False, 0.7)]
    predicted += [(True, 0.4)] * 3 + [(False, 0.3)] * 20 + [(True, 0.2)] + [(False, 0.1)] * 18
    low, high = thresholds(predicted)
    assert high == 0.8  # 18 of 20; with the next one it would be 18 of 21
    assert low == 0.4  # 38 of 39; with those at 0.4 it would be 38 of 42
    assert thresholds([(True, 0.3)] * 40) == (0.0, NEVER)  # nothing is said that is less probable than its contrary
    assert thresholds([(True, 0.9)] * 9) == (0.0, NEVER)  # nine are too few to say anything


def test_what_was_left_open_is_decided_between_the_thresholds_only() -> None:
    assert opinion_on("unsure", Evidence(0.5, 3.0), SURE).verdict == "met"
    assert opinion_on("unsure", Evidence(0.5, 0.0), SURE).verdict == "unsure"
    assert opinion_on("unsure", Evidence(0.5, -3.0), SURE).verdict == "not_met"


@pytest.mark.parametrize(("graded", "log_odds"), [("met", -5.0), ("not_met", 5.0)])
def test_a_strong_contradiction_leaves_nobody_believed(graded: str, log_odds: float) -> None:
    probability = 0.9 if graded == "met" else 0.1
    contradicted = opinion_on(graded, Evidence(probability, log_odds), SURE)  # type: ignore[arg-type]
    assert (contradicted.verdict, contradicted.contradicts) == ("unsure", True)
    mild = opinion_on(graded, Evidence(probability, log_odds / 5), SURE)  # type: ignore[arg-type]
    assert (mild.verdict, mild.contradicts) == (graded, False)


def test_a_calibration_ranks_and_decides_what_it_was_made_on() -> None:
    found = drawn(400)
    made = calibrated(found)
    assert made.model_weight > made.grader_weight > 0
    assert 0 < made.low <= 0.5 <= made.high < 1
    assert auc([(one.met, fused(made, one.evidence)) for one in found]) > 0.95


def test_auc_is_the_share_of_pairs_in_order() -> None:
    assert auc([(True, 2.0), (True, 0.0), (False, 1.0), (False, 0.0)]) == (2 + 0.5) / 4
    assert auc([(True, 1.0)]) == 0.5
