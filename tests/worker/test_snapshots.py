"""Snapshots without a model: what opens again, what is a miss, and that nothing is readable from outside."""

import os
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from closeddoor.wire.slots import SLOTS, open_slots, slot_path
from closeddoor.worker import snapshots
from closeddoor.worker.kept_states import KeptState
from closeddoor.worker.snapshots import Snapshots

KEY, FINGERPRINT = bytes(range(32)), b"model, build, settings"
MARKER = b"the plant at Halden closes in May"
KEPT = KeptState(tuple(range(300)), bytearray(MARKER * 2000), 256)
LONGER = [*KEPT.tokens, 7, 8, 9]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for slot in range(SLOTS):
        slot_path(tmp_path, slot).touch(0o600)
    return tmp_path


@pytest.fixture
def slots(folder: Path) -> Iterator[tuple[int, ...]]:
    opened = open_slots(folder)
    yield opened
    for descriptor in opened:
        os.close(descriptor)


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "SEGMENT_BYTES", 10_000)


@pytest.fixture
def written(folder: Path, slots: tuple[int, ...], small_segments: None) -> Snapshots:
    del small_segments
    found = Snapshots(slots, KEY, FINGERPRINT)
    os.truncate(slot_path(folder, 3), found.slot_bytes(KEPT))
    assert found.write(3, KEPT)
    return found


def test_a_snapshot_comes_back_whole_to_whoever_has_its_key(written: Snapshots, slots: tuple[int, ...]) -> None:
    assert written.find(LONGER, 128) == (3, KEPT)
    assert Snapshots(slots, KEY, FINGERPRINT).find(LONGER, 128) == (3, KEPT)


def test_it_is_for_texts_that_begin_with_it(written: Snapshots) -> None:
    assert written.find(LONGER, 300) is None
    assert written.find([*KEPT.tokens[:100], *range(900, 1100)], 128) is None


def test_another_key_model_or_setting_is_a_miss(written: Snapshots, slots: tuple[int, ...]) -> None:
    assert written.find(LONGER, 128)
    assert Snapshots(slots, bytes(32), FINGERPRINT).find(LONGER, 128) is None
    assert Snapshots(slots, KEY, b"another build").find(LONGER, 128) is None


def test_every_flipped_bit_and_every_cut_is_a_miss(written: Snapshots, folder: Path) -> None:
    path = slot_path(folder, 3)
    whole = path.read_bytes()
    places = [*range(60), *range(60, len(whole), 997), len(whole) - 1]
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert written.find(LONGER, 128) is None, place
        path.write_bytes(whole[:place])
        assert written.find(LONGER, 128) is None, place
    path.write_bytes(whole + b"x")
    assert written.find(LONGER, 128) is None
    path.write_bytes(whole)
    assert written.find(LONGER, 128) == (3, KEPT)


def test_segments_in_another_order_are_a_miss(written: Snapshots, folder: Path) -> None:
    path, size = slot_path(folder, 3), 10_000 + 16
    whole = path.read_bytes()
    begin = len(whole) - size * 2 - (len(KEPT.state) % 10_000 + 16)
    first, second = whole[begin : begin + size], whole[begin + size : begin + 2 * size]
    assert first != second
    path.write_bytes(whole[:begin] + second + first + whole[begin + 2 * size :])
    assert written.find(LONGER, 128) is None


def test_what_is_written_is_not_readable(written: Snapshots, folder: Path) -> None:
    raw = slot_path(folder, 3).read_bytes()
    del written
    assert MARKER in KEPT.state
    assert MARKER not in raw
    assert array("i", range(50)).tobytes() not in raw


def test_no_two_files_have_one_key(written: Snapshots, folder: Path) -> None:
    first = slot_path(folder, 3).read_bytes()
    assert written.write(3, KEPT)
    again = slot_path(folder, 3).read_bytes()
    assert first[-1000:] != again[-1000:]


def test_a_slot_without_room_is_left_as_it_is(written: Snapshots, folder: Path) -> None:
    assert not written.write(0, KEPT)
    assert not written.write(SLOTS, KEPT)
    assert slot_path(folder, 0).stat().st_size == 0


def test_without_a_key_there_is_nothing(slots: tuple[int, ...]) -> None:
    keyless = Snapshots(slots, b"", FINGERPRINT)
    assert not keyless
    assert keyless.slot_bytes(KEPT) == 0
    assert keyless.find(LONGER, 128) is None
    assert not keyless.write(0, KEPT)


def test_a_missing_slot_or_a_link_opens_none(folder: Path) -> None:
    slot_path(folder, 5).unlink()
    assert open_slots(folder) == ()
    slot_path(folder, 5).symlink_to(slot_path(folder, 4))
    assert open_slots(folder) == ()
