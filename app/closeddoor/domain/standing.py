"""How far somebody is with a briefing, over all attempts at it."""

from collections.abc import Mapping
from dataclasses import dataclass

from closeddoor.domain.history import AttemptStage


@dataclass(frozen=True)
class Standing:
    """Where the attempts at one scenario stand; times are milliseconds since 1970, UTC.

    `stage`, `position` and `touched_at_ms` are those of the newest attempt, which is open or, with `is_open` False,
    finished. `finished_id` is the newest finished attempt that has a result, so that its debrief can be read again;
    `finished_at_ms` is when the last one was finished, result or not; both are None where there is none.
    """

    pack_id: str
    scenario_id: str
    stage: AttemptStage
    position: str
    touched_at_ms: int
    is_open: bool
    finished_id: int | None = None
    finished_at_ms: int | None = None
    times_finished: int = 0


Standings = Mapping[tuple[str, str], Standing]
"""By the ids of pack and scenario; a scenario that was never opened has none."""
