"""An attempt without its answers and result: what a list of ten thousand needs of each."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

ScenarioKey = tuple[str, str]
"""Pack id and scenario id."""


class AttemptHeader(NamedTuple):
    """Times are milliseconds since 1970, UTC; `is_scored` says whether there is a result.

    A tuple, because ten thousand of them are made in a fifth of the time that a frozen dataclass takes.
    """

    id: int
    pack_id: str
    pack_hash: str
    scenario_id: str
    started_at_ms: int
    updated_at_ms: int
    finished_at_ms: int | None
    is_scored: bool

    @property
    def scenario(self) -> ScenarioKey:
        return self.pack_id, self.scenario_id

    @property
    def at_ms(self) -> int:
        """When it was finished, or begun while it is under way."""
        return self.finished_at_ms if self.finished_at_ms is not None else self.started_at_ms


def first_attempts(headers: Iterable[AttemptHeader]) -> tuple[AttemptHeader, ...]:
    """Return the first scored attempt at each scenario: later ones are made by somebody who has read the debrief."""
    first: dict[ScenarioKey, AttemptHeader] = {}
    for header in sorted(headers, key=lambda each: each.id):
        if header.is_scored:
            first.setdefault(header.scenario, header)
    return tuple(first.values())


def ordinals(headers: Iterable[AttemptHeader]) -> Mapping[int, int]:
    """Return by attempt id the how-manieth attempt at its scenario it is, from 1."""
    counts: dict[ScenarioKey, int] = {}
    found: dict[int, int] = {}
    for header in sorted(headers):
        scenario = header.scenario
        found[header.id] = counts[scenario] = counts.get(scenario, 0) + 1
    return found
