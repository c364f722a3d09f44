"""What a session needs on paper: the guide with all reasons, the participants' documents, a sheet to count hands on.

Only the first one holds what the author thinks. The last one names the places that matter, without a word on them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from closeddoor.language import tr
from closeddoor.presenters.paper import Steps
from closeddoor.presenters.states.session import PaperKind, Prepared, Slide
from closeddoor.text.blocks import Block, Container, Heading
from closeddoor.ui.paper import heading, paragraph, table
from closeddoor.ui.pdf import pdf_steps

QUOTED = Container(quotes=1)
FOR_YOU_ALONE = tr("For the facilitator. It holds what the author thinks: do not hand it out.")
ON_THE_TABLE = tr("For participants.")
NO_NAMES = tr("Count hands, write down no names. Throw the sheet away after the session.")
NO_HANDS = tr("This briefing has nothing to raise hands for. Ask the room once before and once after the argument.")


@dataclass(frozen=True)
class Paper:
    """One of the papers: what it is called, and what is at the foot of its pages."""

    title: str
    foot: str
    blocks: Callable[[Prepared], Iterator[Block]]


def paper_steps(kind: PaperKind, prepared: Prepared) -> Steps:
    """Return the steps that set one of the papers as a PDF."""
    paper = PAPERS[kind]
    return pdf_steps(paper.blocks(prepared), paper_title(kind, prepared), f"{paper.foot} {prepared.credit_line}")


def paper_title(kind: PaperKind, prepared: Prepared) -> str:
    return tr("{paper}, {title}", paper=PAPERS[kind].title, title=prepared.title)


def guide_blocks(prepared: Prepared) -> Iterator[Block]:
    """Give what the facilitator holds in hand: the author's guide, the run of show, every place with its reason."""
    yield heading(1, prepared.title)
    yield paragraph(tr("Discussion guide · {module}", module=prepared.module), italic=True)
    yield paragraph(prepared.facts_line, italic=True)
    yield heading(2, tr("Run of show"))
    rows = [(step.when, step.title) for step in prepared.steps]
    yield table((tr("Minutes"), tr("What")), rows)
    yield heading(2, tr("The situation"))
    yield paragraph(prepared.role, bold=True)
    yield from prepared.situation.blocks
    part = ""
    for slide in _of_tasks(prepared):
        if slide.part != part:
            part = slide.part
            yield heading(1, part)
        yield from _reason(slide) if slide.reason else ()
    yield heading(1, tr("The debrief"))
    yield from lowered(prepared.debrief.blocks)
    if prepared.guide is not None:
        yield heading(1, tr("The author's guide"))
        yield from lowered(prepared.guide.blocks)


def document_blocks(prepared: Prepared) -> Iterator[Block]:
    """Give what a participant gets on paper: what they would see on their own screen before any work."""
    yield heading(1, prepared.title)
    yield paragraph(prepared.role, bold=True)
    yield from prepared.situation.blocks
    for document in prepared.documents:
        yield heading(1, document.title)
        yield from document.text.blocks
    if prepared.terms:
        yield heading(1, tr("Terms"))
        yield table((tr("Term"), tr("Means"), tr("Matters here")), prepared.terms)
    yield paragraph(prepared.facts_line, italic=True)


def hands_blocks(prepared: Prepared) -> Iterator[Block]:
    """Give the questions that hands are raised for, with room for a count before the argument and one after it."""
    yield heading(1, tr("A show of hands"))
    yield paragraph(prepared.title, bold=True)
    yield paragraph(NO_NAMES)
    if not prepared.hands:
        yield paragraph(NO_HANDS)
        lines: tuple[str, ...] = (tr("Would go along with the paper as it stands"), tr("Would not"), tr("Pass"))
        yield _count(lines)
    for part in prepared.hands:
        yield heading(2, part.title)
        yield paragraph(part.question)
        yield _count(part.lines)


def lowered(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Give the blocks of a text with a title of its own as part of a longer one: each heading a level lower."""
    for block in blocks:
        yield Heading(min(block.level + 1, 6), block.inlines, block.container) if isinstance(block, Heading) else block


def _of_tasks(prepared: Prepared) -> Iterator[Slide]:
    """Give the slides that show what a task is about; those with a question alone are followed by its reason."""
    return (slide for slide in prepared.slides if slide.reason is not None)


def _reason(slide: Slide) -> Iterator[Block]:
    reason = slide.reason
    if reason is None:
        return
    yield heading(3, reason.word)
    if slide.mark is not None:
        start, end = slide.mark
        yield paragraph(f"“{' '.join(slide.text.displayed[start:end].split())}”", container=QUOTED)
    else:
        yield paragraph(slide.text.displayed, container=QUOTED)
    yield paragraph(reason.why)


def _count(lines: tuple[str, ...]) -> Block:
    return table(
        (tr("Hands for"), tr("Before"), tr("After")), [(f"{n}.  {line}", "", "") for n, line in enumerate(lines, 1)]
    )


PAPERS: Mapping[PaperKind, Paper] = {
    "guide": Paper(tr("Discussion guide"), FOR_YOU_ALONE, guide_blocks),
    "documents": Paper(tr("Documents for participants"), ON_THE_TABLE, document_blocks),
    "hands": Paper(tr("Show of hands"), tr("For the facilitator."), hands_blocks),
}
