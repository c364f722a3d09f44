"""Copies over a real vault and its real files: only its passphrase is cheap to try."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.privacy.copies import CopiesPresenter, CopiesSources
from closeddoor.presenters.repairing import RepairSteps
from closeddoor.presenters.restoring import RestoreSteps, nothing_open
from closeddoor.presenters.states.privacy.copies import CopiesViewState
from closeddoor.services.backup import BackupService, Threads
from closeddoor.services.last_backup import LastBackupService
from closeddoor.services.repair import RepairService
from closeddoor.services.restore import RestoreService
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage
from tests.services.test_repair import Bench as DamagedBench
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes


class Bench:
    """The section over one open vault, on the disk or in memory."""

    def __init__(self, folder: VaultFolder, vault: Vault, code: RecoveryCode | None = None) -> None:
        self.folder, self.vault, self.code = folder, vault, code
        self.page = RecordingPage[CopiesViewState]()
        self.dispatcher = QueueDispatcher()
        self.held: list[bool] = []
        self.presenter = CopiesPresenter(self.page, self._sources(), self.dispatcher)
        self.presenter.held.connect(self.held.append)
        self.do(self.presenter.refresh)

    def _sources(self) -> CopiesSources:
        inline, dispatcher = InlineExecutor(), self.dispatcher

        def close_history() -> Future[None]:
            return inline.submit(self.vault.close) if self.vault.is_kept else nothing_open()

        restoring = RestoreService(self.folder.path, inline, dispatcher)
        repairing = RepairService(self.folder, inline, dispatcher)
        return CopiesSources(
            BackupService(self.vault, Threads(inline, inline, dispatcher, lambda: False)),
            LastBackupService(self.vault, inline),
            restoring,
            RestoreSteps(restoring, dispatcher, close_history=close_history),
            RepairSteps(repairing, dispatcher, close_history=close_history),
            close_history,
            lambda: self.vault.keys.opened if self.vault.keys else None,
        )

    def do(self, action: Callable[[], object]) -> None:
        action()
        self.dispatcher.run()

    def now(self) -> CopiesViewState:
        return self.page.now()

    def happened(self) -> str:
        problem = self.now().problem
        return problem.happened if problem else ""

    def save(self, path: Path) -> Path:
        self.do(lambda: self.presenter.save(path))
        return path

    def look_into(self, backup: Path, code: RecoveryCode) -> None:
        self.do(lambda: self.presenter.show_step("restore"))
        self.do(lambda: self.presenter.choose_backup(backup))
        self.do(lambda: self.presenter.look_into_backup(code.text().reveal().decode()))

    def restore_from(self, backup: Path) -> None:
        assert self.code is not None
        self.look_into(backup, self.code)
        self.do(self.presenter.restore)

    def titles(self) -> list[str]:
        """Return what is in the vault that is in its place now."""
        vault = self.folder.unlock_with_passphrase(PASSPHRASE)
        try:
            return [conversation.title for conversation in vault.conversations.list()]
        finally:
            vault.close()


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    assert qtbot
    folder = cheap_folder(tmp_path / "profile" / "vault")
    folder.path.parent.mkdir()
    (tmp_path / "usb").mkdir()
    vault, code = folder.create(PASSPHRASE)
    vault.conversations.create("Vendor meeting")
    return Bench(folder, vault, code)


@pytest.fixture
def stick(bench: Bench, tmp_path: Path) -> Path:
    """Return a backup of the vault, to which something was added since."""
    backup = bench.save(tmp_path / "usb" / "b.cdbackup")
    bench.vault.conversations.add_message(bench.vault.conversations.create("Since"), "user", "One more")
    return backup


def test_a_backup_is_saved_and_what_was_added_since_is_counted(bench: Bench, tmp_path: Path) -> None:
    assert bench.presenter.summary == "No backup saved so far"
    saved = bench.save(tmp_path / "usb" / "b.cdbackup")
    assert saved.stat().st_size > 4_096
    assert bench.now().done_line.startswith("Saved as “b.cdbackup”")
    assert bench.now().last_line.endswith("was added to your history since.")
    assert "No entry" in bench.now().last_line
    assert bench.presenter.summary.startswith("Last backup: ")
    bench.vault.conversations.add_message(bench.vault.conversations.create("Since"), "user", "One more")
    bench.do(bench.presenter.refresh)
    assert bench.now().last_line.endswith("1 entry was added to your history since.")
    assert str(tmp_path) not in str(bench.vault.settings.get("backup.last"))


def test_without_a_recovery_code_none_is_offered(bench: Bench) -> None:
    assert bench.vault.keys is not None
    bench.vault.keys.remove("recovery_code")
    bench.do(bench.presenter.refresh)
    assert "no recovery code" in bench.now().refusal
    assert bench.presenter.summary == "No backup possible without a recovery code"


def test_a_backup_that_the_disk_refuses_or_that_is_given_up_leaves_nothing(bench: Bench, tmp_path: Path) -> None:
    bench.save(tmp_path / "gone" / "b.cdbackup")
    assert (bench.happened(), bench.now().busy) == ("This folder is not there any more.", None)
    bench.presenter.save(tmp_path / "usb" / "b.cdbackup")
    bench.dispatcher._ready.popleft()()
    bench.presenter.cancel()
    bench.dispatcher.run()
    assert bench.happened() == "Stopped. No backup was made."
    assert list((tmp_path / "usb").iterdir()) == []
    assert bench.presenter.summary == "No backup saved so far"


def test_a_backup_on_its_way_at_the_end_leaves_nothing(bench: Bench, tmp_path: Path) -> None:
    bench.presenter.save(tmp_path / "usb" / "b.cdbackup")
    bench.dispatcher._ready.popleft()()
    bench.presenter.end()
    bench.dispatcher.run()
    assert (bench.now().done_line, bench.now().problem) == ("", None)
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_backup_is_looked_into_first_and_then_takes_the_place_of_the_history(bench: Bench, stick: Path) -> None:
    assert bench.code is not None
    before = file_hashes(bench.folder.path)
    bench.look_into(stick, bench.code)
    preview = bench.now().restore.preview
    assert preview is not None
    assert bench.now().step == "preview"
    assert preview.holds[:2] == ("1 conversation", "0 messages")
    assert preview.beside[0] == "1 entry was added to your history since. It is not in the backup."
    assert (file_hashes(bench.folder.path), bench.held) == (before, [])
    bench.do(bench.presenter.restore)
    assert (bench.now().step, bench.held[-1]) == ("restored", True)
    assert bench.titles() == ["Vendor meeting"]
    assert any("vault.before-restore-1" in line for line in bench.now().restore.result)


def test_a_code_that_does_not_fit_changes_nothing_and_keeps_the_file_chosen(bench: Bench, stick: Path) -> None:
    before = file_hashes(bench.folder.path)
    bench.look_into(stick, RecoveryCode.generate())
    assert "does not open this backup" in bench.happened()
    assert bench.held == [], "a page that another holds stays held"
    assert (bench.now().step, bench.now().restore.file_name) == ("restore", "b.cdbackup")
    assert file_hashes(bench.folder.path) == before
    bench.do(lambda: bench.presenter.show_step("back"))
    assert (bench.now().step, bench.now().problem) == ("overview", None)


def test_a_preview_that_is_left_leaves_nothing_beside_the_history(bench: Bench, stick: Path) -> None:
    assert bench.code is not None
    bench.look_into(stick, bench.code)
    bench.do(lambda: bench.presenter.show_step("back"))
    assert [path.name for path in bench.folder.path.parent.iterdir()] == ["vault"]


def test_a_restore_that_fails_leaves_the_history_and_says_that_it_is_closed(bench: Bench, stick: Path) -> None:
    assert bench.code is not None
    bench.look_into(stick, bench.code)
    shutil.rmtree(bench.folder.path.with_name("vault.restoring"))
    bench.do(bench.presenter.restore)
    assert (bench.now().step, bench.held[-1]) == ("closed", True)
    assert bench.happened()
    assert bench.titles() == ["Since", "Vendor meeting"]


def test_what_was_set_aside_is_put_back_or_deleted_after_a_question(bench: Bench, stick: Path) -> None:
    bench.restore_from(stick)
    again = Bench(bench.folder, bench.folder.unlock_with_passphrase(PASSPHRASE))
    (row,) = again.now().asides
    again.do(lambda: again.presenter.ask_about("delete", row.name))
    assert again.now().chosen == row
    again.do(lambda: again.presenter.show_step("back"))
    assert again.now().asides == (row,)
    again.do(lambda: again.presenter.ask_about("put_back", row.name))
    again.do(again.presenter.put_back)
    assert (again.now().step, again.held[-1]) == ("closed", True)
    assert again.titles() == ["Since", "Vendor meeting"]
    last = Bench(bench.folder, bench.folder.unlock_with_passphrase(PASSPHRASE))
    (aside,) = last.now().asides
    last.do(lambda: last.presenter.ask_about("delete", aside.name))
    last.do(last.presenter.delete)
    assert (last.now().asides, last.now().done_line) == ((), "It is deleted.")
    assert [path.name for path in bench.folder.path.parent.iterdir()] == ["vault"]
    last.vault.close()


def test_an_open_history_is_repaired_under_the_keys_that_it_is_open_with(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    damaged = DamagedBench(tmp_path / "vault")
    bench = Bench(damaged.folder, damaged.folder.unlock_with_passphrase(PASSPHRASE))
    bench.do(lambda: bench.presenter.show_step("repair"))
    assert bench.now().repair.key == "given"
    bench.do(bench.presenter.repair)
    words = bench.now().repair.words
    assert words is not None
    assert (bench.now().step, bench.held) == ("repaired", [True])
    assert words.lost
    assert all(line.startswith("A message of 20") for line in words.lost)
    vault = damaged.folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.check_integrity() == ()
    vault.close()


def test_a_history_in_memory_is_kept_first_and_a_backup_restored_on_a_fresh_laptop(
    bench: Bench, stick: Path, tmp_path: Path
) -> None:
    bench.vault.close()
    fresh = Bench(cheap_folder(tmp_path / "fresh" / "vault"), Vault.in_memory(), bench.code)
    fresh.folder.path.parent.mkdir()
    fresh.vault.conversations.create("Only here")
    assert "in memory only" in fresh.now().refusal
    assert bench.code is not None
    fresh.look_into(stick, RecoveryCode.generate())
    fresh.look_into(stick, bench.code)
    preview = fresh.now().restore.preview
    assert preview is not None
    assert preview.beside[0] == "No history is kept here to compare it with."
    assert "ends when the backup takes its place" in preview.beside[-1]
    fresh.do(fresh.presenter.restore)
    assert (fresh.now().step, fresh.held[-1]) == ("restored", True)
    vault = fresh.folder.unlock_with_recovery_code(bench.code.text())
    assert [each.title for each in vault.conversations.list()] == ["Vendor meeting"]
    vault.close()
    fresh.vault.close()


def test_a_failed_restore_leaves_what_is_in_memory_in_use(bench: Bench, stick: Path, tmp_path: Path) -> None:
    assert bench.code is not None
    fresh = Bench(cheap_folder(tmp_path / "fresh" / "vault"), Vault.in_memory(), bench.code)
    fresh.folder.path.parent.mkdir()
    fresh.look_into(stick, bench.code)
    shutil.rmtree(fresh.folder.path.with_name("vault.restoring"))
    fresh.do(fresh.presenter.restore)
    assert (fresh.now().step, fresh.held[-1]) == ("preview", False)
    assert fresh.vault.conversations.list() == ()
    fresh.vault.close()
