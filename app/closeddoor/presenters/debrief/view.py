"""From a scored briefing to what the debrief shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from closeddoor.domain.cards import Card
from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.base import NO_RESPONSE, Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.language import tr
from closeddoor.policy.in_force import why_not
from closeddoor.policy.rules import Policy
from closeddoor.presenters.briefing.rendering import rendered_markdown
from closeddoor.presenters.debrief import choice, estimate, highlight, interview, memo, workbook
from closeddoor.presenters.debrief.closing import again_of, cards_of, errata_of, noted_of, terms_of
from closeddoor.presenters.debrief.overview import headline_of, nothing_line, outcomes_of
from closeddoor.presenters.modules import MODULE_TITLES
from closeddoor.presenters.states.debrief import DebriefViewState, TaskDebrief
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import long_date, point_range
from closeddoor.services.practice import Briefing
from closeddoor.services.shelf import Shelf
from closeddoor.text.author_cards import part_cards


@dataclass(frozen=True)
class Beside:
    """What a debrief shows that is not in the briefing itself: what others know, and what is going on.

    `agreement_lines` say by task how far the grader can be trusted; `kept` are the author's cards that were kept.
    """

    agreement_lines: Mapping[str, str] = field(default_factory=dict)
    shelf: Shelf | None = None
    kept: tuple[Card, ...] = ()
    saved_line: str = ""
    busy: Busy | None = None
    problem: Problem | None = None


def debrief_view(briefing: Briefing, beside: Beside = Beside()) -> DebriefViewState:
    """Return the whole page."""
    scenario, result, notes = briefing.scenario, briefing.scored(), briefing.notes
    info, shelf = briefing.pack.info, beside.shelf
    pairs = [(task, _in_words(briefing, task, outcome)) for task in scenario.tasks if (outcome := result.task(task.id))]
    text, cards = part_cards(rendered_markdown(scenario.debrief))
    return DebriefViewState(
        title=scenario.title,
        module=tr(
            "{module_titles} · level {level}", module_titles=MODULE_TITLES[scenario.module], level=scenario.level
        ),
        headline=headline_of(briefing, pairs),
        points_headline=point_range(result.low, result.high, result.max),
        expected=notes.expected,
        surprised=notes.surprised,
        own_account_given=notes.account_given,
        tasks=tuple(_task(briefing, task, outcome, beside.agreement_lines.get(task.id, "")) for task, outcome in pairs),
        debrief=text,
        next_time=notes.next_time,
        facts_line=_facts_line(briefing),
        outcomes=outcomes_of(briefing, pairs),
        practised=scenario.outcomes,
        cards=cards_of(cards, beside.kept),
        terms=terms_of(scenario),
        noted=noted_of(briefing),
        again=again_of(briefing, shelf) if shelf else (),
        errata=errata_of(info, shelf.pack(info.id) if shelf else None),
        attempt_id=briefing.attempt_id,
        unsigned=shelf is not None and shelf.is_unsigned(info.id),
        saved_line=beside.saved_line,
        export_refusal=why_not(Policy.check_export),
        busy=beside.busy,
        problem=beside.problem,
    )


def _in_words(briefing: Briefing, task: Task, outcome: TaskResult) -> TaskResult:
    """Return the outcome without the score in its note, which is shown on demand, and with the silences that cost."""
    if isinstance(task, InterviewTask):
        outcome = interview.that_matters(task, outcome)
    return replace(outcome, note=nothing_line(briefing, task)) if outcome.note == NO_RESPONSE else outcome


def _task(briefing: Briefing, task: Task, outcome: TaskResult, agreement_line: str) -> TaskDebrief:
    match task:
        case HighlightTask():
            return highlight.highlight_debrief(briefing, task, outcome)
        case InterviewTask():
            return interview.interview_debrief(briefing, task, outcome, agreement_line)
        case ChoiceTask() | DecisionTask():
            return choice.choice_debrief(briefing, task, outcome)
        case EstimateTask():
            return estimate.estimate_debrief(briefing, task, outcome)
        case WorkbookTask():
            return workbook.workbook_debrief(briefing, task, outcome)
        case MemoTask():
            return memo.memo_debrief(briefing, task, outcome, agreement_line)
        case _:
            raise TypeError(type(task))


def _facts_line(briefing: Briefing) -> str:
    info = briefing.pack.info
    return tr(
        "Facts as of {facts_as_of}, due for review on {review_due}. {title} {version}, {licence}.",
        facts_as_of=long_date(info.facts_as_of),
        review_due=long_date(info.review_due),
        title=info.title,
        version=info.version,
        licence=info.licence,
    )
