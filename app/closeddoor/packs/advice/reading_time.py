"""A warning when what there is to read and to do takes much longer, or much less, than the pack says."""

from collections.abc import Iterator

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.timing import scenario_minutes
from closeddoor.language import tr_many
from closeddoor.packs.advice.warning import Place, Warned

LEAST_SHARE, MOST_SHARE = 0.5, 1.25


def warn_of_time(scenario: Scenario, place: Place) -> Iterator[Warned]:
    """Compare the author's `minutes` with reading and doing; a scenario for discussion takes what talk takes."""
    if not scenario.tasks:
        return
    needed = scenario_minutes(scenario)
    if not LEAST_SHARE * scenario.minutes <= needed <= MOST_SHARE * scenario.minutes:
        problem = tr_many(
            "To read all of it and do its tasks takes about {needed} minute, and the briefing says {said}. "
            "Participants make room for it by that figure: correct it, or change how much there is to do.",
            "To read all of it and do its tasks takes about {needed} minutes, and the briefing says {said}. "
            "Participants make room for it by that figure: correct it, or change how much there is to do.",
            max(1, round(needed)),
            needed=max(1, round(needed)),
            said=scenario.minutes,
        )
        yield place.at("minutes").warn("minutes.unlikely", problem)
