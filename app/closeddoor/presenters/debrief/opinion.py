"""A qualified model's second opinion in words: said as its opinion, beside a point that stays the participant's."""

from closeddoor.domain.tasks.memo import Criterion, MemoTask
from closeddoor.language import tr
from closeddoor.presenters.states.debrief import OpinionView
from closeddoor.presenters.states.shared import Verdict
from closeddoor.services.practice import Briefing

POSITIVE: dict[str, Verdict] = {"met": "found", "not_met": "missed", "unsure": "unsure"}
AVOIDED: dict[str, Verdict] = {"met": "decoy", "not_met": "found", "unsure": "unsure"}
"""For a point that an informed leader avoids, being there is the bad outcome."""


def opinion_view(briefing: Briefing, task: MemoTask, criterion: Criterion) -> OpinionView | None:
    """Return what stands beside a point that the grader left open, or that the model contradicts it on."""
    second = briefing.second_opinion
    opinion = second.of(task.id, criterion.id) if second else None
    if opinion is None:
        return None
    if opinion.contradicts:
        line = tr("Grader and model contradict each other on this point. Neither counts: it is yours to decide.")
        return OpinionView("unsure", tr("Second opinion: the contrary"), line)
    verdicts = POSITIVE if criterion.points > 0 else AVOIDED
    word = tr("Second opinion: in your text") if opinion.verdict == "met" else tr("Second opinion: not in your text")
    line = tr("The grader was not sure. This is what it says together with the model; you decide.")
    return OpinionView(verdicts[opinion.verdict], word, line)


def opinion_line(briefing: Briefing, task: MemoTask) -> str:
    """Return whose opinion it is, and what it counts for; or why there is none. Empty where none was asked for."""
    second = briefing.second_opinion
    if second is not None and task.id in second.too_long:
        return tr(
            "There is no second opinion on this text: with the documents of the briefing it is longer than {model} can"
            " hold. The grader has read all of it.",
            model=second.model_name,
        )
    if second is None or not second.opinions.get(task.id):
        return ""
    return tr(
        "Second opinions are those of {model}, which passed the qualification on this laptop. They are its opinion,"
        " they can be wrong, and none of them counts as graded.",
        model=second.model_name,
    )
