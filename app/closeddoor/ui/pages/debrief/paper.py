"""The debrief as a document on paper: the same words in the same order, set like a report."""

from collections.abc import Iterator

from closeddoor.language import tr
from closeddoor.presenters.paper import Steps
from closeddoor.presenters.states.briefing import NoteView
from closeddoor.presenters.states.debrief import (
    ChoiceDebrief,
    DebriefViewState,
    EstimateDebrief,
    HighlightDebrief,
    InterviewDebrief,
    MemoDebrief,
    TaskDebrief,
    WorkbookDebrief,
)
from closeddoor.presenters.states.shared import UNPROTECTED, Verdict
from closeddoor.text.blocks import Block, Container, Heading, Paragraph, Run
from closeddoor.ui.pages.debrief.interview import BADGE, asked_words
from closeddoor.ui.pages.debrief.memo import badge_word
from closeddoor.ui.pages.debrief.overview import said_of
from closeddoor.ui.paper import heading, paragraph, table
from closeddoor.ui.pdf import pdf_steps
from closeddoor.ui.theme.verdicts import VERDICTS
from closeddoor.ui.widgets.document.ranges import LOOKS

QUOTED = Container(quotes=1)
OWN_TITLE, NOTES_TITLE, NEXT_TITLE, TERMS_TITLE = (
    tr("Before reading on"),
    tr("Your notes"),
    tr("To take along"),
    tr("Terms"),
)


def pdf_of_debrief(state: DebriefViewState) -> Steps:
    """Return the steps that set the whole debrief as a PDF; it holds no score."""
    return pdf_steps(blocks_of(state), state.title, UNPROTECTED)


def blocks_of(state: DebriefViewState) -> tuple[Block, ...]:
    """Return what is set, in the order of the page."""
    return (*_front(state), *(block for task in state.tasks for block in _task(task)), *_back(state))


def _front(state: DebriefViewState) -> Iterator[Block]:
    yield heading(1, state.title)
    yield paragraph(tr("Debrief · {module}", module=state.module), italic=True)
    yield paragraph(state.headline, bold=True)
    if state.expected or state.surprised:
        yield heading(2, OWN_TITLE)
        yield from _named(tr("You expected"), state.expected)
        yield from _named(tr("What surprised you"), state.surprised)
    for erratum in state.errata:
        yield from _named(tr("Corrected since"), erratum)
    rows = [(each.title, said_of(each), each.line) for each in state.outcomes]
    yield table((tr("Part"), tr("Caught"), tr("What came of it")), rows)


def _back(state: DebriefViewState) -> Iterator[Block]:
    yield from state.debrief.blocks
    if state.noted:
        yield heading(2, NOTES_TITLE)
    for document in state.noted:
        yield heading(3, document.title)
        yield from _notes(document.notes)
    if state.terms:
        yield heading(2, TERMS_TITLE)
        yield table(
            (tr("Term"), tr("Means"), tr("Matters here")),
            [(each.term, each.means, each.matters) for each in state.terms],
        )
    kept = [card for card in state.cards if card.card_id is not None]
    if state.next_time or kept:
        yield heading(2, NEXT_TITLE)
        yield from _named(tr("Next time I will ask"), state.next_time)
    if kept:
        yield table((tr("When"), tr("Ask"), tr("Because")), [(card.when, card.ask, card.because) for card in kept])
    yield paragraph(state.facts_line, italic=True)


def _task(task: TaskDebrief) -> Iterator[Block]:
    yield heading(1, task.title)
    if task.summary:
        yield paragraph(task.summary)
    match task:
        case HighlightDebrief():
            yield from _highlight(task)
        case InterviewDebrief():
            yield from _interview(task)
        case ChoiceDebrief():
            yield from _choice(task)
        case EstimateDebrief():
            yield from _estimate(task)
        case WorkbookDebrief():
            yield from _workbook(task)
        case MemoDebrief():
            yield from _memo(task)


def _highlight(task: HighlightDebrief) -> Iterator[Block]:
    yield heading(2, task.document.title)
    for place in task.places:
        word = tr("You stand by this mark") if place.stands_by else LOOKS[place.verdict].word
        yield _verdict(place.verdict, word, place.heading)
        yield paragraph(f"“{place.quote}”", container=QUOTED)
        yield paragraph(" ".join(part for part in (place.yours, place.why) if part))
    if task.document.notes:
        yield heading(3, NOTES_TITLE)
        yield from _notes(task.document.notes)


