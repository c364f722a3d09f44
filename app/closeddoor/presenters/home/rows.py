"""From a briefing on the shelf to the row that shows it."""

from collections.abc import Sequence
from dataclasses import replace

from closeddoor.domain.scenario import Module
from closeddoor.language import tr
from closeddoor.presenters.briefing.view import MODULE_TITLES
from closeddoor.presenters.states.home import BriefingRow, ShelfModule
from closeddoor.presenters.words import day_of, long_date, one_line
from closeddoor.services.choosing import MODULE_ORDER, Candidate
from closeddoor.services.overview import Overview

MOST_CHARACTERS = 240
"""How much of a line for next time is shown here; all of it stands in the debrief."""

MOST_IN_MODULE = 6
"""How many new briefings of a module are shown at home; the library has all."""


def briefing_row(candidate: Candidate, overview: Overview) -> BriefingRow:
    """Return what a page shows of a briefing, with where its attempts stand."""
    scenario, info = candidate.scenario, candidate.pack.info
    row = BriefingRow(
        pack_id=info.id,
        scenario_id=scenario.id,
        module=MODULE_TITLES[scenario.module],
        title=scenario.title,
        summary=scenario.role,
        level=scenario.level,
        minutes=candidate.minutes,
        facts_as_of=long_date(info.facts_as_of),
        state=candidate.state,
        progress=progress_of(candidate),
        is_unsigned=overview.shelf.is_unsigned(info.id),
    )
    finished_id = candidate.standing.finished_id if candidate.standing else None
    if finished_id is None:
        return row
    next_time = one_line(overview.next_times.get(finished_id, ""), MOST_CHARACTERS)
    return replace(row, finished_id=finished_id, next_time=next_time)


def progress_of(candidate: Candidate) -> str:
    """Return in words where the newest attempt stands; empty where there is none."""
    standing = candidate.standing
    if standing is None:
        return ""
    if not standing.is_open:
        return tr("Finished on {day_of}", day_of=day_of(candidate.finished_at_ms))
    if standing.stage == "debrief":
        return tr("The debrief is open")
    steps, place = candidate.steps, candidate.place
    return tr("Step {place} of {count}: {title}", place=place + 1, count=len(steps), title=steps[place].title)


def shelf_modules(overview: Overview) -> tuple[ShelfModule, ...]:
    """Return what is new, by module in the order of the modules."""
    by_module: dict[Module, list[Candidate]] = {module: [] for module in MODULE_ORDER}
    for candidate in overview.candidates:
        if candidate.state == "new":
            by_module[candidate.scenario.module].append(candidate)
    return tuple(_module(module, found, overview) for module, found in by_module.items() if found)


def _module(module: Module, found: Sequence[Candidate], overview: Overview) -> ShelfModule:
    by_level = sorted(found, key=lambda each: each.scenario.level)
    rows = tuple(briefing_row(each, overview) for each in by_level[:MOST_IN_MODULE])
    return ShelfModule(MODULE_TITLES[module], rows, len(found) - len(rows))


def finished(overview: Overview) -> tuple[Candidate, ...]:
    """Return those that were ever finished, the latest first; one may be open anew."""
    done = (each for each in overview.candidates if each.finished_at_ms)
    return tuple(sorted(done, key=lambda each: each.finished_at_ms, reverse=True))
