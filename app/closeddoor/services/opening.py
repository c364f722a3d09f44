"""Opening the vault, away from the window's thread."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from closeddoor.domain.secret import Secret

if TYPE_CHECKING:  # the unlock page is painted before any of it is imported
    from closeddoor.domain.ports import Executor
    from closeddoor.vault.looking import VaultState
    from closeddoor.vault.vault import Vault
    from closeddoor.vault.vault_folder import VaultFolder


@dataclass(frozen=True)
class Key:
    """How a vault is to be opened: `secret` is the passphrase or the recovery code; the account needs none."""

    kind: str
    secret: Secret | None = None


class OpeningService:
    """One vault folder, asked for on the database thread; every method's future completes there."""

    def __init__(self, folder: "Callable[[], VaultFolder]", database: "Executor") -> None:
        self._folder = folder
        self._database = database

    def state(self) -> "Future[VaultState]":
        return self._database.submit(lambda: self._folder().state())

    def put_back(self) -> "Future[None]":
        """Put the history that was set aside last in its place, where there is none in it."""
        return self._database.submit(lambda: self._folder().put_back())

    def unlock(self, key: Key, *, accept_older: bool = False) -> "Future[Vault]":
        """Open the vault; `accept_older` opens what was refused as an older copy, at the user's word."""
        return self._database.submit(lambda: open_vault(self._folder(), key, accept_older=accept_older))


def open_vault(folder: "VaultFolder", key: Key, *, accept_older: bool = False) -> "Vault":
    """Open the vault of `folder` with `key`; blocks, and raises a `VaultError`."""
    if key.kind == "account" or key.secret is None:
        return folder.unlock_with_account(accept_older=accept_older)
    if key.kind == "recovery_code":
        return folder.unlock_with_recovery_code(key.secret, accept_older=accept_older)
    return folder.unlock_with_passphrase(key.secret, accept_older=accept_older)
