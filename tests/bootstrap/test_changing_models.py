"""Another model takes the place of one whose worker takes a second to end: nothing on the window waits for that."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap import models as module
from closeddoor.bootstrap.models import Models
from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, Sampling
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.process import WorkerProcess
from closeddoor.inference.states import WorkerSpec

PROGRAM = Path(__file__).parents[1] / "fakes" / "worker_misbehaving.py"
ENDS_AFTER_MS = 1000


@pytest.fixture
def models(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Models]:
    """Both models are fakes that load at once; being killed takes them a second."""
    assert qtbot
    command = (sys.executable, "-I", str(PROGRAM), "ignores stop")
    monkeypatch.setattr(module, "chat_spec", lambda *_: WorkerSpec("chat", Path("none.gguf"), command=command))
    real_kill = WorkerProcess.kill
    monkeypatch.setattr(
        WorkerProcess, "kill", lambda self: QTimer.singleShot(ENDS_AFTER_MS, self, lambda: real_kill(self))
    )
    parent = QObject()
    made = Models([], parent)
    yield made
    made.kill_now()
    parent.deleteLater()


def in_memory(qtbot: QtBot, models: Models) -> WorkerClient:
    models.start_chat()
    client = models.chat_client
    assert client is not None
    qtbot.waitUntil(lambda: client.state.phase == "ready", timeout=30_000)
    return client


def test_nothing_waits_on_the_window_and_the_next_worker_starts_when_the_last_has_ended(
    qtbot: QtBot, models: Models
) -> None:
    old = in_memory(qtbot, models)
    begun_s = time.monotonic()
    models.load_anyway()
    assert time.monotonic() - begun_s < ENDS_AFTER_MS / 4000
    new = models.chat_client
    assert new is not None
    assert new is not old
    assert (new.state.phase, new.process_id) == ("starting", 0)
    with qtbot.waitSignal(old.gone, timeout=30_000):
        assert old.process_id
    assert new.process_id
    qtbot.waitUntil(lambda: new.state.phase == "ready", timeout=30_000)
    assert models._leaving == []


def test_what_is_asked_meanwhile_is_answered_by_the_next_and_what_was_being_written_is_kept(
    qtbot: QtBot, models: Models
) -> None:
    in_memory(qtbot, models)
    heard: list[str] = []
    writing = models.chat.generate([ChatMessage("user", "Hello")], Sampling(), heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=30_000)
    models.load_anyway()
    assert writing.future.result(0).text == "what had come "
    models.load_anyway()  # again, while the first is on its way out
    asked: list[str] = []
    models.chat.generate([ChatMessage("user", "Hello")], Sampling(), asked.append)
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["what had come "], timeout=30_000)


def test_what_waits_to_be_loaded_can_be_cancelled_and_is_not_loaded_later(qtbot: QtBot, models: Models) -> None:
    old = in_memory(qtbot, models)
    models.load_anyway()
    asked = models.chat.generate([ChatMessage("user", "Hello")], Sampling(), print)
    models.cancel_loading()
    problem = asked.future.exception(0)
    assert isinstance(problem, KnownError)
    assert problem.code == "model.load_cancelled"
    new = models.chat_client
    assert new is not None
    with qtbot.waitSignal(old.gone, timeout=30_000):
        assert new.state.phase == "absent"
    assert new.process_id == 0
