"""The grader's agreement with the labelled answers to one task, as a line and as JSON."""

from dataclasses import asdict

from closeddoor.grading.agreement import Agreement

_DECISIONS = ("met_met", "met_not", "met_unsure", "not_met", "not_not", "not_unsure")
_QUESTIONS = ("right", "unclear", "wrong")


def as_json(found: Agreement) -> dict[str, object]:
    """Return counts and shares; a share of nothing is null."""
    counts = asdict(found)
    if found.questions:
        return {"questions": found.questions, **{name: counts[name] for name in _QUESTIONS}}
    return {
        "decisions": found.decisions, "decided": found.decided, "agreed": found.agreed, "coverage": found.coverage,
        "precision_met": found.precision_met, "precision_not_met": found.precision_not_met, "kappa": found.kappa,
        **{name: counts[name] for name in _DECISIONS},
    }  # fmt: skip


def as_line(found: Agreement) -> str:
    if found.questions:
        return f"{found.questions} questions: {found.right} understood, {found.unclear} asked back, {found.wrong} wrong"
    return (
        f"{found.decisions} labelled decisions: {found.decided} decided (coverage {_shown(found.coverage)}), "
        f"{found.agreed} right; precision of met {_shown(found.precision_met)}, "
        f"of not met {_shown(found.precision_not_met)}, kappa {_shown(found.kappa)}"
    )


def _shown(share: float | None) -> str:
    return "unknown" if share is None else f"{share:.2f}"
