"""The grader's agreement with the labelled answers to one task, as a line, as JSON, and as a warning."""

from dataclasses import asdict
from math import floor

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.grading.agreement import Agreement
from closeddoor.grading.qualifying import LEAST_PRECISION, is_short
from closeddoor.packs.advice.warning import Place, Warned

_DECISIONS = ("met_met", "met_not", "met_unsure", "not_met", "not_not", "not_unsure")
_QUESTIONS = ("right", "unclear", "wrong", "revealed_asked", "revealed_other")


def as_json(found: Agreement) -> dict[str, object]:
    """Return counts and shares; a share of nothing is null. `short`: too little for responses to be graded."""
    counts = asdict(found)
    if found.questions:
        return {
            "questions": found.questions, **{name: counts[name] for name in _QUESTIONS},
            "precision_revealed": found.precision_revealed, "short": is_short(found),
        }  # fmt: skip
    return {
        "decisions": found.decisions, "decided": found.decided, "agreed": found.agreed, "coverage": found.coverage,
        "precision_met": found.precision_met, "precision_not_met": found.precision_not_met, "kappa": found.kappa,
        **{name: counts[name] for name in _DECISIONS}, "short": is_short(found),
    }  # fmt: skip


def as_line(found: Agreement) -> str:
    if found.questions:
        return (
            f"{found.questions} questions: {found.right} understood, {found.unclear} asked back, {found.wrong} wrong; "
            f"precision of revealed {_shown(found.precision_revealed)}"
        )
    if not found.decisions:
        return "not measured, because nothing of it is graded"
    return (
        f"{found.decisions} labelled decisions: {found.decided} decided (coverage {_shown(found.coverage)}), "
        f"{found.agreed} right; precision of met {_shown(found.precision_met)}, "
        f"of not met {_shown(found.precision_not_met)}, kappa {_shown(found.kappa)}"
    )


def short_warning(scenario: Scenario, task: Task, found: Agreement) -> Warned | None:
    """Return the warning that responses to a task are scored by the participant; None where they are graded."""
    if not is_short(found):
        return None
    place = Place(f"scenarios/{scenario.id}/scenario.toml", f"tasks[{scenario.tasks.index(task)}]")
    credited = "facts brought to light by" if found.questions else "points credited in"
    problem = (
        f"Of {found.credited} {credited} the sample answers {found.credited_rightly} are right, less than "
        f"{LEAST_PRECISION:.0%}, so that “{task.title}” will be scored by the participant. See which answers the "
        "grader reads otherwise, and write more sentences like them."
    )
    return place.warn("grader.short", problem)


def _shown(share: float | None) -> str:
    # Rounded down: what is short is never shown as the limit, nor an error as none.
    return "unknown" if share is None else f"{floor(share * 100 + 1e-9) / 100:.2f}"
