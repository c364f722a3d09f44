"""From a briefing in hand to what its page shows; pure, one function per step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from closeddoor.domain.document import Document
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask, Quote
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.quotes import FoldedText, Place
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.presenters.briefing import choice, estimate, workbook
from closeddoor.presenters.states.briefing import (
    AnswerSummary,
    BriefingViewState,
    ChoiceState,
    CommitState,
    DocumentView,
    EstimateState,
    HighlightState,
    InterviewLine,
    InterviewState,
    LabelView,
    MarkView,
    MemoState,
    PointView,
    ReadState,
    SelfScoreState,
    Step,
    StepBody,
    StepState,
    TermView,
    WorkbookState,
)
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import counted
from closeddoor.services.practice import COMMIT, READ, SELF_SCORE, Briefing, steps_of
from closeddoor.services.practice.limits import limit_line
from closeddoor.text import RenderedText, read_document, read_markdown

MODULE_TITLES = {
    "vendor-proposal": "Vendor proposal",
    "business-case": "Business case",
    "risk": "AI risk",
    "project-update": "Project update",
    "public-statement": "Public statement",
}
NOT_SAID_HOW_SURE = "Not yet said how sure"
NO_ANSWER = "No answer yet"
NOT_COMPLETE = "Not complete yet"
FORWARD = "Continue"
FORWARD_AT = {READ: "Begin the work", COMMIT: "Commit my answers", SELF_SCORE: "Show the debrief"}


def briefing_view(
    briefing: Briefing,
    step_id: str,
    *,
    question: str = "",
    typed: Mapping[str, str] | None = None,
    saved_line: str = "",
    busy: Busy | None = None,
    problem: Problem | None = None,
) -> BriefingViewState:
    """Return the page at `step_id`; `question` is the interview question being written, `typed` the figures."""
    scenario = briefing.scenario
    body = _body(briefing, step_id, _Writing(question, typed or {}, waiting=busy is not None))
    return BriefingViewState(
        title=scenario.title,
        module=f"{MODULE_TITLES[scenario.module]} · level {scenario.level}",
        steps=_steps(briefing, step_id),
        body=body,
        reading=tuple(document_view(document) for document in scenario.documents),
        terms=tuple(TermView(term.term, term.means, term.matters) for term in scenario.terms),
        can_go_back=step_id != READ and not briefing.is_committed,
        forward_title=FORWARD_AT.get(SELF_SCORE if briefing.is_committed else step_id, FORWARD),
        can_edit=not briefing.is_committed,
        saved_line=saved_line,
        open_line=_open_line(briefing, step_id, body),
        busy=busy,
        problem=problem,
    )


@dataclass(frozen=True)
class _Writing:
    """What is being written and not kept yet, or kept in another form."""

    question: str
    typed: Mapping[str, str]
    waiting: bool


@lru_cache(maxsize=32)
def rendered_document(markdown: str) -> RenderedText:
    return read_document(markdown)


@lru_cache(maxsize=64)
def rendered_markdown(markdown: str) -> RenderedText:
    return read_markdown(markdown)


def document_view(document: Document) -> DocumentView:
    return DocumentView(document.id, document.title, rendered_document(document.markdown))


def _steps(briefing: Briefing, step_id: str) -> tuple[Step, ...]:
    steps = steps_of(briefing.scenario)
    current = [step.id for step in steps].index(step_id)
    answered = _answered(briefing)
    return tuple(
        Step(step.id, step.title, step.minutes, _step_state(place, current), step.id in answered)
        for place, step in enumerate(steps)
    )


def _answered(briefing: Briefing) -> set[str]:
    """Return the steps that have what they ask for; the documents are shown from the first moment."""
    return {READ, *briefing.response().answers, *([COMMIT] if briefing.is_committed else [])}


def _step_state(place: int, current: int) -> StepState:
    if place == current:
        return "current"
    return "done" if place < current else "ahead"


def _body(briefing: Briefing, step_id: str, writing: _Writing) -> StepBody:
    scenario = briefing.scenario
    if step_id == READ:
        return ReadState(scenario.role, rendered_markdown(scenario.situation), scenario.outcomes)
    if step_id == COMMIT:
        return CommitState(tuple(_summary(briefing, task) for task in scenario.tasks))
    if step_id == SELF_SCORE:
        return SelfScoreState(_points(briefing))
    task = next(task for task in scenario.tasks if task.id == step_id)
    return _task_body(briefing, task, writing)


def _task_body(briefing: Briefing, task: Task, writing: _Writing) -> StepBody:
    answer, prompt = briefing.answers.get(task.id, {}), rendered_markdown(task.prompt)
    match task:
        case HighlightTask():
            return _highlight(briefing, task)
        case InterviewTask():
            return _interview(briefing, task, writing)
        case ChoiceTask() | DecisionTask():
            return choice.choice_state(task, answer, prompt)
        case EstimateTask():
            return estimate.estimate_state(task, answer, writing.typed, prompt)
        case WorkbookTask():
            return workbook.workbook_state(task, answer, writing.typed, prompt)
        case MemoTask():
            words = (int(task.words[0]), int(task.words[1]))
            return MemoState(task.title, prompt, words, str(answer.get("text", "")))
        case _:
            raise TypeError(type(task))


def _highlight(briefing: Briefing, task: HighlightTask) -> HighlightState:
    document = briefing.scenario.documents_by_id[task.document]
    return HighlightState(
        title=task.title,
        prompt=rendered_markdown(task.prompt),
        document=document_view(document),
        labels=tuple(LabelView(label.id, label.title) for label in task.labels),
        marks=marks_of(document, briefing.answers.get(task.id, {}).get("quotes", ())),
    )


def marks_of(document: Document, quotes: Sequence[dict[str, object]]) -> tuple[MarkView, ...]:
    """Return the places of kept quotes, in document order; a quote that is not in the text has none."""
    folded = FoldedText(document.displayed)
    marks = []
    for quote in quotes:
        occurrence = quote.get("occurrence", 1)
        place = folded.find(str(quote["quote"]), occurrence if isinstance(occurrence, int) else 1)
        if place is not None:
            text = document.displayed[place.start : place.end]
            marks.append(MarkView(place.start, place.end, text, str(quote["label"])))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def quotes_of(document: Document, marks: Sequence[MarkView]) -> list[dict[str, object]]:
    """Return marks as the quotes of a response, each with its occurrence where the words stand more than once."""
    folded = FoldedText(document.displayed)
    quotes: list[dict[str, object]] = []
    for mark in marks:
        found = folded.quote_at(Place(mark.start, mark.end))
        if found is not None:
            quote, occurrence = found
            quotes.append(Quote(quote, mark.label_id, occurrence).to_json())
    return quotes


def _interview(briefing: Briefing, task: InterviewTask, writing: _Writing) -> InterviewState:
    state, _ = briefing.interview(task)
    return InterviewState(
        title=task.title,
        prompt=rendered_markdown(task.prompt),
        persona_name=task.persona.name,
        persona_title=task.persona.title,
        lines=interview_lines(briefing, task),
        turns_left=state.turns_left(task),
        turns=task.turns,
        draft=writing.question,
        waiting=writing.waiting,
    )


def interview_lines(briefing: Briefing, task: InterviewTask) -> tuple[InterviewLine, ...]:
    """Return the conversation so far, the counterpart's opening first."""
    _, replies = briefing.interview(task)
    lines = [InterviewLine("counterpart", task.persona.opening)]
    for question, reply in zip(briefing.answers.get(task.id, {}).get("questions", ()), replies, strict=False):
        lines += [InterviewLine("participant", question), InterviewLine("counterpart", reply.text)]
    return tuple(lines)


