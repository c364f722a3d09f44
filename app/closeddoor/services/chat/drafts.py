"""What is being written to the model, kept until it is sent: a crash or a closed window does not take it."""

from concurrent.futures import Future

from closeddoor.domain.ports import Executor
from closeddoor.vault.vault import Vault

KEY = "sandbox_draft"
MOST_CHARACTERS = 100_000


class DraftService:
    """One draft, in the vault only; who calls it gives it nothing that was typed off the record."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    def keep(self, text: str) -> Future[None]:
        """Keep `text` in place of the last one, which is overwritten; blanks leave none."""
        kept = text[:MOST_CHARACTERS] if text.strip() else None
        return self._database.submit(lambda: self._vault.settings.set(KEY, kept))

    def load(self) -> Future[str]:
        """Return what was kept last; whatever cannot be read is nothing."""
        return self._database.submit(lambda: kept_draft(self._vault))


def kept_draft(vault: Vault) -> str:
    """Return the words that wait in `vault` to be sent, empty without any; on the database thread."""
    kept = vault.settings.get(KEY)
    return kept if isinstance(kept, str) else ""
