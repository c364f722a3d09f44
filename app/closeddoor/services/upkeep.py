"""Looking after the open vault: what it says of itself, and the long check of its file, at most daily."""

from concurrent.futures import Future

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Executor
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.vault import Vault

CHECKED_KEY = "integrity_checked_at_ms"
CHECK_EVERY_MS = 24 * 60 * 60 * 1000
CHECK_AFTER_S = 20.0
"""How long after unlocking the check begins: behind the first page, never before it."""


class VaultDamagedError(KnownError):
    """The long check found damage in a file that opened."""

    def __init__(self, found: str) -> None:
        super().__init__(
            "vault.integrity",
            f"A check of your history found damage: {found}.",
            "What can be read is still there, and nothing was changed.",
            "Keep a copy of the folder of your history, and bring back an earlier one if you have it.",
        )


class UpkeepService:
    """Runs on the database thread, behind everything else."""

    def __init__(self, vault: Vault, database: Executor, clock: Clock = now_ms) -> None:
        self._vault = vault
        self._database = database
        self._clock = clock

    @property
    def notices(self) -> tuple[str, ...]:
        """What was repaired, or is not as it should be although the vault opened: to be shown once."""
        return self._vault.notices

    def check(self) -> Future[None]:
        """Check the whole file if that was not done today; fails with `VaultDamagedError`."""
        return self._database.submit(self._check)

    def _check(self) -> None:
        checked_ms = self._vault.settings.get(CHECKED_KEY, 0)
        if isinstance(checked_ms, int) and 0 <= self._clock() - checked_ms < CHECK_EVERY_MS:
            return
        problems = self._vault.check_integrity()
        if problems:
            raise VaultDamagedError("; ".join(problems))
        self._vault.settings.set(CHECKED_KEY, self._clock())
