"""The slot files as the window keeps them: room, whose they are, and which goes first."""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.inference.snapshots import SnapshotSlots
from closeddoor.wire.slots import SLOTS, slot_path

KEY, ANOTHER = Secret(bytes(32)), Secret(bytes(31) + b"\x01")


def opened(folder: Path, most_bytes: int = 10_000, key: Secret = KEY) -> SnapshotSlots:
    slots = SnapshotSlots(folder / "snapshots", key, most_bytes)
    assert slots.open()
    return slots


def sizes(slots: SnapshotSlots) -> list[int]:
    return [slot_path(slots.folder, slot).stat().st_size for slot in range(SLOTS)]


def test_files_are_for_this_account_alone(tmp_path: Path) -> None:
    slots = opened(tmp_path)
    assert slots.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in slots.folder.iterdir()} == {0o600}


def test_each_model_has_a_key_of_its_own(tmp_path: Path) -> None:
    slots = opened(tmp_path)
    keys = {slots.key_for(sha256).reveal() for sha256 in ("a" * 64, "b" * 64)}
    assert len(keys) == 2
    assert KEY.reveal() not in keys
    assert {len(key) for key in keys} == {32}


def test_room_is_made_exactly_and_what_was_not_used_for_longest_goes(tmp_path: Path) -> None:
    slots = opened(tmp_path)
    taken = [slots.make_room(4000), slots.make_room(4000)]
    assert len(set(taken)) == 2
    for age, slot in enumerate(taken):
        assert slot is not None
        os.utime(slot_path(slots.folder, slot), (1000 + age, 1000 + age))
    slots.note_use(taken[0] or 0)
    third = slots.make_room(4000)
    assert third is not None
    assert sizes(slots)[third] == 4000
    assert sizes(slots)[taken[0] or 0] == 4000
    assert sum(sizes(slots)) == 8000


def test_all_slots_full_the_oldest_is_taken(tmp_path: Path) -> None:
    slots = opened(tmp_path)
    for slot in range(SLOTS):
        assert slots.make_room(100) is not None
        os.utime(slot_path(slots.folder, slot), (2000 - slot, 2000 - slot))
    assert slots.make_room(200) == SLOTS - 1


def test_more_than_is_allowed_is_not_written(tmp_path: Path) -> None:
    slots = opened(tmp_path)
    assert slots.make_room(10_001) is None
    assert slots.make_room(0) is None
    assert sum(sizes(slots)) == 0


class Disk(NamedTuple):
    total: int
    used: int
    free: int


def test_a_disk_that_is_nearly_full_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slots = opened(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(10**9, 10**9 - 20_000, 20_000))
    assert slots.make_room(1001) is None
    assert slots.make_room(1000) is not None


def test_a_disk_that_gives_no_room_leaves_an_empty_slot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int, begin: int, length: int) -> None:
        del begin
        os.ftruncate(descriptor, length // 2)
        raise OSError(28, "No space left on device")

    slots = opened(tmp_path)
    monkeypatch.setattr(os, "posix_fallocate", full)
    assert slots.make_room(1000) is None
    assert sum(sizes(slots)) == 0


def test_another_key_empties_them_and_the_same_does_not(tmp_path: Path) -> None:
    assert opened(tmp_path).make_room(4000) is not None
    assert sum(sizes(opened(tmp_path))) == 4000
    assert sum(sizes(opened(tmp_path, key=ANOTHER))) == 0
    assert KEY.reveal() not in b"".join(path.read_bytes() for path in (tmp_path / "snapshots").iterdir())


def test_a_link_in_their_place_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "snapshots").symlink_to(elsewhere)
    assert not SnapshotSlots(tmp_path / "snapshots", KEY).open()
    assert list(elsewhere.iterdir()) == []


def test_taken_away_nothing_is_left(tmp_path: Path) -> None:
    slots = opened(tmp_path)
    slots.make_room(4000)
    slots.remove()
    assert list(tmp_path.iterdir()) == []
