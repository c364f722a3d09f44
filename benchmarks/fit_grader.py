"""Fit the grader's numbers on the labelled answers of the built-in packs and write `grading/weights.json`.

Use: `.venv/bin/python -m benchmarks.fit_grader [--write]`; without `--write` it only reports. Folds leave out a whole
twin family (a scenario with its twin); the thresholds that ship are chosen on those held-out predictions, and what is
reported about them is nested: weights and thresholds from the other families only.

Multiple-instance logistic regression (the unit of an answer that fits best stands for the answer, chosen anew in each
round), ridge penalty, each weight held to the sign that its feature means.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled import Asked, Decision, DirectEmbedder, built_in_packs, decisions, questions
from closeddoor.domain.scenario import Pack
from closeddoor.grading import features, interview
from closeddoor.grading.agreement import lower_bound

Matrix = NDArray[np.float64]
Model = tuple[Matrix, float]

WEIGHTS = Path(__file__).resolve().parents[1] / "app" / "closeddoor" / "grading" / "weights.json"
RIDGE = 20.0
ROUNDS = 6
STEPS = 400
BAND = 0.005
FEWEST_MET = 20
"""A precision over fewer decisions says nothing."""
PRECISION_MET = 0.95
PRECISION_NOT_MET = 0.965
"""More than the 0.90 and 0.95 that scoring promises: at 0.91 and 0.95 the fuller rubrics decided 73% instead of 68% of
the points, and took a denial for the point denied in 3% of the cases. A wrong `met` is worse than one more `unsure`."""
MEMO_SIGNS = dict.fromkeys(("declines", "denies", "enquires", "mentions", "negated_otherwise", "contradicts"), -1)
PRECISION_REVEALED = 0.92
SHARE_HEARD = 0.985
"""How many of the facts asked for shall be probable enough to be asked back: that is free, to deflect is not."""


@dataclass(frozen=True)
class Case:
    """One labelled decision as the fit sees it: features of every unit, and which units may carry a `met`."""

    group: str
    label: bool
    rows: Matrix
    clear: NDArray[np.bool_]


@dataclass(frozen=True)
class Prediction:
    """What a model that never saw a case says of it: the greatest probability of all units, and of the clear ones."""

    group: str
    label: bool
    nearest: float
    clear: float


def memo_cases(found: Sequence[Decision]) -> list[Case]:
    """Return what the model is fitted on: the answers that no gate stops."""
    return [memo_case(one) for one in found if one.rows and not one.stop]


def memo_case(one: Decision) -> Case:
    return Case(one.family, one.met, np.array(one.rows), np.array(one.clear))


def interview_cases(found: Sequence[Asked]) -> list[Case]:
    """Return one case per question and fact; its units are the parts of the question."""
    cases = []
    for one in found:
        for place, fact in enumerate(one.facts):
            rows = [row[place] for row in one.rows]
            clear = [interview.may_reveal(part, row) for part, row in zip(one.parts, rows, strict=True)]
            if rows:
                cases.append(Case(one.family, fact in one.met, np.array(rows), np.array(clear)))
    return cases


def fit(cases: Sequence[Case], signs: Matrix) -> Model:
    """Return weights and bias."""
    weights, bias = np.where(signs > 0, 1.0, -1.0), 0.0
    labels = np.array([case.label for case in cases], float)
    for _ in range(ROUNDS):
        chosen = np.array([case.rows[int(np.argmax(case.rows @ weights))] for case in cases])
        weights, bias = _logistic(chosen, labels, signs)
    return weights, bias


def predict(cases: Sequence[Case], model: Model) -> list[Prediction]:
    return [_prediction(case, model) for case in cases]


def held_out(cases: Sequence[Case], signs: Matrix) -> list[Prediction]:
    """Return the predictions on every case by a model that has seen nothing of its group."""
    found: list[Prediction] = []
    for group in sorted({case.group for case in cases}):
        model = fit([case for case in cases if case.group != group], signs)
        found += predict([case for case in cases if case.group == group], model)
    return found


def thresholds(found: Sequence[Prediction]) -> tuple[float, float]:
    """Return (low, high): the widest certain zones that keep the precision which scoring promises, band included."""
    high = _least(sorted({one.clear for one in found}), lambda at: _precision_met(found, at) >= PRECISION_MET)
    low = _greatest(sorted({one.nearest for one in found}), lambda at: _precision_not(found, at) >= PRECISION_NOT_MET)
    return round(min(low, high - 4 * BAND), 3), round(high, 3)


Choice = Callable[[Sequence[Prediction]], tuple[float, float]]


def nested(cases: Sequence[Case], signs: Matrix, choose: Choice = thresholds) -> dict[str, int]:
    """Return counts of label and verdict where neither weights nor thresholds have seen the group."""
    counts = dict.fromkeys(("met_met", "met_not", "met_unsure", "not_met", "not_not", "not_unsure"), 0)
    for group in sorted({case.group for case in cases}):
        rest = [case for case in cases if case.group != group]
        low, high = choose(held_out(rest, signs))
        for one in predict([case for case in cases if case.group == group], fit(rest, signs)):
            counts[f"{'met' if one.label else 'not'}_{verdict_of(one, (low, high))}"] += 1
    return counts


def verdict_of(one: Prediction, limits: tuple[float, float]) -> str:
    """Return met, not or unsure, as the grader does with these thresholds (low, high)."""
    low, high = limits
    return "met" if one.clear >= high + BAND else "not" if one.nearest < low - BAND else "unsure"


def interview_thresholds(found: Sequence[Prediction]) -> tuple[float, float]:
    """Return (low, high): what is revealed is right, and hardly a fact that a question asks for is passed over."""
    high = _least(sorted({one.clear for one in found}), lambda at: _precision_met(found, at) >= PRECISION_REVEALED)
    asked_for = sorted(one.nearest for one in found if one.label)
    low = asked_for[int((1 - SHARE_HEARD) * len(asked_for))]
    return round(min(low, high - 4 * BAND), 3), round(high, 3)


def _logistic(rows: Matrix, labels: Matrix, signs: Matrix) -> Model:
    middle, spread = rows.mean(0), rows.std(0) + 1e-6
    scaled = (rows - middle) / spread
    weights, bias = np.zeros(rows.shape[1]), 0.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(scaled @ weights + bias))) - labels
        weights = weights - 2 * (scaled.T @ error + RIDGE * weights) / len(labels)
        weights = np.where(signs * weights < 0, 0.0, weights)
        bias -= 2 * float(error.mean())
    return weights / spread, bias - float((weights / spread) @ middle)


def _prediction(case: Case, model: Model) -> Prediction:
    probabilities = 1 / (1 + np.exp(-(case.rows @ model[0] + model[1])))
    clear = float(probabilities[case.clear].max()) if case.clear.any() else 0.0
    return Prediction(case.group, case.label, float(probabilities.max()), clear)


def _precision_met(found: Sequence[Prediction], at: float) -> float:
    said = [one.label for one in found if one.clear >= at]
    return sum(said) / len(said) if len(said) >= FEWEST_MET else 0.0


def _precision_not(found: Sequence[Prediction], at: float) -> float:
    said = [one.label for one in found if one.nearest < at]
    return 1 - sum(said) / len(said) if said else 1.0


def _least(candidates: Sequence[float], good: Callable[[float], bool]) -> float:
    """Return the lowest candidate that is good; 0.99 when none is."""
    return min((at for at in candidates if good(at)), default=0.99)


def _greatest(candidates: Sequence[float], good: Callable[[float], bool]) -> float:
    """Return the highest candidate that is good."""
    return max((at for at in candidates if good(at)), default=0.0)


def signs_of(names: Sequence[str]) -> Matrix:
    return np.array([MEMO_SIGNS.get(name, 1) for name in names], float)


def _block(names: Sequence[str], model: Model, limits: tuple[float, float]) -> dict[str, object]:
    weights = {name: round(float(weight), 4) for name, weight in zip(names, model[0], strict=True)}
    return {"weights": weights, "bias": round(model[1], 4), "low": limits[0], "high": limits[1]}


def _describe(packs: Sequence[Pack], memo: Sequence[Case], asked: Sequence[Case]) -> str:
    scenarios = ", ".join(scenario.id for pack in packs for scenario in pack.scenarios if scenario.answers)
    return (
        f"{len(memo)} labelled memo decisions and {len(asked)} of questions and facts, of the built-in scenarios "
        f"{scenarios}; thresholds from leaving out one twin family at a time"
    )


def _report(title: str, found: Sequence[Prediction], limits: tuple[float, float], counts: dict[str, int]) -> None:
    met, said = counts["met_met"], counts["met_met"] + counts["not_met"]
    not_met, said_not = counts["not_not"], counts["not_not"] + counts["met_not"]
    print(f"{title}: {len(found)} decisions, {sum(one.label for one in found)} met, low {limits[0]}, high {limits[1]}")
    print(
        f"  nested: met right {met} of {said} (lower 95 % bound {lower_bound(met, said):.2f}), not met right ", end=""
    )
    print(
        f"{not_met} of {said_not} ({lower_bound(not_met, said_not):.2f}), coverage {(said + said_not) / len(found):.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write weights.json")
    write = parser.parse_args().write
    packs, embedder = built_in_packs(), DirectEmbedder()
    memo = memo_cases(list(decisions(packs, embedder)))
    asked = interview_cases(list(questions(packs, embedder)))
    memo_signs, asked_signs = signs_of(features.NAMES), signs_of(interview.NAMES)
    memo_found, asked_found = held_out(memo, memo_signs), held_out(asked, asked_signs)
    memo_limits, asked_limits = thresholds(memo_found), interview_thresholds(asked_found)
    _report("memo", memo_found, memo_limits, nested(memo, memo_signs))
    print(f"interview: {len(asked)} questions and facts, low {asked_limits[0]}, high {asked_limits[1]}")
    if write:
        data = {
            "schema": 1, "version": 6, "fitted_on": _describe(packs, memo, asked),
            "scenarios": [scenario.id for pack in packs for scenario in pack.scenarios], "band": BAND,
            "memo": _block(features.NAMES, fit(memo, memo_signs), memo_limits),
            "interview": _block(interview.NAMES, fit(asked, asked_signs), asked_limits),
        }  # fmt: skip
        WEIGHTS.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
