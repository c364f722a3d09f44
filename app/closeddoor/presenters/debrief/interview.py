"""The debrief of an interview: what came to light, by which question, and what would have brought out the rest."""

from dataclasses import replace

from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.tasks.interview import Fact, InterviewTask
from closeddoor.language import tr
from closeddoor.presenters.briefing.interview import interview_lines
from closeddoor.presenters.debrief.own_verdict import READING_ORDER, is_undecided, undecided_line, was_not_graded
from closeddoor.presenters.states.debrief import FactOutcome, InterviewDebrief
from closeddoor.presenters.states.shared import Verdict
from closeddoor.presenters.words import counted, left_to_decide, point_range
from closeddoor.services.practice import Briefing

VERDICTS: dict[str, Verdict] = {"revealed": "found", "not_revealed": "missed", "unsure": "unsure"}


def interview_debrief(
    briefing: Briefing, task: InterviewTask, result: TaskResult, agreement_line: str
) -> InterviewDebrief:
    questions = revealing_questions(briefing, task)
    has_asked = bool(briefing.answers.get(task.id, {}).get("questions"))
    items = ((fact, result.item(fact.id) or (None if has_asked else _not_asked(fact))) for fact in task.facts)
    facts = [(fact, item) for fact, item in items if item]
    facts.sort(key=lambda pair: (READING_ORDER[_verdict(*pair)], -pair[0].points))
    return InterviewDebrief(
        task_id=task.id,
        title=task.title,
        summary=result.note or found_line(task, result),
        points_line=point_range(result.low, result.high, result.max),
        facts=tuple(_outcome(fact, item, questions.get(fact.id, "")) for fact, item in facts),
        lines=interview_lines(briefing, task) if has_asked else (),
        agreement_line=agreement_line,
    )


def that_matters(task: InterviewTask, result: TaskResult) -> TaskResult:
    """Return the result without the facts on which nothing hangs and that were not told: no silence to regret."""
    paying = {fact.id for fact in task.facts if fact.points}
    return replace(
        result, items=tuple(item for item in result.items if item.id in paying or item.verdict == "revealed")
    )


def revealing_questions(briefing: Briefing, task: InterviewTask) -> dict[str, str]:
    """Return the question that first brought each fact to light."""
    _, replies = briefing.interview(task)
    asked = briefing.answers.get(task.id, {}).get("questions", ())
    found: dict[str, str] = {}
    for question, reply in zip(asked, replies, strict=False):
        if reply.kind == "reveals":
            found |= {fact_id: question for fact_id in reply.facts if fact_id not in found}
    return found


def found_line(task: InterviewTask, result: TaskResult) -> str:
    """Return the sentence on top: `4 of 6 facts came to light.`, counting those on which something hangs."""
    if is_undecided(result):
        return undecided_line(result, tr("Your questions were not matched"), "fact")
    items = [item for fact in task.facts if fact.points and (item := result.item(fact.id))]
    found = sum(item.verdict == "revealed" and item.decided_by != "participant" for item in items)
    own = sum(item.verdict == "revealed" and item.decided_by == "participant" for item in items)
    free = sum(not fact.points and result.item(fact.id) is not None for fact in task.facts)
    facts = counted(len(items), "fact that matters", "facts that matter") if free else counted(len(items), "fact")
    if was_not_graded(result):
        unsure = sum(item.verdict == "unsure" for item in items)
        rest = f"; {left_to_decide(unsure)}" if unsure else ""
        return tr("By your own verdict {own} of {facts} came to light{rest}.", own=own, facts=facts, rest=rest)
    more = tr("; {own} more by your own verdict", own=own) if own else ""
    beside = tr("; you were also told {free} on which nothing hangs", free=free) if free else ""
    return tr("{found} of {facts} came to light{more}{beside}.", found=found, facts=facts, more=more, beside=beside)


def _not_asked(fact: Fact) -> Item | None:
    """Return a fact that nobody asked for: who left the conversation out learns what there was to hear."""
    return Item(fact.id, "not_revealed", fact.why, "exact") if fact.points else None


def _verdict(fact: Fact, item: Item) -> Verdict:
    """Return how a fact came out; one on which nothing hangs is told, and neither found nor missed."""
    return VERDICTS[item.verdict] if fact.points else "neutral"


def _outcome(fact: Fact, item: Item, question: str) -> FactOutcome:
    return FactOutcome(
        item_id=fact.id,
        verdict=_verdict(fact, item),
        says=fact.says,
        why=fact.why,
        your_question=question,
        would_have_asked=fact.asked[0],
        decided_by_you=item.decided_by == "participant" and item.verdict != "unsure",
        can_contest=item.decided_by in {"grader", "model"} and item.verdict == "not_revealed",
    )
