"""Looking after the open vault: what it says of itself, and the long check: after an unclean end, and else daily."""

from collections.abc import Callable
from concurrent.futures import Future

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Executor
from closeddoor.language import tr
from closeddoor.vault.integrity import CHECKED_KEY
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.vault import Vault

CHECK_EVERY_MS = 24 * 60 * 60 * 1000
CHECK_AFTER_S = 20.0
"""How long after unlocking the check begins: behind the first page, never before it."""
GO_ON_AFTER_S = 30.0
"""How long a check that gave way rests: it needs seconds in which nothing is read or written."""


class VaultDamagedError(KnownError):
    """The long check found damage in a file that opened."""

    def __init__(self, found: str) -> None:
        super().__init__(
            "vault.integrity",
            tr("A check of your history found damage: {found}.", found=found),
            tr("What can be read is still there, and nothing was changed."),
            tr("In the privacy room, under “Backup, restore and repair”, repair it, or restore a backup."),
        )


class UpkeepService:
    """Runs on the database thread, and gives way to everything else there."""

    def __init__(self, vault: Vault, database: Executor, is_wanted: Callable[[], bool], clock: Clock = now_ms) -> None:
        """`is_wanted` says whether somebody waits for the database thread."""
        self._vault = vault
        self._database = database
        self._is_wanted = is_wanted
        self._clock = clock

    @property
    def notices(self) -> tuple[str, ...]:
        """What was repaired, or is not as it should be although the vault opened: to be shown once."""
        return self._vault.notices

    def check(self) -> Future[bool]:
        """Check the whole file if that was not done today, or since an unclean end; fails with `VaultDamagedError`.

        After a migration it is done too: until then the copy made before it holds what is deleted meanwhile.

        The result is False when the check gave way to somebody who waited: ask again after `GO_ON_AFTER_S`.
        """
        return self._database.submit(self._check)

    def _check(self) -> bool:
        checked_ms = self._vault.settings.get(CHECKED_KEY, 0)
        is_recent = isinstance(checked_ms, int) and 0 <= self._clock() - checked_ms < CHECK_EVERY_MS
        if is_recent and not self._vault.has_migration_copies:
            return True
        problems = self._vault.go_on_checking(self._is_wanted)
        if problems is None:
            return False
        if problems:
            raise VaultDamagedError("; ".join(problems))
        self._vault.settings.set(CHECKED_KEY, self._clock())
        return True
