"""Keeping what is in memory, away from the window's thread."""

from concurrent.futures import Future

from closeddoor.domain.ports import Executor
from closeddoor.services.chat.drafts import kept_draft
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection


class KeepingService:
    """One history that began in memory, and the folder it may be moved to."""

    def __init__(self, vault: Vault, folder: VaultFolder, database: Executor, jobs: Executor) -> None:
        self._vault = vault
        self._folder = folder
        self._database = database
        self._jobs = jobs

    @property
    def is_kept(self) -> bool:
        return self._vault.is_kept

    def has_something(self) -> Future[bool]:
        """Whether there is anything that its user would miss."""
        vault = self._vault
        return self._database.submit(lambda: vault.holds_something() or bool(kept_draft(vault)))

    def keychain_works(self) -> Future[bool]:
        """Whether this account has a keychain that keeps what it is given; it may ask its user to unlock it."""
        return self._jobs.submit(self._folder.keychain_works)

    def keep(self, protection: Protection) -> Future[RecoveryCode]:
        """Move everything to the disk; fails with a `VaultError`, and then everything is still in memory."""
        return self._database.submit(lambda: self._folder.keep(self._vault, protection))
