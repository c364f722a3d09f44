"""The files that snapshots lie in: so many, by these names. The window makes them, a worker fills them."""

import os
from pathlib import Path

SLOTS = 8


def slot_path(folder: Path, slot: int) -> Path:
    return folder / f"{slot:02}"


def open_slot(folder: Path, slot: int) -> int:
    """Return a descriptor to read and write one that is there; no link is followed. Raises `OSError`."""
    flags = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.open(slot_path(folder, slot), flags)


def open_slots(folder: Path) -> tuple[int, ...]:
    """Return a descriptor for each slot, in order; none where one of them cannot be opened."""
    opened: list[int] = []
    try:
        while len(opened) < SLOTS:
            opened.append(open_slot(folder, len(opened)))
    except OSError:
        for descriptor in opened:
            os.close(descriptor)
        return ()
    return tuple(opened)
