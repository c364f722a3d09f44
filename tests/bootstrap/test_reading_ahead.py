"""What is read ahead is kept, whoever started the worker first, and whether or not a briefing was ever shown."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.models import LEAST_TO_REPHRASE
from closeddoor.bootstrap.slots import open_slots
from closeddoor.domain.qualification import JudgedModel
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.idle_requests import PrepareRequest
from closeddoor.inference.model_places import ModelPlace
from closeddoor.inference.running import RunningPreparation
from closeddoor.inference.taking import ChosenModel, Taking
from closeddoor.inference.waiting import wait
from closeddoor.services.qualification import keep_in
from closeddoor.services.reading_ahead import DELAY_S
from closeddoor.vault.vault import Vault
from closeddoor.wire.messages import Turn
from closeddoor.wire.model_headers import Shape
from closeddoor.wire.slots import SLOTS
from tests.bootstrap.test_first_minute import Bench as FromNothing
from tests.bootstrap.test_locking import LONGEST_MS, Bench
from tests.bootstrap.test_session import Bench as SessionBench
from tests.fakes.model_headers import look
from tests.inference.gguf_bytes import gguf
from tests.inference.starter import NEEDS_CHAT
from tests.services.opinion_bench import PASSED
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

PACK_TEXT = [
    Turn("system", " ".join(f"The plant at Halden closes in May, says clause {number}." for number in range(14)))
]


@pytest.fixture(name="session")
def session_bench(qapp: QApplication, tmp_path: Path) -> Iterator[SessionBench]:
    """A session over a history in memory."""
    bench = SessionBench(tmp_path, qapp)
    yield bench
    bench.end()


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


@pytest.fixture
def small(tmp_path: Path) -> ChosenModel:
    """A model of the user's that is too small to put replies in its own words."""
    (tmp_path / "small.gguf").write_bytes(gguf())
    taken = Taking(look([ModelPlace("An app", tmp_path)]).models[0], None).advance(60.0)
    assert taken is not None
    return replace(taken, shape=Shape(parameters=LEAST_TO_REPHRASE // 2))


@pytest.mark.parametrize("passed", [True, False])
def test_a_judge_that_has_passed_reads_ahead_at_any_size(
    session: SessionBench, small: ChosenModel, monkeypatch: pytest.MonkeyPatch, *, passed: bool
) -> None:
    asked: list[object] = []

    def prepare(_: WorkerClient, turns: object) -> RunningPreparation:
        asked.append(turns)
        return RunningPreparation(PrepareRequest([]), lambda _: None)

    monkeypatch.setattr(WorkerClient, "prepare", prepare)
    monkeypatch.setattr("closeddoor.bootstrap.reading_ahead.charge_left", lambda: None)
    session.session.services.equipment.models.use(small)
    keep_in(session.vault, replace(PASSED, model=JudgedModel(small.sha256, "b1", "Small"), passed=passed))
    session.session.ways.open_briefing(session.pack.info.id, session.scenario.id)
    session.dispatcher.run()
    session.dispatcher.advance(DELAY_S)
    assert len(asked) == passed
