"""Workers that go wrong: each a sentence, the text so far kept, memory bounded, the next request answered."""

import os
import resource
import signal
import sys
import time
from concurrent.futures import Future
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Sampling
from closeddoor.inference import process
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.line import MOST_WAITING
from closeddoor.inference.states import Timeouts, WorkerSpec
from closeddoor.inference.waiting import wait
from closeddoor.wire.messages import FromWorker
from tests.inference.starter import Connect, user

PROGRAM = Path(__file__).parents[1] / "fakes" / "worker_misbehaving.py"
QUICK = Timeouts(start_s=2.0, silence_s=1.5, stop_s=0.5, first_restart_s=0.1)


def misbehaving(how: str) -> WorkerSpec:
    return WorkerSpec("chat", Path("none.gguf"), command=(sys.executable, "-I", str(PROGRAM), how))


@pytest.mark.parametrize(
    ("how", "word"),
    [
        ("exits", "ended unexpectedly"),
        ("garbage", "makes no sense"),
        ("not a message", "makes no sense"),
        ("huge frame", "makes no sense"),
        ("another's answer", "makes no sense"),
        ("flood", "makes no sense"),
        ("hangs", "stopped answering"),
    ],
)
def test_a_reply_is_kept_and_says_what_happened(connect: Connect, how: str, word: str) -> None:
    before_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    client = connect(misbehaving(how), QUICK)
    heard: list[str] = []
    reply = wait(client.generate(user("Hello"), Sampling(), heard.append).future, 15)
    assert reply.finish == "interrupted"
    assert reply.text.startswith("what had come ")
    assert reply.text == "".join(heard)
    assert len(reply.text) <= 200_000
    assert word in reply.problem
    assert client.state.phase == "failed"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kib < 64 * 1024


def test_nothing_is_heard_of_a_worker_after_what_cannot_be_believed(qtbot: QtBot) -> None:
    worker = process.WorkerProcess((*misbehaving("greets twice").command, "none.gguf"))
    heard: list[FromWorker] = []

    def hear(message: FromWorker) -> None:
        heard.append(message)
        worker.reject()

    worker.said.connect(hear)
    with qtbot.waitSignal(worker.ended, timeout=15_000) as ended:
        worker.start()
    assert ended.args == ["garbage"]
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("silent at start", "model.hung"),
        ("exits at start", "model.crashed_loading"),
        ("old protocol", "model.garbage"),
    ],
)
def test_what_never_began_fails_with_a_sentence(connect: Connect, how: str, code: str) -> None:
    client = connect(misbehaving(how), QUICK)
    with pytest.raises(KnownError) as caught:
        wait(client.generate(user("Hello"), Sampling(), print).future, 15)
    assert caught.value.code == code
    assert caught.value.safe
    assert caught.value.next_step


def test_a_program_that_is_not_there_is_a_sentence(connect: Connect) -> None:
    client = connect(WorkerSpec("chat", Path("none.gguf"), command=("/nowhere/python",)))
    with pytest.raises(KnownError) as caught:
        wait(client.generate(user("Hello"), Sampling(), print).future, 15)
    assert caught.value.code == "model.not_started"


def test_a_worker_that_ignores_stop_is_ended_and_the_text_kept(connect: Connect) -> None:
    client = connect(misbehaving("ignores stop"), QUICK)
    heard = Future[str]()
    generation = client.generate(user("Hello"), Sampling(), heard.set_result)
    wait(heard, 15)
    generation.stop()
    reply = wait(generation.future, 15)
    assert (reply.finish, reply.text) == ("stopped", "what had come ")


def test_before_a_lock_a_worker_is_killed_and_not_waited_for(connect: Connect) -> None:
    client = connect(misbehaving("ignores stop"), QUICK)
    heard = Future[str]()
    generation = client.generate(user("Hello"), Sampling(), heard.set_result)
    wait(heard, 15)
    process_id, began_s = client.process_id, time.monotonic()
    client.kill_now()
    took_s = time.monotonic() - began_s
    _, status = os.waitpid(process_id, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert took_s < 0.1
    assert wait(generation.future, 1).finish == "interrupted"
    assert wait(generation.future, 1).text == "what had come "


def test_restarts_wait_longer_each_time_and_only_come_with_requests(connect: Connect) -> None:
    client = connect(misbehaving("exits at start"), Timeouts(first_restart_s=0.4, start_s=5))
    states: list[str] = []
    client.state_changed.connect(lambda state: states.append(state.phase))
    started_s = time.monotonic()
    for _ in range(4):
        with pytest.raises(KnownError):
            wait(client.generate(user("Hello"), Sampling(), print).future, 15)
    assert time.monotonic() - started_s >= 0.4 + 0.8
    assert states.count("starting") == 4


def test_requests_behind_the_one_that_crashed_go_to_a_fresh_worker(connect: Connect) -> None:
    client = connect(misbehaving("exits"), QUICK)
    first = client.generate(user("one"), Sampling(), print)
    second = client.generate(user("two"), Sampling(), print)
    assert wait(first.future, 15).finish == "interrupted"
    with_its_own_worker = wait(second.future, 15)
    assert with_its_own_worker.finish == "interrupted"
    assert "ended unexpectedly" in with_its_own_worker.problem or "makes no sense" in with_its_own_worker.problem


def test_a_request_that_was_stopped_while_it_waited_is_never_sent(connect: Connect) -> None:
    client = connect(misbehaving("hangs"), QUICK)
    first = client.generate(user("one"), Sampling(), print)
    second = client.generate(user("two"), Sampling(), print)
    second.stop()
    assert second.future.result(0).finish == "stopped"
    assert wait(first.future, 15).finish == "interrupted"


def test_closing_ends_everything_quickly_and_for_good(connect: Connect) -> None:
    client: WorkerClient = connect(misbehaving("hangs"))
    generation = client.generate(user("Hello"), Sampling(), lambda _: None)
    started_s = time.monotonic()
    client.close()
    assert time.monotonic() - started_s < (process._END_QUIETLY_MS + process._END_KILLED_MS) / 1000
    with pytest.raises(KnownError):
        generation.future.result(0)
    with pytest.raises(KnownError):
        client.generate(user("more"), Sampling(), print).future.result(0)


def test_a_text_beyond_every_model_is_refused_before_it_is_sent(connect: Connect) -> None:
    client = connect(misbehaving("hangs"))
    with pytest.raises(KnownError) as caught:
        client.generate(user("x" * 400_000), Sampling(), print).future.result(0)
    assert caught.value.code == "model.message_too_long"
    assert client.state.phase == "absent"


def test_more_questions_than_may_wait_are_refused_and_the_others_are_not(connect: Connect) -> None:
    client = connect(misbehaving("hangs"))
    futures = [client.context_use(user(f"{number}")) for number in range(MOST_WAITING)]
    with pytest.raises(KnownError) as caught:
        client.context_use(user("one more")).result(0)
    assert caught.value.code == "model.too_many_waiting"
    assert f"{MOST_WAITING} questions" in caught.value.happened
    assert not any(future.done() for future in futures)


def test_a_worker_gets_nothing_of_the_environment_that_could_steer_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONSTARTUP", "LD_PRELOAD", "GGML_BACKEND_PATH", "LLAMA_CPP_LIB_PATH", "HOME"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("LANG", "C.UTF-8")
    environment = process.worker_environment()
    assert environment.value("LANG") == "C.UTF-8"
    assert "/nowhere" not in [environment.value(key) for key in environment.keys()]  # noqa: SIM118 (not a mapping)
