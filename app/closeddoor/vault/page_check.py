"""Every page of a history against its MAC, a few at a time.

`PRAGMA cipher_integrity_check` does the same in one piece (1 s per 100,000 messages) that nothing can interrupt, so
whoever waits behind it waits for all of it. The form of a page is SQLCipher's: contents, 16 bytes of IV, and the
HMAC-SHA512 of both and of the page's number (little endian), under a key of its own (PBKDF2, two rounds, over the
file's salt with each byte XOR 0x3a; "Database Encryption and Authentication" in SQLCipher's design description).
"""

import hashlib
import hmac
import struct
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.vault.connection import PAGE_BYTES
from closeddoor.vault.durable_files import open_regular

_SALT_BYTES = 16
_MAC_BYTES = 64
_MAC_SALT_MASK = 0x3A
_MAC_KEY_ROUNDS = 2
_PAGES_AT_ONCE = 64
"""As many as take about a millisecond: so often somebody is looked out for who waits."""

_LOCK_PAGE = 2**30 // PAGE_BYTES + 1
"""SQLite locks the bytes of this page and never writes it."""


class PageCheck:
    """Goes through the file once. Between two slices the history may be written to, but not during one.

    It opens and closes the file, which ends this process's locks on it: run it where no transaction is open.
    """

    def __init__(self, path: Path, database_key: Secret) -> None:
        self._path = path
        self._database_key = database_key
        self._next_page = 1
        self.problems: tuple[str, ...] = ()

    @property
    def pages_seen(self) -> int:
        return self._next_page - 1

    def advance(self, is_wanted: Callable[[], bool]) -> bool:
        """Go on to the end (True), or until somebody else waits (False); raise `OSError` when the disk refuses."""
        with open_regular(self._path) as file:
            file.seek((self._next_page - 1) * PAGE_BYTES)
            while pages := file.read(_PAGES_AT_ONCE * PAGE_BYTES):
                self.look_at(pages)
                if is_wanted():
                    return False
        return True

    def look_at(self, pages: bytes) -> None:
        """Go on with pages that were read elsewhere: those that follow on the ones seen before."""
        for start in range(0, len(pages), PAGE_BYTES):
            if not self._is_genuine(pages[start : start + PAGE_BYTES]):
                self.problems += (f"HMAC verification failed for page {self._next_page}",)
            self._next_page += 1

    def _is_genuine(self, page: bytes) -> bool:
        if self._next_page == _LOCK_PAGE:
            return True
        sealed = page[_SALT_BYTES if self._next_page == 1 else 0 : -_MAC_BYTES] + struct.pack("<I", self._next_page)
        return hmac.compare_digest(hmac.digest(self._mac_key, sealed, "sha512"), page[-_MAC_BYTES:])

    @cached_property
    def _mac_key(self) -> bytes:
        with open_regular(self._path) as file:
            salt = bytes(byte ^ _MAC_SALT_MASK for byte in file.read(_SALT_BYTES))
        key = self._database_key.reveal()
        return hashlib.pbkdf2_hmac("sha512", key, salt, _MAC_KEY_ROUNDS, len(key))
