"""What happens to the chat model while nobody asks it anything."""

from concurrent.futures import Future
from typing import cast

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap import tuning
from closeddoor.bootstrap.models import Models
from closeddoor.bootstrap.tuning import Tuner, Unloader
from closeddoor.domain.idle import NEVER
from closeddoor.inference.problems import ModelError
from closeddoor.inference.states import WorkerState
from closeddoor.services.tunings import TuningService
from closeddoor.vault.vault import Vault
from closeddoor.wire.messages import Ready, Tuned, Tuning
from tests.fakes.ports import InlineExecutor, QueueDispatcher

FOUND = Tuned(1, Tuning(1, 1), 400.0, 140.0, ())


class Client:
    """Counts what it is told to do."""

    def __init__(self) -> None:
        self.state = WorkerState("ready", model=Ready("llama", "", 512, 0, "chatml", format_known=True, build="b1"))
        self.searches: list[Future[Tuned]] = []
        self.is_idle = True

    def tune(self) -> Future[Tuned]:
        self.searches.append(Future())
        return self.searches[-1]


class Fake(QObject):
    """As much of `Models` as is looked at here."""

    chat_asked = Signal()
    chat_idle = Signal()
    sha256 = "ab"

    def __init__(self) -> None:
        super().__init__()
        self.chat_client = Client()
        self.used: dict[str, Tuning] = {}
        self.unloaded = 0

    def unload(self) -> None:
        self.unloaded += 1

    def use_tunings(self, tunings: dict[str, Tuning]) -> None:
        self.used = dict(tunings)


class Bench:
    def __init__(self) -> None:
        self.models = Fake()
        self.client = self.models.chat_client
        self.vault = Vault.in_memory()
        self.dispatcher = QueueDispatcher()
        self.tuner = self.tuner_now()

    def tuner_now(self) -> Tuner:
        service = TuningService(self.vault, InlineExecutor(), "A processor")
        made = Tuner(cast("Models", self.models), service, self.dispatcher, self.models)
        self.dispatcher.run()
        return made


@pytest.fixture
def bench(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Bench:
    assert qtbot
    monkeypatch.setattr(tuning, "QUIET_MS", 20)
    return Bench()


def test_a_model_is_measured_once_when_it_is_quiet_and_known_after_a_new_start(bench: Bench, qtbot: QtBot) -> None:
    bench.models.chat_idle.emit()
    qtbot.waitUntil(lambda: len(bench.client.searches) == 1)
    assert bench.tuner.speed_of("ab") is None
    with qtbot.waitSignal(bench.tuner.measured):
        bench.client.searches[0].set_result(FOUND)
        bench.dispatcher.run()
    assert bench.models.used == {"ab": FOUND.tuning}
    again = bench.tuner_now()
    speed = again.speed_of("ab")
    assert speed is not None
    assert (speed.prompt_tokens_per_s, speed.reply_tokens_per_s) == (400.0, 140.0)
    bench.models.chat_idle.emit()
    qtbot.wait(80)
    assert len(bench.client.searches) == 1


def test_another_build_is_measured_anew(bench: Bench, qtbot: QtBot) -> None:
    bench.models.chat_idle.emit()
    qtbot.waitUntil(lambda: len(bench.client.searches) == 1)
    bench.client.searches[0].set_result(FOUND)
    bench.dispatcher.run()
    ready = Ready("llama", "", 512, 0, "chatml", format_known=True, build="b2")
    bench.client.state = WorkerState("ready", model=ready)
    bench.models.chat_idle.emit()
    qtbot.waitUntil(lambda: len(bench.client.searches) == 2)


def test_a_question_that_comes_before_it_begins_puts_it_off(bench: Bench, qtbot: QtBot) -> None:
    bench.models.chat_idle.emit()
    bench.models.chat_asked.emit()
    qtbot.wait(80)
    assert bench.client.searches == []


@pytest.mark.parametrize(("code", "searches"), [("model.closed", 2), ("model.bug", 1)])
def test_what_gave_way_is_tried_again_and_what_failed_is_not(
    bench: Bench, qtbot: QtBot, code: str, searches: int
) -> None:
    bench.models.chat_idle.emit()
    qtbot.waitUntil(lambda: len(bench.client.searches) == 1)
    bench.client.searches[0].set_exception(ModelError(code))
    bench.dispatcher.run()
    bench.models.chat_idle.emit()
    qtbot.wait(80)
    assert len(bench.client.searches) == searches


def test_a_model_nobody_asks_goes_after_the_time_that_was_set_and_not_while_it_is_asked(
    bench: Bench, qtbot: QtBot
) -> None:
    unloader = Unloader(cast("Models", bench.models), bench.models)
    bench.models.chat_idle.emit()
    unloader.apply({"unload_after_minutes": 0.0005})
    bench.models.chat_asked.emit()
    qtbot.wait(80)
    assert bench.models.unloaded == 0
    bench.models.chat_idle.emit()
    qtbot.waitUntil(lambda: bench.models.unloaded == 1)


def test_never_means_never(bench: Bench, qtbot: QtBot) -> None:
    unloader = Unloader(cast("Models", bench.models), bench.models)
    unloader.apply({"unload_after_minutes": 0.0005})
    bench.models.chat_idle.emit()
    unloader.apply({"unload_after_minutes": NEVER})
    qtbot.wait(80)
    assert bench.models.unloaded == 0


def test_a_model_that_is_busy_behind_what_is_shown_stays(bench: Bench, qtbot: QtBot) -> None:
    unloader = Unloader(cast("Models", bench.models), bench.models)
    unloader.apply({"unload_after_minutes": 0.0005})
    bench.client.is_idle = False
    bench.models.chat_idle.emit()
    qtbot.wait(80)
    assert bench.models.unloaded == 0
