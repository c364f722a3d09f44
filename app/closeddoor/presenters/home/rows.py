"""From a briefing on the shelf to the row that shows it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice

from closeddoor.language import tr
from closeddoor.presenters.modules import MODULE_TITLES
from closeddoor.presenters.states.home import BriefingRow
from closeddoor.presenters.words import day_of, long_date, one_line
from closeddoor.services.choosing import Candidate, Suggestion
from closeddoor.services.overview import Overview

MOST_CHARACTERS = 240
"""How much of a line for next time is shown here; all of it stands in the debrief."""

MOST_NEW = 3
"""How many new briefings are shown at home beside the one that is offered; the library has all."""

Key = tuple[str, str]
"""By which a briefing is known: its pack's id and its own."""


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


def new_rows(suggestions: Sequence[Suggestion], overview: Overview, offered: Key | None) -> tuple[BriefingRow, ...]:
    """Return the new briefings that come next, as they would be offered, without the one that is; groups' come last."""
    suggested = (each.candidate for each in suggestions)
    for_groups = (each for each in overview.candidates if each.scenario.is_for_group)
    new = (each for each in chain(suggested, for_groups) if each.state == "new" and key_of(each) != offered)
    return tuple(briefing_row(each, overview) for each in islice(new, MOST_NEW))


def key_of(candidate: Candidate) -> Key:
    return candidate.pack.info.id, candidate.scenario.id


def finished(overview: Overview) -> tuple[Candidate, ...]:
    """Return those that were ever finished, the latest first; one may be open anew."""
    done = (each for each in overview.candidates if each.finished_at_ms)
    return tuple(sorted(done, key=lambda each: each.finished_at_ms, reverse=True))
