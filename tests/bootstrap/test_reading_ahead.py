"""What is read ahead is kept, whoever started the worker first, and whether or not a briefing was ever shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.slots import open_slots
from closeddoor.inference.waiting import wait
from closeddoor.vault.vault import Vault
from closeddoor.wire.messages import Turn
from closeddoor.wire.slots import SLOTS
from tests.bootstrap.test_first_minute import Bench as FromNothing
from tests.bootstrap.test_locking import LONGEST_MS, Bench
from tests.inference.starter import NEEDS_CHAT
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

PACK_TEXT = [
    Turn("system", " ".join(f"The plant at Halden closes in May, says clause {number}." for number in range(14)))
]


@pytest.fixture
def locked(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    """The application before a history that is kept."""
    profile = tmp_path / "profile"
    profile.mkdir()
    cheap_folder(profile / "vault").create(PASSPHRASE)[0].close()
    bench = Bench(qapp, qtbot, profile)
    yield bench
    bench.end()


@pytest.mark.real_model
@NEEDS_CHAT
def test_a_worker_that_is_started_before_any_briefing_is_shown_keeps_what_it_reads(locked: Bench) -> None:
    models = locked.application.models
    locked.application.session_began.connect(lambda _: models.start_chat())
    rooms = locked.open().rooms
    client, slots = models.chat_client, models.snapshots
    assert client is not None
    assert slots is not None
    prepared = wait(client.prepare(PACK_TEXT).future, 110)
    assert not rooms.is_open("briefing")
    slot = slots.make_room(prepared.slot_bytes)
    assert slot is not None
    assert wait(client.store(slot), 20)


def test_a_history_that_is_kept_later_has_its_slots_then(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    bench = FromNothing(qapp, qtbot, tmp_path)
    models = bench.application.models
    assert models.snapshots is None
    bench.press("Keep it …")
    bench.keep()
    qtbot.waitUntil(lambda: models.snapshots is not None, timeout=LONGEST_MS)
    bench.end()


def test_another_history_has_slots_of_its_own_or_none(tmp_path: Path) -> None:
    folder = cheap_folder(tmp_path / "vault")
    vault = folder.create(PASSPHRASE)[0]
    slots = open_slots(vault, tmp_path)
    assert slots is not None
    assert len(list(slots.folder.glob("0?"))) == SLOTS
    vault.close()
    assert open_slots(Vault.in_memory(), tmp_path) is None


def test_where_no_slots_can_be_made_a_history_opens_all_the_same(locked: Bench, tmp_path: Path) -> None:
    (tmp_path / "profile" / "snapshots").write_text("in the way")
    assert locked.open()
    assert locked.application.models.snapshots is None
