"""How a group plays a task: what is put to the room, and what is shown after it. One row a task type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from closeddoor.domain.document import Document, Documents
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import Fact, InterviewTask
from closeddoor.domain.tasks.memo import Criterion, MemoTask
from closeddoor.domain.tasks.options import Option
from closeddoor.domain.tasks.workbook import Input, WorkbookTask
from closeddoor.language import tr
from closeddoor.presenters.briefing.choice import OptionsTask, picks_many
from closeddoor.presenters.briefing.numbers import shown_figure
from closeddoor.presenters.briefing.workbook import shown_value
from closeddoor.presenters.debrief.choice import MERIT
from closeddoor.presenters.debrief.workbook import defensible_words
from closeddoor.presenters.states.session import HandsPart, Reason, Slide
from closeddoor.text.blocks import RenderedText
from closeddoor.text.read import read_document, read_markdown, render_plain

WOULD_YOU_SIGN = tr("Would you put your name under this?")
WHICH = tr("Which would you choose?")
WHICH_OF_THEM = tr("Which of these would you choose? As many as apply.")
HOW_MUCH = tr("What is your number, and between which two are you 80% sure?")
ASKED = tr("Who has a question?")
WOULD_YOU_WRITE = tr("Three sentences, on your own paper.")
WOULD_YOU_ACCEPT = tr("Which of these would you not accept as it stands?")
SOUND = tr("Sound")


@dataclass(frozen=True)
class Play:
    """A task as slides, and its part of the sheet to count hands on, where hands can be raised."""

    slides: tuple[Slide, ...]
    hands: HandsPart | None = None


def play_of(task: Task, documents: Documents) -> Play:
    """Return how a group plays `task`."""
    return PLAYS[task.type](task, documents)


def _highlight(task: HighlightTask, documents: Documents) -> Play:
    """Each marked place in the order of the document: the place first, then what is to be said of it."""
    document = documents[task.document]
    text = read_document(document.markdown)
    reasons = _reasons(task)
    slides = []
    for span in sorted((span for span in document.spans if span.id in reasons), key=lambda span: span.start):
        asked = Slide(task.title, document.title, text, (span.start, span.end), WOULD_YOU_SIGN)
        slides += [asked, replace(asked, question="", reason=reasons[span.id])]
    quotes = tuple(_quote(document, slide.mark) for slide in slides if slide.mark and slide.question)
    return Play((_put(task), *slides), HandsPart(task.title, WOULD_YOU_SIGN, quotes))


def _reasons(task: HighlightTask) -> dict[str, Reason]:
    labels = {label.id: label.title for label in task.labels}
    targets = {each.span: Reason("missed", labels[each.label], each.why) for each in task.targets}
    return {**targets, **{each.span: Reason("decoy", SOUND, each.why) for each in task.decoys}}


def _quote(document: Document, mark: tuple[int, int]) -> str:
    return " ".join(document.displayed[mark[0] : mark[1]].split())


def _options(task: OptionsTask, _documents: Documents) -> Play:
    many = picks_many(task)
    question = WHICH_OF_THEM if many else WHICH
    listed = (
        read_markdown(task.prompt),
        *(render_plain(f"{n}.  {each.title}") for n, each in enumerate(task.options, 1)),
    )
    asked = Slide(task.title, task.title, _joined(*listed), question=question)
    shown = (
        Slide(task.title, task.title, render_plain(each.title), reason=_option_reason(each, many=many))
        for each in task.options
    )
    return Play((asked, *shown), HandsPart(task.title, question, tuple(each.title for each in task.options)))


def _option_reason(option: Option, *, many: bool) -> Reason:
    if many:
        word = tr("Belongs") if option.credit > 0 else tr("Does harm") if option.credit < 0 else tr("Neither way")
        return Reason("found" if option.credit > 0 else "missed" if option.credit < 0 else "neutral", word, option.why)
    if option.credit == 1:
        return Reason("found", tr("What the author would choose"), option.why)
    if option.credit >= MERIT:
        return Reason("partly", tr("The author sees merit in it"), option.why)
    return Reason("missed", tr("The author would not"), option.why)


def _estimate(task: EstimateTask, _documents: Documents) -> Play:
    asked = _put(task, HOW_MUCH)
    answer = f"{shown_figure(task.answer)} {task.unit}"
    reason = Reason("found", tr("The figure"), task.why)
    return Play((asked, Slide(task.title, task.title, render_plain(answer), reason=reason)))


def _workbook(task: WorkbookTask, _documents: Documents) -> Play:
    listed = (render_plain(_assumption(each)) for each in task.inputs)
    asked = Slide(task.title, task.title, _joined(read_markdown(task.prompt), *listed), question=WOULD_YOU_ACCEPT)
    shown = (
        Slide(task.title, task.title, render_plain(_assumption(each)), reason=_supported(each)) for each in task.inputs
    )
    hands = HandsPart(task.title, WOULD_YOU_ACCEPT, tuple(map(_assumption, task.inputs)))
    return Play((asked, *shown), hands)


def _assumption(each: Input) -> str:
    unit = "" if each.kind == "toggle" else f" {each.unit}"
    return tr("{title}: proposed {value}{unit}", title=each.title, value=shown_value(each, each.proposed), unit=unit)


def _supported(each: Input) -> Reason:
    holds = each.is_right(each.proposed)
    word = tr("The evidence supports: {values}", values=defensible_words(each))
    return Reason("decoy" if holds else "found", word, each.why)


def _memo(task: MemoTask, _documents: Documents) -> Play:
    shown = (Slide(task.title, task.title, render_plain(each.statement), reason=_point(each)) for each in task.criteria)
    return Play((_put(task, WOULD_YOU_WRITE), *shown))


def _point(criterion: Criterion) -> Reason:
    if criterion.points > 0:
        return Reason("found", tr("Worth writing"), criterion.why)
    return Reason("missed", tr("Better left out"), criterion.why)


def _interview(task: InterviewTask, _documents: Documents) -> Play:
    persona = task.persona
    opening = render_plain(
        tr("{name}, {title}: “{says}”", name=persona.name, title=persona.title, says=persona.opening)
    )
    asked = Slide(task.title, task.title, _joined(read_markdown(task.prompt), opening), question=ASKED)
    return Play((asked, *(_fact(task, fact) for fact in task.facts)))


def _fact(task: InterviewTask, fact: Fact) -> Slide:
    reason = Reason("found", tr("To who asks: {question}", question=fact.asked[0]), fact.why)
    return Slide(task.title, task.persona.name, render_plain(f"“{fact.says}”"), reason=reason)


def _put(task: Task, question: str = "") -> Slide:
    return Slide(task.title, task.title, read_markdown(task.prompt), question=question)


def _joined(*texts: RenderedText) -> RenderedText:
    """Return several texts as one to be read; nothing refers to places in it."""
    blocks = tuple(block for text in texts for block in text.blocks)
    return RenderedText(blocks, "\n".join(text.displayed for text in texts))


PLAYS: Mapping[str, Callable[[Any, Documents], Play]] = {
    HighlightTask.type: _highlight,
    ChoiceTask.type: _options,
    DecisionTask.type: _options,
    EstimateTask.type: _estimate,
    WorkbookTask.type: _workbook,
    MemoTask.type: _memo,
    InterviewTask.type: _interview,
}
