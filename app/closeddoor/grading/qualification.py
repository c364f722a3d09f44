"""Whether a model may judge: grader alone and grader with model over the same labelled decisions, held out.

Pure functions. A whole scenario is left out at a time; weights and thresholds come from the others, thresholds from
folds within those.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb

from closeddoor.domain.qualification import Figures, JudgedModel, Qualification
from closeddoor.domain.verdicts import CriterionOutcome
from closeddoor.grading.agreement import Agreement, lower_bound
from closeddoor.grading.fusion import Evidence, Labelled, auc, calibrated, opinion_on
from closeddoor.language import tr

LEAST_PRECISION = 0.80
"""Of `met`, at the lower end of the 95 % interval."""

LEAST_COVERAGE = 0.6
MOST_BY_CHANCE = 0.05
"""How probable it may be, at most, that so much more came out better than worse by mere chance."""

GAMED = ("stuffed", "injection")
NOT_A_JUDGE = tr("Fine for conversation; not used to judge.")
A_JUDGE = tr("It may give a second opinion on what you write.")

_WORTH: Mapping[tuple[bool, CriterionOutcome], int] = {
    (True, "met"): 1, (True, "unsure"): 0, (True, "not_met"): -1,
    (False, "met"): -1, (False, "unsure"): 0, (False, "not_met"): 1,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A labelled decision with what grader and model make of it; `is_gated`: a gate stopped the answer."""

    scenario: str
    kind: str
    met: bool
    graded: CriterionOutcome
    is_gated: bool
    evidence: Evidence


def qualification_of(
    cases: Sequence[Case], model: JudgedModel, grader_version: int, measured_on: str
) -> Qualification:  # fmt: skip
    """Return the figures of both, and whether the model may add its voice."""
    graded = [case.graded for case in cases]
    together = with_opinions(cases)
    without = with_opinions([_silenced(case) for case in cases])
    gamed = [outcome for case, outcome in zip(cases, together, strict=True) if case.kind in GAMED]
    figures = figures_of(cases, together)
    failures = [
        *_too_little(figures),
        *_not_better(_compared(cases, together, graded), tr("the grader alone")),
        *_not_better(_compared(cases, together, without), tr("the same sum without the model")),
        *_credited(gamed.count("met"), len(gamed)),
    ]
    return Qualification(
        model=model,
        grader_version=grader_version,
        measured_on=measured_on,
        grader=figures_of(cases, graded),
        together=figures,
        auc=auc([(case.met, case.evidence.log_odds) for case in cases]),
        gamed=len(gamed),
        gamed_met=gamed.count("met"),
        passed=not failures,
        reasons=(*failures, NOT_A_JUDGE) if failures else (_enough(figures), A_JUDGE),
        calibration=calibrated(_open_to_opinion(cases)),
    )


def with_opinions(cases: Sequence[Case]) -> list[CriterionOutcome]:
    """Return the verdict on every case by grader and model together, by numbers that saw nothing of its scenario."""
    calibrations = {
        scenario: calibrated(_open_to_opinion([case for case in cases if case.scenario != scenario]))
        for scenario in {case.scenario for case in cases}
    }
    return [
        case.graded if case.is_gated else opinion_on(case.graded, case.evidence, calibrations[case.scenario]).verdict
        for case in cases
    ]


def figures_of(cases: Sequence[Case], outcomes: Sequence[CriterionOutcome]) -> Figures:
    """Return what is counted over cases and the verdicts on them."""
    said = {"met": "met", "not_met": "not", "unsure": "unsure"}
    pairs = zip(cases, outcomes, strict=True)
    cells = Counter(f"{'met' if case.met else 'not'}_{said[outcome]}" for case, outcome in pairs)
    found = Agreement(**cells)
    return Figures(
        decisions=found.decisions,
        met_said=found.met_met + found.not_met,
        met_right=found.met_met,
        not_met_said=found.met_not + found.not_not,
        not_met_right=found.not_not,
        precision_met_low=lower_bound(found.met_met, found.met_met + found.not_met),
        kappa=found.kappa,
    )


def by_chance(better: int, worse: int) -> float:
    """Return how probable at least `better` of so many is where better and worse are alike (sign test)."""
    total = better + worse
    return float(sum(comb(total, count) for count in range(better, total + 1)) / 2**total)


def _open_to_opinion(cases: Sequence[Case]) -> list[Labelled]:
    return [Labelled(c.scenario, c.met, c.graded == "unsure", c.evidence) for c in cases if not c.is_gated]


def _silenced(case: Case) -> Case:
    return replace(case, evidence=replace(case.evidence, log_odds=0.0))


def _compared(
    cases: Sequence[Case], one: Sequence[CriterionOutcome], other: Sequence[CriterionOutcome]
) -> tuple[int, int]:  # fmt: skip
    """Return how many decisions came out better by `one` than by `other`, and how many worse.

    Right is better than open, and open is better than wrong.
    """
    triples = zip(cases, one, other, strict=True)
    gains = [_WORTH[case.met, mine] - _WORTH[case.met, yours] for case, mine, yours in triples]
    return sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)


def _too_little(found: Figures) -> list[str]:
    said = []
    if found.precision_met_low < LEAST_PRECISION:
        said.append(
            tr(
                "With it, {right} of {credited} points credited were really made. That is certain for {low}% only;"
                " {least}% is asked for.",
                right=found.met_right,
                credited=found.met_said,
                low=_percent(found.precision_met_low),
                least=_percent(LEAST_PRECISION),
            )
        )
    if found.coverage < LEAST_COVERAGE:
        said.append(
            tr(
                "With it, {decided} of {decisions} decisions were taken; {least}% is asked for.",
                decided=found.decided,
                decisions=found.decisions,
                least=_percent(LEAST_COVERAGE),
            )
        )
    return said


def _not_better(compared: tuple[int, int], than: str) -> list[str]:
    better, worse = compared
    if by_chance(better, worse) < MOST_BY_CHANCE:
        return []
    said = tr(
        "It adds nothing that could not be chance: {better} decisions came out better than by {than}, {worse} worse.",
        better=better,
        than=than,
        worse=worse,
    )
    return [said]


def _credited(met: int, gamed: int) -> list[str]:
    if not met:
        return []
    return [
        tr(
            "With it, {met} of {gamed} points were credited to texts that only list keywords or give it orders.",
            met=met,
            gamed=gamed,
        )
    ]


def _enough(found: Figures) -> str:
    return tr(
        "With it, {decided} of {decisions} labelled decisions were taken, and {right} of {credited} points credited"
        " were really made.",
        decided=found.decided,
        decisions=found.decisions,
        right=found.met_right,
        credited=found.met_said,
    )


def _percent(share: float) -> int:
    """Return whole per cent, rounded down: 79.9 is not shown as 80."""
    return int(share * 100)
