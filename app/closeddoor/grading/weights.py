"""The fitted numbers of the grader, read from `weights.json`; `benchmarks/fit_grader.py` writes that file."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from closeddoor.domain.errors import BugError


@dataclass(frozen=True)
class Logistic:
    """A logistic model with its two thresholds: `high` and above is certain, below `low` certainly not."""

    weights: tuple[float, ...]
    bias: float
    low: float
    high: float

    def probability(self, features: Sequence[float]) -> float:
        total = self.bias + sum(weight * value for weight, value in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


@dataclass(frozen=True)
class Weights:
    """`memo` decides criteria, `interview` questions.

    `fitted_on` says in words what the numbers rest on, `scenarios` whose labelled answers they have seen. `band` is the
    half width of a stretch around each threshold that counts as undecided: machines round differently.
    """

    version: int
    fitted_on: str
    scenarios: tuple[str, ...]
    band: float
    memo: Logistic
    interview: Logistic


@cache
def fitted() -> Weights:
    """Return the numbers this version of the grader ships with."""
    data: dict[str, Any] = json.loads(files("closeddoor.grading").joinpath("weights.json").read_text(encoding="utf-8"))
    if data["schema"] != 1:
        raise BugError("weights.json has another schema than this grader")
    return Weights(
        version=data["version"],
        fitted_on=data["fitted_on"],
        scenarios=tuple(data["scenarios"]),
        band=data["band"],
        memo=_logistic(data["memo"]),
        interview=_logistic(data["interview"]),
    )


def _logistic(data: dict[str, Any]) -> Logistic:
    return Logistic(tuple(data["weights"].values()), data["bias"], data["low"], data["high"])
