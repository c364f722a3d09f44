"""A warning when what there is to read and to do takes much longer, or much less, than the pack says."""

from collections.abc import Iterator

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.timing import reading_minutes, scenario_minutes
from closeddoor.packs.advice.warning import Place, Warned

LEAST_SHARE, MOST_SHARE = 0.5, 1.25


def warn_of_time(scenario: Scenario, place: Place) -> Iterator[Warned]:
    """Compare the author's `minutes` with reading and doing; a scenario for discussion takes what talk takes."""
    if not scenario.tasks:
        return
    read, needed = reading_minutes(scenario), scenario_minutes(scenario)
    if not LEAST_SHARE * scenario.minutes <= needed <= MOST_SHARE * scenario.minutes:
        done = needed - read
        problem = f"says {scenario.minutes} minutes; reading takes about {read:.0f} and the tasks about {done:.0f}."
        yield place.at("minutes").warn("minutes.unlikely", problem)
