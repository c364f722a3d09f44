"""The window's side of snapshots: slot files of its profile, the room in them, and the key of each model.

The window never reads one. Blocking: nothing here belongs on the window's thread.
"""

import hmac
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.wire.slots import SLOTS, open_slot, slot_path

MOST_BYTES = 1024**3
_SHARE_OF_DISK = 20
"""Of what is free on the disk, snapshots take at most one part in so many."""
_OF = "of"
"""The file that says whose slots these are: a value derived from their key, which says nothing about it."""


class SnapshotSlots:
    """The slots under one key: those under another are emptied when it is opened."""

    def __init__(self, folder: Path, key: Secret, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self._key = key
        self._most_bytes = most_bytes

    def open(self) -> bool:
        """Make what is missing, and empty what is of another key; return whether there are slots to use."""
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if self.folder.is_symlink():
                return False
            mark, name = _derived(self._key, "whose").hex(), self.folder / _OF
            if not (name.is_file() and hmac.compare_digest(name.read_bytes(), mark.encode())):
                self._make_anew(name, mark)
            for slot in range(SLOTS):
                slot_path(self.folder, slot).touch(0o600)
        except OSError:
            return False
        return True

    def key_for(self, model_sha256: str) -> Secret:
        """Return the key that a worker gets: of its own model alone, whose file nobody vouches for."""
        return Secret(_derived(self._key, f"model {model_sha256}"))

    def make_room(self, slot_bytes: int) -> int | None:
        """Return a slot of exactly that many bytes to write into, in place of what was not used for longest.

        None where that would be more than is allowed, or the disk has no room.
        """
        sizes = self._sizes()
        free_bytes = shutil.disk_usage(self.folder).free
        allowed_bytes = min(self._most_bytes, (free_bytes + sum(sizes.values())) // _SHARE_OF_DISK)
        if not 0 < slot_bytes <= allowed_bytes:
            return None
        by_use = sorted(sizes, key=lambda slot: (sizes[slot] > 0, self._used(slot)))
        chosen = by_use[0]
        others = [slot for slot in by_use[1:] if sizes[slot]]
        while sum(sizes[slot] for slot in others) + slot_bytes > allowed_bytes:
            self._resize(others.pop(0), 0)
        return chosen if self._resize(chosen, 0) and self._resize(chosen, slot_bytes) else None

    def note_use(self, slot: int) -> None:
        """Note that a slot was used just now."""
        with suppress(OSError):
            os.utime(slot_path(self.folder, slot))

    def remove(self) -> None:
        """Take the files away; a worker that has them open keeps what it has until it ends."""
        for path in (*(slot_path(self.folder, slot) for slot in range(SLOTS)), self.folder / _OF):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()

    def _make_anew(self, name: Path, mark: str) -> None:
        self.remove()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        name.touch(0o600)
        name.write_text(mark, "ascii")

    def _sizes(self) -> dict[int, int]:
        return {slot: slot_path(self.folder, slot).stat().st_size for slot in range(SLOTS)}

    def _used(self, slot: int) -> int:
        return slot_path(self.folder, slot).stat().st_mtime_ns

    def _resize(self, slot: int, slot_bytes: int) -> bool:
        """Have the disk give the whole room now: a worker that fills it finds no full disk."""
        with self._opened(slot) as descriptor:
            try:
                if slot_bytes and hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(descriptor, 0, slot_bytes)
                else:
                    os.ftruncate(descriptor, slot_bytes)
            except OSError:
                os.ftruncate(descriptor, 0)
                return False
        return True

    @contextmanager
    def _opened(self, slot: int) -> Iterator[int]:
        descriptor = open_slot(self.folder, slot)
        try:
            yield descriptor
        finally:
            os.close(descriptor)


def _derived(key: Secret, label: str) -> bytes:
    """HKDF-Expand of RFC 5869, one block: the key is uniformly random already."""
    return hmac.digest(key.reveal(), b"closed-door snapshots 1 " + label.encode() + b"\x01", "sha256")
