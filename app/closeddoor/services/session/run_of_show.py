"""The run of show: what happens when, as the facilitator's guide has it, or worked out where it has nothing.

In the guide it is a table whose first column holds minutes in every row: from and to ("18 to 33", "18–33"), or how long
("15"); the second column says what happens. A table under a heading that is the title of a scenario is that scenario's;
the first other one is everybody's. The words of the table and its other columns are free, in any language.

A cell behind the second that holds nothing but names of sections says what is on the wall in that step: `situation`,
`documents`, a type of task or the id of one, `debrief`, `close`. The clock then goes with the slides.
"""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.registry import TASK_SPECS
from closeddoor.domain.timing import reading_minutes, task_minutes
from closeddoor.language import tr
from closeddoor.text.blocks import Block, Cell, Heading, Inline, Run, Table
from closeddoor.text.read import read_markdown

MOST_MINUTES = 24 * 60
LEAST_READING_MINUTES = 5
"""People who read for others to see read no faster than this, however short the paper."""

OPENING_MINUTES, HANDS_MINUTES, TALK_MINUTES, DEBRIEF_MINUTES, CLOSE_MINUTES = 5, 3, 20, 7, 5
MINUTES_A_PLACE = 1.5
"""A show of hands and an argument about one marked place"""

_NUMBERS = re.compile(r"(\d{1,4})(?:\D{1,8}?(\d{1,4}))?\D{0,8}")


class SectionName(StrEnum):
    """What a guide calls those sections of a session that are not tasks."""

    SITUATION = "situation"
    DOCUMENTS = "documents"
    DEBRIEF = "debrief"
    CLOSE = "close"


@dataclass(frozen=True)
class ShowStep:
    """One line of the run of show. `shows` are the names of the sections that are on the wall meanwhile."""

    title: str
    minutes: int
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunOfShow:
    """`is_of_guide`: the author wrote it; else it was worked out from what there is to read and to do."""

    steps: tuple[ShowStep, ...]
    is_of_guide: bool

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def names_sections(self) -> bool:
        """Whether it says what is on the wall when; else nobody can tell which slide belongs to which step."""
        return any(step.shows for step in self.steps)


def run_of_show(pack: Pack, scenario: Scenario) -> RunOfShow:
    """Return what happens when with this scenario; never empty."""
    titles = [_folded(each.title) for each in pack.scenarios]
    names: set[str] = {*SectionName, *(spec.name for spec in TASK_SPECS), *(each.id for each in scenario.tasks)}
    found = _in_guide(pack.guide or "", _folded(scenario.title), titles, names)
    return RunOfShow(found, is_of_guide=True) if found else RunOfShow(tuple(_worked_out(scenario)), is_of_guide=False)


def _in_guide(guide: str, wanted: str, titles: Collection[str], names: Collection[str]) -> tuple[ShowStep, ...]:
    """Return the steps of the table for the scenario `wanted`; empty where there is none."""
    shared: tuple[ShowStep, ...] = ()
    for section, block in _sections(read_markdown(guide).blocks, titles):
        steps = _steps_of(block, names) if isinstance(block, Table) else ()
        if steps and section == wanted:
            return steps
        if steps and not section and not shared:
            shared = steps
    return shared


def _sections(blocks: Sequence[Block], titles: Collection[str]) -> Iterator[tuple[str, Block]]:
    """Give each block with the title of the scenario in whose section it stands; empty in no such section."""
    section, section_level = "", 0
    for block in blocks:
        if isinstance(block, Heading):
            title = _folded(_text(block.inlines))
            if title in titles:
                section, section_level = title, block.level
            elif block.level <= section_level:
                section, section_level = "", 0
        yield section, block


def _steps_of(table: Table, names: Collection[str]) -> tuple[ShowStep, ...]:
    """Return a step for each row, or none at all when one row has no minutes."""
    steps = []
    for first, *rest in table.rows[1:]:
        minutes = _minutes(_text(first.inlines))
        what = _what(rest)
        if minutes is None or not what:
            return ()
        steps.append(ShowStep(what, minutes, _sections_named(rest[1:], names)))
    return tuple(steps)


def _sections_named(cells: Sequence[Cell], names: Collection[str]) -> tuple[str, ...]:
    """Return what the first cell names that holds nothing but names of sections."""
    for cell in cells:
        words = tuple(_folded(_text(cell.inlines)).replace(",", " ").split())
        if words and all(word in names for word in words):
            return words
    return ()


def _minutes(text: str) -> int | None:
    numbers = _NUMBERS.fullmatch(text.strip())
    if numbers is None:
        return None
    first, second = numbers.groups()
    minutes = int(first) if second is None else int(second) - int(first)
    return minutes if 0 < minutes <= MOST_MINUTES else None


def _what(cells: Sequence[Cell]) -> str:
    return _text(cells[0].inlines).strip() if cells else ""


def _text(inlines: Sequence[Inline]) -> str:
    return "".join(each.text for each in inlines if isinstance(each, Run))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _worked_out(scenario: Scenario) -> Iterator[ShowStep]:
    reading = max(LEAST_READING_MINUTES, math.ceil(reading_minutes(scenario)))
    yield ShowStep(tr("The rule and the situation"), OPENING_MINUTES, (SectionName.SITUATION,))
    yield ShowStep(tr("Silent reading, pen in hand"), reading, (SectionName.DOCUMENTS,))
    for task in scenario.tasks:
        yield ShowStep(task.title, _of_task(task), (task.id,))
    if not scenario.tasks:
        yield ShowStep(tr("First show of hands"), HANDS_MINUTES)
        yield ShowStep(tr("The argument"), TALK_MINUTES)
    yield ShowStep(tr("The debrief"), DEBRIEF_MINUTES, (SectionName.DEBRIEF,))
    yield ShowStep(tr("In my next meeting I will ask"), CLOSE_MINUTES, (SectionName.CLOSE,))


def _of_task(task: Task) -> int:
    if isinstance(task, HighlightTask):
        return math.ceil(MINUTES_A_PLACE * len(task.span_uses))
    return max(HANDS_MINUTES, math.ceil(task_minutes(task)))
