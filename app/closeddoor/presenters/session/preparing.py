"""One briefing made ready for a group: slides, run of show, and what is printed."""

from collections.abc import Iterator
from itertools import accumulate

from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.language import tr
from closeddoor.presenters.modules import MODULE_TITLES
from closeddoor.presenters.pack_words import authors_of
from closeddoor.presenters.session.order import Section, in_order
from closeddoor.presenters.session.plays import Play, play_of
from closeddoor.presenters.states.session import Prepared, Slide, StepRow, TitledText
from closeddoor.presenters.words import long_date, whole_line
from closeddoor.services.session import SectionName, ShowStep, run_of_show
from closeddoor.text.read import read_document, read_markdown, render_plain

OPENING = tr("Before we begin")
SITUATION = tr("The situation")
DEBRIEF = tr("The debrief")
CLOSE = tr("To take along")

RULE = tr(
    "Whoever is here may use what is said. Nobody tells who said it, or who was here.\n"
    "No names, no scores. Nothing that happens in this session is stored.\n"
    "Everyone may pass, at any point, without a reason."
)
CAN_YOU_LIVE_WITH_IT = tr("Can everybody live with that?")
NEXT_MEETING = tr("In my next meeting I will ask …")
ON_PAPER = tr("On your own paper, which you keep.")


def prepare(pack: Pack, scenario: Scenario) -> Prepared:
    """Return everything a session of `scenario` shows and prints; slow enough to be kept off the window's thread."""
    plays = tuple((task, play_of(task, scenario.documents_by_id)) for task in scenario.tasks)
    show = run_of_show(pack, scenario)
    info = pack.info
    return Prepared(
        pack_id=info.id,
        scenario_id=scenario.id,
        title=whole_line(scenario.title),
        pack_title=whole_line(info.title),
        module=MODULE_TITLES[scenario.module],
        role=scenario.role,
        credit_line=tr("{title} {version}, by {authors} · {licence}", title=info.title, version=info.version,
                       authors=authors_of(info), licence=info.licence),
        facts_line=tr("Facts as of {facts_as_of}", facts_as_of=long_date(info.facts_as_of)),
        situation=read_markdown(scenario.situation),
        documents=tuple(TitledText(each.title, read_document(each.markdown)) for each in scenario.documents),
        terms=tuple((term.term, term.means, term.matters) for term in scenario.terms),
        debrief=read_markdown(scenario.debrief),
        guide=read_markdown(pack.guide) if pack.guide else None,
        steps=_rows(show.steps),
        is_run_of_guide=show.is_of_guide,
        slides=in_order(tuple(_sections(scenario, [play for _, play in plays])), show),
        hands=tuple(play.hands for _, play in plays if play.hands is not None),
    )  # fmt: skip


def _sections(scenario: Scenario, plays: list[Play]) -> Iterator[Section]:
    """Yield what is shown, in the order of the briefing."""
    yield Section((), (Slide(OPENING, scenario.title, render_plain(RULE), question=CAN_YOU_LIVE_WITH_IT),))
    yield Section((SectionName.SITUATION,), (Slide(SITUATION, scenario.role, read_markdown(scenario.situation)),))
    for each in scenario.documents:
        yield Section((SectionName.DOCUMENTS,), (Slide(each.title, each.title, read_document(each.markdown)),))
    for task, play in zip(scenario.tasks, plays, strict=True):
        yield Section((task.id, task.type), play.slides)
    yield Section((SectionName.DEBRIEF,), (Slide(DEBRIEF, DEBRIEF, read_markdown(scenario.debrief)),))
    yield Section((SectionName.CLOSE,), (Slide(CLOSE, NEXT_MEETING, render_plain(ON_PAPER)),))


def _rows(steps: tuple[ShowStep, ...]) -> tuple[StepRow, ...]:
    ends = list(accumulate(step.minutes for step in steps))
    return tuple(
        StepRow(tr("{start} to {end}", start=end - step.minutes, end=end), step.title, step.minutes)
        for step, end in zip(steps, ends, strict=True)
    )
