"""The debrief of a memo: each point with the sentence that earned it, the unsure ones left to the participant."""

from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.tasks.memo import Criterion, MemoTask
from closeddoor.language import tr
from closeddoor.presenters.briefing.self_score import said_of
from closeddoor.presenters.debrief.opinion import AVOIDED, POSITIVE, opinion_line, opinion_view
from closeddoor.presenters.debrief.own_verdict import READING_ORDER, is_undecided, undecided_line, was_not_graded
from closeddoor.presenters.states.debrief import CriterionOutcome, MemoDebrief
from closeddoor.presenters.words import counted, left_to_decide, point_range
from closeddoor.services.practice import Briefing


def memo_debrief(briefing: Briefing, task: MemoTask, result: TaskResult, agreement_line: str) -> MemoDebrief:
    text = str(briefing.answers.get(task.id, {}).get("text", ""))
    items = ((criterion, result.item(criterion.id) or _not_made(criterion, text)) for criterion in task.criteria)
    outcomes = [_outcome(briefing, task, criterion, item, text) for criterion, item in items if item]
    return MemoDebrief(
        task_id=task.id,
        title=task.title,
        summary=_summary(result),
        points_line=point_range(result.low, result.high, result.max),
        agreement_line=agreement_line,
        text=text,
        criteria=tuple(sorted(outcomes, key=lambda outcome: READING_ORDER[outcome.verdict])),
        opinion_line=opinion_line(briefing, task),
    )


def found_line(result: TaskResult) -> str:
    """Return the sentence on top: `Your text makes 3 of 6 points the author looks for; 2 are for you to decide.`."""
    if not result.items:
        return ""
    if is_undecided(result):
        return undecided_line(result, tr("Your text was not graded"), "point")
    good = [item for item in result.items if (item.points or 0) > 0]
    avoided = [item for item in result.items if (item.points or 0) < 0]
    own = sum(item.verdict == "met" and item.decided_by == "participant" for item in good)
    made = sum(item.verdict == "met" for item in good) - own
    unsure = sum(item.verdict == "unsure" for item in good)
    against = sum(item.verdict == "met" for item in avoided)
    doubtful = sum(item.verdict == "unsure" for item in avoided)
    of_all = tr("of {points} the author looks for", points=counted(len(good), "point"))
    parts = [tr("Your text makes {made} {of_all}", made=made, of_all=of_all)] + (
        [tr("{own} more by your own verdict", own=own)] if own else []
    )
    if was_not_graded(result):
        parts = [tr("By your own verdict your text makes {own} {of_all}", own=own, of_all=of_all)]
    parts += [left_to_decide(unsure)] if unsure else []
    parts += (
        [tr("{sentences} would have been better left out", sentences=counted(against, "sentence"))] if against else []
    )
    parts += [_doubts(doubtful, also=bool(unsure))] if doubtful else []
    return "; ".join(parts) + "."


def _doubts(doubtful: int, *, also: bool) -> str:
    """Return that it is open whether the text says what an informed leader leaves out."""
    things = tr("something") if doubtful == 1 else tr("{number} things", number=doubtful)
    if also:
        return tr("you also decide whether it says {things} better left out", things=things)
    return tr("you decide whether it says {things} better left out", things=things)


def _summary(result: TaskResult) -> str:
    """Return why points are open, and what was found; what was not graded has its reason only."""
    found = "" if is_undecided(result) else found_line(result)
    return " ".join(part for part in (result.note, found) if part)


def _not_made(criterion: Criterion, text: str) -> Item | None:
    """Return a point that nobody wrote a word about: who left the letter out learns what it was to say."""
    if text.strip() or criterion.points < 0:
        return None
    return Item(criterion.id, "not_met", criterion.why, "exact", criterion.points)


def _outcome(briefing: Briefing, task: MemoTask, criterion: Criterion, item: Item, text: str) -> CriterionOutcome:
    evidence = item.evidence or ""
    start = text.find(evidence) if evidence else -1
    said = said_of(briefing, task.id, criterion.id)
    verdicts = POSITIVE if criterion.points > 0 else AVOIDED
    return CriterionOutcome(
        item_id=criterion.id,
        statement=criterion.statement,
        verdict=verdicts[item.verdict],
        avoid=criterion.points < 0,
        evidence=evidence,
        evidence_start=start,
        evidence_end=start + len(evidence) if start >= 0 else -1,
        why=criterion.why,
        samples_met=criterion.met,
        samples_not_met=criterion.not_met,
        you_thought="" if said is None else "made" if said else "not made",
        decided_by_you=item.decided_by == "participant" and item.verdict != "unsure",
        can_contest=item.decided_by in {"grader", "model"} and item.verdict != "unsure",
        opinion=opinion_view(briefing, task, criterion),
    )