def _interview(task: InterviewDebrief) -> Iterator[Block]:
    for fact in task.facts:
        yield _verdict(fact.verdict, BADGE.get(fact.verdict, ""), _by_you(decided_by_you=fact.decided_by_you))
        yield paragraph(f"“{fact.says}”", container=QUOTED)
        yield paragraph(" ".join(part for part in (asked_words(fact), fact.why) if part))
    if task.agreement_line:
        yield paragraph(task.agreement_line, italic=True)


def _choice(task: ChoiceDebrief) -> Iterator[Block]:
    if task.confidence_line:
        yield paragraph(task.confidence_line)
    for option in task.options:
        signs = [option.best_word] if option.is_best else []
        signs += [tr("Your choice")] if option.is_yours else []
        signs += [option.harm_word] if option.harm_word else []
        verdict: Verdict = "found" if option.is_best else "decoy" if option.harm_word else "neutral"
        yield _verdict(verdict, ", ".join(signs), option.title) if signs else paragraph(option.title, bold=True)
        yield paragraph(option.why)


def _estimate(task: EstimateDebrief) -> Iterator[Block]:
    verdict: Verdict = "found" if task.is_inside else "missed"
    yield _verdict(verdict, tr("The true figure"), task.answer_line)
    yield paragraph(" ".join(part for part in (task.interval_line, task.why) if part))


def _workbook(task: WorkbookDebrief) -> Iterator[Block]:
    if task.is_answered:
        rows = [(_with_unit(each.title, each.unit), each.proposed, each.yours) for each in task.outputs]
        yield table((tr("Result"), tr("As proposed"), tr("At your values")), rows)
    for each in task.inputs:
        title = _with_unit(each.title, each.unit)
        if each.is_right is None:
            yield paragraph(title, bold=True)
        else:
            yield _verdict(
                "found" if each.is_right else "missed", tr("Right") if each.is_right else tr("Not supported"), title
            )
        yours = tr("Yours: {yours}. ", yours=each.yours) if each.yours else ""
        yield paragraph(
            tr(
                "{yours}Proposed: {proposed}. The evidence supports: {defensible}. {why}",
                yours=yours,
                proposed=each.proposed,
                defensible=each.defensible,
                why=each.why,
            )
        )


def _memo(task: MemoDebrief) -> Iterator[Block]:
    if task.text:
        yield heading(2, tr("Your text"))
        for written in filter(None, task.text.split("\n")):
            yield paragraph(written, container=QUOTED)
        yield heading(2, tr("Point by point"))
    for each in task.criteria:
        yield _verdict(each.verdict, badge_word(each), _by_you(decided_by_you=each.decided_by_you))
        yield paragraph(each.statement, bold=True)
        if each.evidence:
            yield paragraph(f"“{each.evidence}”", container=QUOTED)
        yield paragraph(each.why)
        if each.opinion:
            yield paragraph(f"{VERDICTS[each.opinion.verdict].shape} {each.opinion.word}. {each.opinion.line}")
    if task.opinion_line:
        yield paragraph(task.opinion_line, italic=True)
    if task.agreement_line:
        yield paragraph(task.agreement_line, italic=True)


def _notes(notes: tuple[NoteView, ...]) -> Iterator[Block]:
    for note in notes:
        yield paragraph(f"“{note.quote}”", container=QUOTED)
        yield paragraph(note.text)


def _named(name: str, said: str) -> Iterator[Block]:
    if said:
        yield Paragraph((Run(f"{name}: ", 0, bold=True), Run(said, 0)))


def _verdict(verdict: Verdict, word: str, more: str = "") -> Block:
    """Return the line that stands over an item: sign, word, and what the item is."""
    rest = f" · {more}" if more else ""
    return Heading(3, (Run(f"{VERDICTS[verdict].shape} {word}", 0, bold=True), Run(rest, 0)))


def _by_you(*, decided_by_you: bool) -> str:
    return tr("by your own verdict") if decided_by_you else ""


def _with_unit(title: str, unit: str) -> str:
    return f"{title}, {unit}" if unit else title
