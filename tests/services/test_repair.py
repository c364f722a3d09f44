"""A repair as the window sees it: progress, giving up, and in words what is lost."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import pytest

from closeddoor.services.opening import Key
from closeddoor.services.repair import _KINDS, RepairReport, RepairService, lost_line
from closeddoor.services.running import Running
from closeddoor.vault.damaged_file import DamagedFile
from closeddoor.vault.mending import LostRow
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.salvaged_rows import tables_of
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

T = TypeVar("T")
DAY_MS = 1_800_000_000_000


class LaterExecutor:
    """Keeps the one job that it is given until `run`."""

    def __init__(self) -> None:
        self.run: Callable[[], object] = lambda: None

    def submit(self, job: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self.run = lambda: InlineExecutor().submit(job).add_done_callback(lambda done: chain(done, future))
        return future


def chain(done: Future[T], future: Future[T]) -> None:
    error = done.exception()
    if error:
        future.set_exception(error)
    else:
        future.set_result(done.result())


class Bench:
    """A vault of which one page with messages is damaged."""

    def __init__(self, path: Path) -> None:
        self.folder = cheap_folder(path)
        vault, self.code = self.folder.create(PASSPHRASE)
        conversation = vault.conversations.create("Vendor meeting")
        for number in range(40):
            vault.conversations.add_message(conversation, "user", f"{number} " * 300)
        root = vault._database.read("SELECT rootpage FROM sqlite_schema WHERE name = 'messages'")[0][0]
        key = vault._database._connect.args[1]  # type: ignore[attr-defined]
        vault.close()
        page = DamagedFile(path / "history.db", key).page(root).cells[3].child
        content = bytearray((path / "history.db").read_bytes())
        content[page * 4_096 - 900] ^= 1
        (path / "history.db").write_bytes(bytes(content))
        self.dispatcher = QueueDispatcher()
        self.service = RepairService(self.folder, InlineExecutor(), self.dispatcher)
        self.seen: list[float] = []

    def repair(self, code: RecoveryCode) -> Running[RepairReport]:
        running = self.service.repair(Key("recovery_code", code.text()), self.seen.append)
        self.dispatcher.run()
        return running


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "vault")


def test_what_is_lost_is_said_in_words(bench: Bench) -> None:
    report = bench.repair(bench.code).future.result(0)
    assert (report.damaged_pages, report.aside.name) == (1, "vault.damaged-1")
    assert report.lost
    assert all(line.startswith("A message of 20") and line.endswith("in “Vendor meeting”.") for line in report.lost)
    assert report.saved_rows == 41 - len(report.lost)
    assert bench.seen == sorted(bench.seen)


def test_another_code_repairs_nothing(bench: Bench) -> None:
    running = bench.repair(RecoveryCode.generate())
    assert getattr(running.future.exception(0), "code", "") == "vault.recovery_code_other"
    assert [path.name for path in bench.folder.path.parent.iterdir()] == ["vault"]


def test_given_up_nothing_was_changed(bench: Bench) -> None:
    executor = LaterExecutor()
    service = RepairService(bench.folder, executor, bench.dispatcher)
    running = service.repair(Key("recovery_code", bench.code.text()), bench.seen.append)
    running.cancel()
    executor.run()
    bench.dispatcher.run()
    assert getattr(running.future.exception(0), "code", "") == "repair.cancelled"
    assert [path.name for path in bench.folder.path.parent.iterdir()] == ["vault"]


def test_every_kind_of_entry_has_its_words() -> None:
    vault = Vault.in_memory()
    tables = {table.name for table in tables_of(vault._database._connection)} - {"vault_state", "sqlite_sequence"}
    vault.close()
    assert tables == set(_KINDS)
    assert lost_line(LostRow("folders", "3", {})) == "A folder (3)."
    assert "or none" in lost_line(LostRow("settings", "", {}, is_certain=False))
    assert lost_line(LostRow("attempts", "3", {"started_at_ms": DAY_MS})).endswith("of 2027-01-15.")
