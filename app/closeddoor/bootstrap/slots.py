"""The slots for what is read ahead, opened with the history: a worker gets them at its start, and never later."""

from pathlib import Path

from closeddoor.inference.snapshots import SnapshotSlots
from closeddoor.vault.data_key import Purpose, sub_key
from closeddoor.vault.erasing import SNAPSHOTS_NAME
from closeddoor.vault.vault import Vault


def open_slots(vault: Vault, profile: Path) -> SnapshotSlots | None:
    """Return the slots of a history that is kept, in its profile; None in memory, and where none can be made.

    Blocks, for some tenths of a millisecond; for longer where the disk has to let go of what another key has left.
    """
    if vault.keys is None:
        return None
    slots = SnapshotSlots(profile / SNAPSHOTS_NAME, sub_key(vault.keys.opened.data_key, Purpose.SNAPSHOTS))
    return slots if slots.open() else None
