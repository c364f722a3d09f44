"""The grader's probability and a model's log-odds made one: a logistic model with two inputs and two thresholds.

Pure Python, because it is fitted on the user's own machine, on some hundred decisions, whenever a model is measured.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from closeddoor.domain.opinion import Opinion
from closeddoor.domain.qualification import Calibration
from closeddoor.domain.verdicts import CriterionOutcome

PRECISION_MET, PRECISION_NOT_MET = 0.90, 0.95
"""What scoring promises; the thresholds are the widest certain zones that keep it."""

FEWEST_CERTAIN = 10
"""A precision over fewer decisions says nothing."""

NEVER = 1.01
"""A threshold that no probability reaches."""

EVEN = 0.5
"""Nothing less probable than its contrary is said, however good the company it is in."""

_RIDGE = 1.0
_ROUNDS = 25
_CLOSE_ENOUGH = 1e-9
_WIDEST_LOGIT = 6.0


@dataclass(frozen=True)
class Evidence:
    """What is known of one decision: the grader's probability that the point is made, and the model's log-odds."""

    probability: float
    log_odds: float


@dataclass(frozen=True)
class Labelled:
    """A decision and its label; `group` is the scenario, left out as a whole. `is_open`: the grader was unsure."""

    group: str
    met: bool
    is_open: bool
    evidence: Evidence


Inputs = tuple[float, float, float]
Coefficients = tuple[float, float, float]


def fused(calibration: Calibration, evidence: Evidence) -> float:
    """Return the probability that a point is made, by grader and model together."""
    grader, model = logit(evidence.probability), evidence.log_odds
    return _sigmoid(calibration.bias + calibration.grader_weight * grader + calibration.model_weight * model)


def opinion_on(graded: CriterionOutcome, evidence: Evidence, calibration: Calibration) -> Opinion:
    """Return what both say together where the grader said `graded`.

    What the grader left open may be decided. What it decided stays, unless both together no longer speak for it: then
    the model contradicts it strongly, and nobody is believed.
    """
    probability = fused(calibration, evidence)
    if graded == "unsure":
        is_met, is_not = probability >= calibration.high, probability < calibration.low
        return Opinion("met" if is_met else "not_met" if is_not else "unsure", probability)
    contradicts = (probability < EVEN) if graded == "met" else (probability > EVEN)
    return Opinion("unsure" if contradicts else graded, probability, contradicts)


def calibrated(found: Sequence[Labelled]) -> Calibration:
    """Fit on every decision; the thresholds come from leaving out one group at a time.

    They are those of the decisions that the grader left open, which are the ones they are used for.
    """
    bias, grader, model = fit(found)
    low, high = thresholds([(one.met, probability) for one, probability in held_out(found) if one.is_open])
    return Calibration(bias, grader, model, low, high)


def held_out(found: Sequence[Labelled]) -> list[tuple[Labelled, float]]:
    """Return every decision with its probability by numbers that saw nothing of its group."""
    predicted = []
    for group in sorted({one.group for one in found}):
        coefficients = fit([one for one in found if one.group != group])
        own = (one for one in found if one.group == group)
        predicted += [(one, _sigmoid(_dot(coefficients, _row(one.evidence)))) for one in own]
    return predicted


def fit(found: Sequence[Labelled]) -> Coefficients:
    """Return bias, weight of the grader and weight of the model: logistic regression, Newton's way, slightly damped.

    A weight below nothing would turn a voice into its contrary: that voice is left out instead.
    """
    rows = [_row(one.evidence) for one in found]
    labels = [float(one.met) for one in found]
    if not any(labels) or all(labels):
        raise ValueError("decisions of one label only")
    free = [True, True, True]
    while True:
        weights = _newton(rows, labels, free)
        against = [place for place in (1, 2) if free[place] and weights[place] < 0]
        if not against:
            return weights
        free[min(against, key=lambda place: weights[place])] = False


def thresholds(predicted: Sequence[tuple[bool, float]]) -> tuple[float, float]:
    """Return (low, high): the widest zones in which the labels bear out as much as scoring promises."""
    places = {EVEN, *(probability for _, probability in predicted)}
    above, below = sorted(at for at in places if at >= EVEN), sorted((at for at in places if at <= EVEN), reverse=True)
    high = next((at for at in above if _is_certain([m for m, p in predicted if p >= at], PRECISION_MET)), NEVER)
    low = next((at for at in below if _is_certain([not m for m, p in predicted if p < at], PRECISION_NOT_MET)), 0.0)
    return low, high


def auc(found: Sequence[tuple[bool, float]]) -> float:
    """Return how probably a decision that is met ranks above one that is not; 0.5 is chance."""
    met = [value for label, value in found if label]
    others = [value for label, value in found if not label]
    if not met or not others:
        return 0.5
    above = sum((one > other) + 0.5 * (one == other) for one in met for other in others)
    return above / (len(met) * len(others))


def logit(probability: float) -> float:
    """Return the log-odds of a probability, within what one grader can be sure of."""
    held = min(max(probability, 1e-9), 1 - 1e-9)
    return max(-_WIDEST_LOGIT, min(_WIDEST_LOGIT, math.log(held / (1 - held))))


def _is_certain(borne_out: Sequence[bool], least: float) -> bool:
    return len(borne_out) >= FEWEST_CERTAIN and sum(borne_out) >= least * len(borne_out)


def _row(evidence: Evidence) -> Inputs:
    return (1.0, logit(evidence.probability), evidence.log_odds)


def _newton(rows: Sequence[Inputs], labels: Sequence[float], free: Sequence[bool]) -> Coefficients:
    weights = [0.0, 0.0, 0.0]
    for _ in range(_ROUNDS):
        gradient = [0.0, -_RIDGE * weights[1], -_RIDGE * weights[2]]
        curvature = [[1e-9, 0.0, 0.0], [0.0, _RIDGE, 0.0], [0.0, 0.0, _RIDGE]]
        for row, label in zip(rows, labels, strict=True):
            probability = _sigmoid(_dot(weights, row))
            spread = probability * (1 - probability)
            for i in range(3):
                gradient[i] += (label - probability) * row[i]
                for j in range(3):
                    curvature[i][j] += spread * row[i] * row[j]
        step = _solved(curvature, gradient, free)
        weights = [weight + part for weight, part in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _CLOSE_ENOUGH:
            break
    return weights[0], weights[1], weights[2]


def _solved(matrix: Sequence[Sequence[float]], right: Sequence[float], free: Sequence[bool]) -> list[float]:
    """Solve three equations, or fewer: what is not free stays nothing. The matrix is positive definite."""
    places = [place for place in range(3) if free[place]]
    rows = [[*(matrix[i][j] for j in places), right[i]] for i in places]
    for place, row in enumerate(rows):
        for other in rows[place + 1 :]:
            share = other[place] / row[place]
            for column in range(place, len(row)):
                other[column] -= share * row[column]
    found = [0.0, 0.0, 0.0]
    for place in reversed(range(len(places))):
        known = sum(rows[place][column] * found[places[column]] for column in range(place + 1, len(places)))
        found[places[place]] = (rows[place][-1] - known) / rows[place][place]
    return found


def _dot(weights: Sequence[float], row: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, row, strict=True))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))
