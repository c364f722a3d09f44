"""How the home page speaks of a briefing."""

from closeddoor.language import tr
from closeddoor.presenters.states.home import BriefingOffer, BriefingRow

AGAIN = tr("Begin again")
READ_AGAIN = tr("Read the debrief again")
UNSIGNED = tr("unsigned pack")


def next_time_line(row: BriefingRow) -> str:
    """Return the participant's own line as they began it in the debrief; empty when they wrote none."""
    return tr("Next time I will ask … {next_time}", next_time=row.next_time) if row.next_time else ""


def facts_of(row: BriefingRow) -> str:
    """Return the line under a briefing in a list: of which module, how long, how hard, and if nobody vouches for it."""
    return _joined(row.module, tr("{minutes} minutes", minutes=row.minutes), *_facts(row))


def offer_facts(offer: BriefingOffer) -> str:
    """Return what there is to know of the one offered now: how long to the next place to stop, how fresh its facts."""
    row = offer.row
    fresh = tr("facts as of {facts_as_of}", facts_as_of=row.facts_as_of) if row.facts_as_of else ""
    return _joined(offer.minutes_line, *_facts(row), fresh)


def standing_of(row: BriefingRow) -> str:
    """Return the line under a briefing that was begun: of which module, how far, and if nobody vouches for it."""
    return _joined(row.module, row.progress, UNSIGNED if row.is_unsigned else "")


def _facts(row: BriefingRow) -> tuple[str, str]:
    return tr("level {level}", level=row.level), UNSIGNED if row.is_unsigned else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
