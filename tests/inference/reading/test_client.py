"""The real reader on real files, and readers that go wrong: each a document or a sentence, and the window goes on."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from closeddoor.domain.attachment import Part, ReadDocument
from closeddoor.domain.errors import KnownError
from closeddoor.inference.reading import process
from closeddoor.inference.reading.client import ReaderClient, RunningReading
from closeddoor.inference.waiting import wait
from closeddoor.presenters.dispatch import QtDispatcher

PROGRAM = Path(__file__).parents[2] / "fakes" / "reader_misbehaving.py"
Clients = Callable[..., ReaderClient]


@pytest.fixture
def client_with(qapp: QCoreApplication) -> Iterator[Clients]:
    """Make clients, of the real reader or of a program, that are closed at the end."""
    jobs = ThreadPoolExecutor(1)
    clients: list[ReaderClient] = []

    def make(*command: str) -> ReaderClient:
        clients.append(ReaderClient(jobs, QtDispatcher(qapp), command=command))
        return clients[-1]

    yield make
    for client in clients:
        client.close()
    jobs.shutdown()


def outcome(reading: RunningReading) -> ReadDocument | KnownError:
    try:
        return wait(reading.future, 20)
    except KnownError as error:
        return error


def code(reading: RunningReading) -> str:
    result = outcome(reading)
    return result.code if isinstance(result, KnownError) else "read"


def test_a_document_is_read(client_with: Clients, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Terms\n\nThe fee rises by 9 % a\nyear, without a cap.\n\n## End\n\nNone.\n", "utf-8")
    heard: list[float] = []
    client = client_with()
    document = wait(client.read(path, heard.append).future, 20)
    assert document.text == "Terms\nThe fee rises by 9 % a year, without a cap.\nEnd\nNone.\n"
    assert document.parts == (Part("heading", "Terms", 0), Part("heading", "End", 50))
    assert (document.name, document.format, document.remark) == ("notes.md", "text", "")
    assert document.size_bytes == path.stat().st_size
    assert client.last_confined is not None
    assert client.last_confined.seccomp or client.last_confined.why_not


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("dies", "document.died"),
        ("garbage", "document.garbage"),
        ("not a message", "document.garbage"),
        ("flood", "document.garbage"),
        ("miscounts", "document.garbage"),
        ("parts beyond", "document.garbage"),
        ("parts backwards", "document.garbage"),
        ("half a word", "document.garbage"),
        ("goes on after the end", "document.garbage"),
    ],
)
def test_a_reader_that_goes_wrong_is_a_sentence(client_with: Clients, tmp_path: Path, how: str, expected: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("words")
    error = outcome(client_with(sys.executable, "-I", str(PROGRAM), how).read(path, lambda _: None))
    assert isinstance(error, KnownError)
    assert error.code == expected
    assert "“plan.txt”" in error.happened
    assert error.next_step


def test_a_silent_reader_is_ended(client_with: Clients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process.ReaderProcess.__init__, "__kwdefaults__", {"silence_s": 0.5, "longest_s": 60.0})
    path = tmp_path / "plan.txt"
    path.write_text("words")
    reading = client_with(sys.executable, "-I", str(PROGRAM), "says nothing").read(path, lambda _: None)
    assert code(reading) == "document.took_too_long"


def test_cancelling_ends_the_reader_at_once(client_with: Clients, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("words")
    client = client_with(sys.executable, "-I", str(PROGRAM), "says nothing")
    reading = client.read(path, lambda _: None)
    seen: list[int] = []

    def cancel_once_it_runs() -> None:
        if reading.process_id:
            seen.append(reading.process_id)
            reading.cancel()
            timer.stop()

    timer = QTimer()
    timer.timeout.connect(cancel_once_it_runs)
    timer.start(10)
    assert code(reading) == "document.cancelled"
    client.close()
    with pytest.raises(ProcessLookupError):
        os.kill(seen[0], 0)


def test_what_is_no_document_is_refused_before_a_reader_starts(client_with: Clients, tmp_path: Path) -> None:
    client = client_with("/nowhere/at-all")
    empty, pipe, big = tmp_path / "empty.pdf", tmp_path / "pipe.pdf", tmp_path / "big.pdf"
    empty.touch()
    os.mkfifo(pipe)
    with big.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    paths = (empty, pipe, big, tmp_path, tmp_path / "gone.pdf")
    assert [code(client.read(path, lambda _: None)) for path in paths] == [
        "document.empty",
        "document.not_a_file",
        "document.too_large",
        "document.not_a_file",
        "document.missing",
    ]


def test_a_reader_that_does_not_start_is_a_sentence(client_with: Clients, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("words")
    assert code(client_with("/nowhere/at-all").read(path, lambda _: None)) == "document.not_started"
