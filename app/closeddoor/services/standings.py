"""Where the participant stands with every briefing, for the pages that offer them."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from closeddoor.domain.ports import Executor
from closeddoor.domain.standing import Standings
from closeddoor.services.practice import records
from closeddoor.vault.vault import Vault

MOST_LINES = 60
"""For how many finished briefings the participant's line for next time is looked up: more are never shown at once."""


@dataclass(frozen=True)
class Practised:
    """`standings` by pack and scenario; `next_times` by finished attempt, of those that were finished last."""

    standings: Standings
    next_times: Mapping[int, str]


class StandingService:
    """Reads; changes nothing."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    def practised(self) -> Future[Practised]:
        return self._database.submit(lambda: practised(self._vault))


def practised(vault: Vault) -> Practised:
    standings = vault.standings.all()
    finished = [each for each in standings.values() if each.finished_id is not None]
    latest = sorted(finished, key=lambda each: each.finished_at_ms or 0, reverse=True)[:MOST_LINES]
    ids = [each.finished_id for each in latest if each.finished_id is not None]
    return Practised(standings, {attempt_id: records.notes_of(vault, attempt_id).next_time for attempt_id in ids})
