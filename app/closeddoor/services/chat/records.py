"""Where a conversation is kept: on the record in the vault, off the record in a vault in memory that ends with it."""

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.language import tr
from closeddoor.vault.vault import Vault

OFF_THE_RECORD_FROM = 1 << 30
"""Ids from here on are off the record: a vault on the disk would need a billion entries to get here."""
IDS_OF_ONE = 1 << 18
"""So many conversations, messages and attachments has one of them at most."""
LAST_ID = (1 << 31) - 1
"""The largest number that a signal of Qt carries."""


class OffTheRecordEndedError(KnownError):
    """It was asked for something that has ended, as was promised."""

    def __init__(self) -> None:
        super().__init__(
            "sandbox.ended",
            tr("That conversation was off the record and has ended."),
            tr("Nothing of it was kept."),
            tr("Start a new one to go on."),
        )


def is_off_the_record(entry_id: int) -> bool:
    """Return whether a conversation, message or attachment of this id is off the record."""
    return entry_id >= OFF_THE_RECORD_FROM


class Records:
    """One place for each conversation. `begin`, `end` and what `of` returns belong to the database thread."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._off: dict[int, Vault] = {}
        self._begun = 0

    @property
    def recorded(self) -> Vault:
        return self._vault

    def of(self, entry_id: int) -> Vault:
        """Return the vault with the conversation, message or attachment of this id.

        Raises `OffTheRecordEndedError` for one that has ended.
        """
        if not is_off_the_record(entry_id):
            return self._vault
        vault = self._off.get(_number_of(entry_id))
        if vault is None:
            raise OffTheRecordEndedError
        return vault

    def begin(self) -> Vault:
        """Return a vault in memory for one conversation, whose ids are like no others."""
        start = OFF_THE_RECORD_FROM + self._begun * IDS_OF_ONE
        if start + IDS_OF_ONE > LAST_ID:
            raise BugError("more conversations off the record than one session can number")
        vault = self._off[self._begun] = Vault.in_memory(after_id=start)
        self._begun += 1
        return vault

    def end(self, conversation_id: int) -> None:
        """Close the vault of a conversation off the record: with that, all of it is gone. Safe to call twice."""
        vault = self._off.pop(_number_of(conversation_id), None)
        if vault is not None:
            vault.close()

    @property
    def is_any_off_the_record(self) -> bool:
        """Whether a conversation off the record goes on; may be asked on any thread."""
        return bool(self._off)

    def off_the_record(self) -> tuple[Vault, ...]:
        """Return the vaults of all that go on, the newest first."""
        return tuple(reversed(self._off.values()))


def _number_of(entry_id: int) -> int:
    return (entry_id - OFF_THE_RECORD_FROM) // IDS_OF_ONE