def _open_line(briefing: Briefing, step_id: str, body: StepBody) -> str:
    """Return what an answer still lacks: without it none of it counts, and the place to give it may be out of sight."""
    match body:
        case ChoiceState(asks_confidence=True, confidence=None):
            return NOT_SAID_HOW_SURE
        case EstimateState() | WorkbookState() if _is_half_filled(briefing, step_id):
            return NOT_COMPLETE
        case WorkbookState(left_as_proposed=False):
            return NO_ANSWER
        case _:
            return ""


def _is_half_filled(briefing: Briefing, task_id: str) -> bool:
    return bool(briefing.answers.get(task_id)) and task_id not in briefing.response().answers


def _summary(briefing: Briefing, task: Task) -> AnswerSummary:
    answered = task.id in briefing.response().answers
    words = _answer_words(briefing, task) if answered else _nothing_words(briefing, task)
    limit = limit_line(briefing.answers.get(task.id, {}))
    return AnswerSummary(task.id, task.title, f"{words}. {limit}" if limit else words, answered)


def _answer_words(briefing: Briefing, task: Task) -> str:
    answer = briefing.answers[task.id]
    match task:
        case HighlightTask():
            return counted(len(answer["quotes"]), "mark")
        case InterviewTask():
            return f"{counted(len(answer['questions']), 'question')} asked"
        case ChoiceTask() | DecisionTask():
            return choice.answer_words(task, answer)
        case EstimateTask():
            return estimate.answer_words(task, answer)
        case WorkbookTask():
            return workbook.answer_words(answer)
        case MemoTask():
            return counted(len(answer["text"].split()), "word")
        case _:
            raise TypeError(type(task))


def _nothing_words(briefing: Briefing, task: Task) -> str:
    answer = briefing.answers.get(task.id, {})
    if isinstance(task, choice.OptionsTask) and choice.chosen_ids(answer):
        return "Chosen, but not yet how sure you are"
    if isinstance(task, EstimateTask | WorkbookTask) and answer:
        return "Begun, but not a complete answer yet"
    return NO_ANSWER


def _points(briefing: Briefing) -> tuple[PointView, ...]:
    """Every point of the memos that are answered, in a fixed order, and what the participant says of each."""
    answered = briefing.response().answers
    return tuple(
        PointView(task.id, criterion.id, criterion.statement, said_of(briefing, task.id, criterion.id))
        for task in briefing.scenario.tasks
        if isinstance(task, MemoTask) and task.id in answered
        for criterion in task.criteria
    )


def said_of(briefing: Briefing, task_id: str, item_id: str) -> bool | None:
    """Return what the participant said of a point before the verdicts; None when nothing."""
    return briefing.notes.thinks_made.get(task_id, {}).get(item_id)
