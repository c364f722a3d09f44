"""Restoring as the window sees it: looked at while the vault is open, given up, put in place, taken back, deleted."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.services.restore import RestoreService
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.restore import BackupPreview
from closeddoor.vault.vault_folder import VaultFolder
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.test_backup import back_up

T = TypeVar("T")


class Bench:
    def __init__(self, folder: VaultFolder, code: RecoveryCode, backup: Path) -> None:
        self.folder, self.code, self.backup = folder, code, backup
        self.dispatcher = QueueDispatcher()
        self.service = RestoreService(folder.path, InlineExecutor(), self.dispatcher)
        self.seen: list[float] = []

    def look(self) -> Future[BackupPreview]:
        running = self.service.unpack(self.backup, self.code.text(), self.seen.append)
        self.dispatcher.run()
        return running.future

    def titles(self) -> list[str]:
        vault = self.folder.unlock_with_passphrase(PASSPHRASE)
        try:
            return [conversation.title for conversation in vault.conversations.list()]
        finally:
            vault.close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    folder = cheap_folder(tmp_path / "vault")
    vault, code = folder.create(PASSPHRASE)
    vault.conversations.create("Vendor meeting")
    back_up(vault, backup := tmp_path / "b.cdbackup")
    vault.conversations.create("Since")
    vault.close()
    yield Bench(folder, code, backup)
    assert {path.name for path in tmp_path.iterdir()} == {"vault", "b.cdbackup"}, "what is made is put away again"


def test_it_is_looked_at_restored_taken_back_and_deleted(bench: Bench) -> None:
    bench.look().result(0)
    assert (bench.seen[-1], bench.titles()) == (1.0, ["Since", "Vendor meeting"])
    aside = bench.service.restore().result(0)
    assert aside is not None
    assert bench.titles() == ["Vendor meeting"]
    assert [found.path for found in bench.service.set_aside().result(0)] == [aside]
    now_aside = bench.service.put_back(aside).result(0)
    assert bench.titles() == ["Since", "Vendor meeting"]
    assert now_aside is not None
    bench.service.delete(now_aside).result(0)


def test_an_open_vault_is_looked_beside_and_not_exchanged(bench: Bench) -> None:
    vault = bench.folder.unlock_with_passphrase(PASSPHRASE)
    bench.look().result(0)
    assert getattr(bench.service.restore().exception(0), "code", "") == "vault.in_use"
    vault.conversations.create("Still open")
    vault.close()
    bench.service.discard().result(0)
    assert bench.titles() == ["Still open", "Since", "Vendor meeting"]


def test_given_up_nothing_is_left(bench: Bench) -> None:
    held = HoldingExecutor()
    service = RestoreService(bench.folder.path, held, bench.dispatcher)
    running = service.unpack(bench.backup, bench.code.text(), bench.seen.append)
    running.cancel()
    held.go_on()
    bench.dispatcher.run()
    assert getattr(running.future.exception(0), "code", "") == "restore.cancelled"
    assert bench.titles() == ["Since", "Vendor meeting"]


class HoldingExecutor(InlineExecutor):
    """Keeps a job until `go_on`."""

    def __init__(self) -> None:
        self.go_on: Callable[[], None] = lambda: None

    def submit(self, job: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()

        def go_on() -> None:
            try:
                future.set_result(job())
            except KnownError as error:
                future.set_exception(error)

        self.go_on = go_on
        return future


def test_another_code_restores_nothing(bench: Bench) -> None:
    bench.code = RecoveryCode.generate()
    assert getattr(bench.look().exception(0), "code", "") == "backup.code_other"
