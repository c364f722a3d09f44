"""A backup to a real folder: progress, giving it up, a file that was there, a disk that refuses or loses."""

import errno
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.services import backup_on_disk
from closeddoor.services.backup import BackupService, RunningBackup, Threads
from closeddoor.services.backup_on_disk import BackupMade
from closeddoor.vault.backup_file import CHUNK_BYTES
from closeddoor.vault.restore import Restoring
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

T = TypeVar("T")
NOW_MS = 1_800_000_000_000


class Jobs(InlineExecutor):
    """Something may happen to the disk before a job is done."""

    def __init__(self) -> None:
        self.before: Callable[[], None] = lambda: None

    def submit(self, job: Callable[[], T]) -> Future[T]:
        self.before()
        return super().submit(job)


class Bench:
    def __init__(self, path: Path) -> None:
        self.folder = cheap_folder(path / "vault")
        self.vault, self.code = self.folder.create(PASSPHRASE)
        conversation = self.vault.conversations.create("Long")
        for _ in range(30):
            self.vault.conversations.add_message(conversation, "user", "words " * 20_000)
        self.is_wanted = True
        self.jobs = Jobs()
        self.dispatcher = QueueDispatcher()
        threads = Threads(InlineExecutor(), self.jobs, self.dispatcher, lambda: self.is_wanted)
        self.service = BackupService(self.vault, threads, lambda: NOW_MS)
        self.seen: list[float] = []
        self.target = path / "kept" / "history.cdbackup"
        self.target.parent.mkdir()

    def save(self) -> RunningBackup:
        return self.service.save(self.target, self.seen.append)

    def saved(self) -> BackupMade:
        running = self.save()
        self.dispatcher.run()
        return running.future.result(0)

    def refusal(self) -> KnownError:
        running = self.save()
        self.dispatcher.run()
        error = running.future.exception(0)
        assert isinstance(error, KnownError)
        return error

    def files(self) -> list[str]:
        return sorted(path.name for path in self.target.parent.iterdir())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.vault.close()


def test_it_is_saved_whole_with_progress_and_private(bench: Bench) -> None:
    made = bench.saved()
    assert made == BackupMade(bench.target, bench.target.stat().st_size, NOW_MS)
    assert made.size_bytes > 2 * CHUNK_BYTES
    assert bench.seen == sorted(bench.seen)
    assert (bench.seen[-1], len(bench.seen) > 5) == (1.0, True)
    assert (bench.files(), bench.target.stat().st_mode & 0o777) == (["history.cdbackup"], 0o600)


def test_a_name_without_its_ending_gets_it(bench: Bench) -> None:
    bench.target = bench.target.with_name("2026-11-23 history")
    assert bench.saved().path.name == "2026-11-23 history.cdbackup"


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_given_up_it_leaves_what_was_there(bench: Bench, steps: int) -> None:
    bench.target.write_bytes(b"the backup before")
    running = bench.save()
    for _ in range(steps):
        bench.dispatcher._ready.popleft()()
    running.cancel()
    bench.dispatcher.run()
    assert getattr(running.future.exception(0), "code", "") == "backup.cancelled"
    assert (bench.files(), bench.target.read_bytes()) == (["history.cdbackup"], b"the backup before")


def test_ended_with_the_application_it_leaves_what_was_there(bench: Bench) -> None:
    bench.target.write_bytes(b"the backup before")
    running = bench.save()
    bench.dispatcher._ready.popleft()()
    running.end()
    bench.dispatcher.run()
    assert (bench.files(), bench.target.read_bytes()) == (["history.cdbackup"], b"the backup before")
    assert not running.future.done()


def test_a_backup_before_is_replaced_by_one_that_was_read_back(bench: Bench) -> None:
    bench.target.write_bytes(b"the backup before")
    bench.saved()
    assert Restoring(bench.folder.path).unpack(bench.target, bench.code.text()).messages == 30


def test_what_the_disk_does_not_give_back_is_no_backup(bench: Bench) -> None:
    bench.target.write_bytes(b"the backup before")
    running = bench.save()
    bench.jobs.before = lambda: lose_two_bytes(running)
    bench.dispatcher.run()
    assert getattr(running.future.exception(0), "code", "") == "backup.unproven"
    assert (bench.files(), bench.target.read_bytes()) == (["history.cdbackup"], b"the backup before")


def lose_two_bytes(running: RunningBackup) -> None:
    file = running._backup._file
    assert file is not None
    os.pwrite(file.fileno(), b"??", CHUNK_BYTES)


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="files without a name are of Linux")
def test_on_its_way_it_has_no_name_that_a_kill_could_leave(bench: Bench) -> None:
    running = bench.save()
    bench.dispatcher._ready.popleft()()
    assert bench.files() == []
    running.end()


@pytest.mark.parametrize("without", ["nameless", "give_name"])
def test_where_a_file_must_have_a_name_it_is_written_beside(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "no links here")

    monkeypatch.setattr(backup_on_disk, without, refuse if without == "give_name" else lambda _: None)
    bench.target.write_bytes(b"the backup before")
    bench.saved()
    assert bench.files() == ["history.cdbackup"]
    assert Restoring(bench.folder.path).unpack(bench.target, bench.code.text()).messages == 30


def test_a_folder_that_is_gone_or_a_folder_of_that_name_is_said(bench: Bench) -> None:
    bench.target.mkdir()
    assert bench.refusal().code == "saving.name"
    bench.target = bench.target.parent / "gone" / "history.cdbackup"
    assert bench.refusal().code == "saving.gone"


def test_a_damaged_history_replaces_no_backup(bench: Bench) -> None:
    bench.target.write_bytes(b"the backup before")
    path = bench.folder.path / "history.db"
    with path.open("r+b") as file:
        file.seek(2 * CHUNK_BYTES + 77)
        file.write(b"??")
    assert bench.refusal().code == "vault.database_damaged"
    assert bench.target.read_bytes() == b"the backup before"


def test_a_history_in_memory_has_none(bench: Bench) -> None:
    assert bench.service.is_possible
    memory = Vault.in_memory()
    assert not BackupService(memory, bench.service._threads).is_possible
    memory.close()
