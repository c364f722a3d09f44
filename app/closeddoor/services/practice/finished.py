"""Going back to an attempt that is finished: what it left behind, and its debrief as it was."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from closeddoor.domain.history import Attempt
from closeddoor.domain.ports import Executor
from closeddoor.services.practice import records
from closeddoor.services.practice.briefing import Briefing
from closeddoor.services.practice.errors import AttemptUnreadableError
from closeddoor.vault.vault import Vault


@dataclass(frozen=True)
class Finished:
    """A finished attempt, with the participant's line for next time (empty when none was written)."""

    attempt_id: int
    next_time: str


Scenarios = Mapping[tuple[str, str], Finished]
"""The latest finished attempt by pack and scenario."""


class FinishedService:
    """Reads what was kept; nothing is scored again, and nothing is changed by looking."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    def latest(self) -> Future[Scenarios]:
        """Return the latest finished attempt of each scenario."""
        return self._database.submit(lambda: latest_finished(self._vault))

    def reopen(self, attempt_id: int) -> Future[Briefing]:
        """Return a finished attempt with its stored result; fails with `AttemptUnreadableError` without one."""
        return self._database.submit(lambda: reopen(self._vault, attempt_id))


def latest_finished(vault: Vault) -> Scenarios:
    latest: dict[tuple[str, str], Attempt] = {}
    for attempt in vault.attempts.list():
        if attempt.finished_at_ms is not None and attempt.result_json:
            latest.setdefault((attempt.pack_id, attempt.scenario_id), attempt)
    return {key: Finished(attempt.id, records.notes_of(vault, attempt.id).next_time) for key, attempt in latest.items()}


def reopen(vault: Vault, attempt_id: int) -> Briefing:
    attempt = vault.attempts.get(attempt_id)
    if attempt is None or not attempt.result_json:
        raise AttemptUnreadableError
    return records.restore(vault, attempt)
