"""What the qualification of a model as judge found: figures on the bundled labelled set, and whether it may judge.

It holds for one file (by its hash), one build of llama.cpp and one version of the grader; with any other it is as if
the model had never been measured.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from closeddoor.domain.table import FieldError, Table

SCHEMA = 1


@dataclass(frozen=True)
class Figures:
    """Counts over the labelled decisions, of a grader alone or with a model: what it said, and how often rightly.

    `kappa` is Cohen's, over the decided ones; None where chance alone would agree. `precision_met_low` is the lower end
    of the 95 % interval of `met_right` of `met_said`.
    """

    decisions: int
    met_said: int
    met_right: int
    not_met_said: int
    not_met_right: int
    precision_met_low: float
    kappa: float | None

    @property
    def decided(self) -> int:
        return self.met_said + self.not_met_said

    @property
    def right(self) -> int:
        """Return how many decisions were taken, and rightly."""
        return self.met_right + self.not_met_right

    @property
    def coverage(self) -> float:
        return self.decided / self.decisions if self.decisions else 0.0

    @property
    def precision_met(self) -> float | None:
        return self.met_right / self.met_said if self.met_said else None


@dataclass(frozen=True)
class Calibration:
    """The fusion of grader and model for one model: a logistic model over the log-odds of both, and its thresholds.

    At `high` and above a point is met, below `low` it is not; between them nobody says.
    """

    bias: float
    grader_weight: float
    model_weight: float
    low: float
    high: float


@dataclass(frozen=True)
class JudgedModel:
    """Which model was measured: `build` is that of llama.cpp, `name` what the model is called on the page."""

    sha256: str
    build: str
    name: str


@dataclass(frozen=True)
class Qualification:
    """One qualification. `reasons` say in the user's words why it passed or did not; `measured_on` is a date, ISO 8601.

    `grader` are the figures of the grader alone, `together` those of grader and model on the same decisions, held out;
    `auc` is how well the model alone ranks what is met before what is not (0.5: no better than chance). `gamed` counts
    decisions of stuffed and injected answers, `gamed_met` those of them that came out as met.
    """

    model: JudgedModel
    grader_version: int
    measured_on: str
    grader: Figures
    together: Figures
    auc: float
    gamed: int
    gamed_met: int
    passed: bool
    reasons: tuple[str, ...]
    calibration: Calibration

    def to_json(self) -> dict[str, Any]:
        return {"schema": SCHEMA, **asdict(self), "reasons": list(self.reasons)}

    @classmethod
    def from_json(cls, untrusted: object) -> "Qualification | None":
        """Return what `to_json` wrote; None for anything else, which is then measured anew."""
        if not isinstance(untrusted, Mapping) or untrusted.get("schema") != SCHEMA:
            return None
        try:
            return _qualification(Table(dict(untrusted), "qualification", authored=False))
        except FieldError:
            return None


def _qualification(table: Table) -> Qualification:
    return Qualification(
        model=table.one("model", _model),
        grader_version=table.integer("grader_version"),
        measured_on=table.text("measured_on"),
        grader=table.one("grader", _figures),
        together=table.one("together", _figures),
        auc=table.number("auc", 0, 1),
        gamed=table.integer("gamed", 0),
        gamed_met=table.integer("gamed_met", 0),
        passed=table.raw("passed") is True,
        reasons=table.texts("reasons"),
        calibration=table.one("calibration", _calibration),
    )


def _model(table: Table) -> JudgedModel:
    return JudgedModel(table.text("sha256"), table.text("build"), table.text("name"))


def _calibration(table: Table) -> Calibration:
    return Calibration(
        bias=table.number("bias"),
        grader_weight=table.number("grader_weight"),
        model_weight=table.number("model_weight"),
        low=table.number("low", 0, 1),
        high=table.number("high", 0),
    )


def _figures(table: Table) -> Figures:
    return Figures(
        decisions=table.integer("decisions", 0),
        met_said=table.integer("met_said", 0),
        met_right=table.integer("met_right", 0),
        not_met_said=table.integer("not_met_said", 0),
        not_met_right=table.integer("not_met_right", 0),
        precision_met_low=table.number("precision_met_low", 0, 1),
        kappa=None if table.raw("kappa") is None else table.number("kappa", -1, 1),
    )
