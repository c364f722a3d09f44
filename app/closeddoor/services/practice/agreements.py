"""How well the grader does on a task's own labelled answers, kept in the vault as counts."""

from collections.abc import Mapping
from concurrent.futures import Future

from closeddoor.domain.ports import Executor
from closeddoor.vault.vault import Vault


class AgreementRecords:
    """Fits `AgreementMemory`: the counts lie beside the settings, because they say which briefings were opened."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    def get(self, key: str) -> Future[object]:
        return self._database.submit(lambda: self._vault.settings.get(key))

    def keep(self, key: str, counts: Mapping[str, int]) -> Future[None]:
        return self._database.submit(lambda: self._vault.settings.set(key, dict(counts)))
