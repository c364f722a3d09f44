"""Making a backup of an open history: its bytes, chunk by chunk, giving way to whoever waits for the database.

Between two chunks the history may be written to; then the copying begins anew, for a backup is of one moment. Each
page is held against its MAC on the way: a backup of damage would take the place of a good one.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from closeddoor.domain.errors import BugError
from closeddoor.vault.backup_file import CHUNK_BYTES, BackupHeader, Chunks, read_header
from closeddoor.vault.durable_files import open_regular
from closeddoor.vault.errors import (
    DamagedBackupError,
    DamagedDatabaseError,
    NoCodeForBackupError,
    RotationUnfinishedError,
)
from closeddoor.vault.history_file import DATABASE_NAME
from closeddoor.vault.storage_faults import named_faults
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_keys import VaultKeys

_BEGINS_ANEW = 2
"""So often; after that it gives way to nobody until it is done (0.5 s per 100 MB)."""


class BackupWriting:
    """One backup on its way into `target`, a file that is open for writing and reading and holds nothing yet.

    Runs on the database's thread. What the target refuses is raised as `OSError`, what the history does not give as
    `VaultError`; the target is then to be thrown away.
    """

    def __init__(self, vault: Vault, target: BinaryIO, made_at_ms: int) -> None:
        """Raise `NoCodeForBackupError` when nothing would ever open it."""
        self._vault = vault
        self._keys = _keys_of(vault)
        self._target = target
        self._made_at_ms = made_at_ms
        self._begun_anew = 0
        self._begin()

    def _begin(self) -> None:
        opened = self._keys.opened
        slot = opened.file.slot("recovery_code")
        if slot is None:
            raise NoCodeForBackupError
        if self._keys.is_rotating:
            raise RotationUnfinishedError
        self._state = self._vault.state()
        self._header = BackupHeader.new(
            opened.file.vault_id, opened.file.generation, self._made_at_ms, self._state.size_bytes, slot
        )
        self._data_key = opened.data_key
        self._chunks = Chunks(self._header, self._data_key)
        self._pages = self._vault.new_page_check()
        self._next_chunk = 0
        self._target.seek(0)
        self._target.truncate()
        self._target.write(self._header.encode())

    @property
    def fraction(self) -> float:
        return self._next_chunk / self._header.chunks

    def advance(self, is_wanted: Callable[[], bool]) -> bool:
        """Go on to the end (True), or until somebody else waits (False)."""
        if not self._is_as_it_was():
            self._begun_anew += 1
            self._begin()
        while self._next_chunk < self._header.chunks:
            self._target.write(self._chunks.seal(self._next_chunk, self._read_chunk()))
            self._next_chunk += 1
            if self._begun_anew < _BEGINS_ANEW and is_wanted():
                return False
        return True

    def _is_as_it_was(self) -> bool:
        same_keys = self._keys.opened.data_key == self._data_key
        return same_keys and self._vault.state() == self._state

    def _read_chunk(self) -> bytes:
        """Open the file itself: closing it ends this process's locks on it, but between transactions there are none."""
        with named_faults(), open_regular(self._keys.folder / DATABASE_NAME) as file:
            file.seek(self._next_chunk * CHUNK_BYTES)
            content = file.read(CHUNK_BYTES)
            self._pages.look_at(content)
        if self._pages.problems:
            raise DamagedDatabaseError("a part of it cannot be read")
        return content

    def read_back(self, written: BinaryIO) -> Iterator[float]:
        """Open every chunk of what was written, and yield how far it is: on any thread, once it is on the disk.

        Raises `DamagedBackupError` when the disk does not give back what it was given.
        """
        if read_header(written) != self._header:
            raise DamagedBackupError
        for number, _ in enumerate(self._chunks.read(written), start=1):
            yield number / self._header.chunks


def _keys_of(vault: Vault) -> VaultKeys:
    if vault.keys is None:
        raise BugError("a history in memory has no backup")
    return vault.keys
