"""Mending from the unlock page, over real vault folders that are really damaged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.mending import RepairView, RestoreView
from closeddoor.presenters.states.unlock import UnlockViewState
from closeddoor.presenters.unlock import FORGET_AFTER_S, FORGOTTEN
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault import Vault
from closeddoor.vault.ways import Protection
from tests.fakes.keychain import FakeKeychain
from tests.presenters.test_unlock import TYPED, Bench
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes
from tests.vault.test_backup import back_up


class MendingBench(Bench):
    """A closed vault with two conversations, and a backup of it from before the second."""

    def __init__(self, folder: Path) -> None:
        super().__init__(cheap_folder(folder / "profile" / "vault"))
        self.folder.path.parent.mkdir()
        vault, self.code = self.folder.create(PASSPHRASE)
        vault.conversations.create("Vendor meeting")
        self.backup = folder / "b.cdbackup"
        back_up(vault, self.backup)
        vault.conversations.create("Since")
        vault.close()

    @property
    def database(self) -> Path:
        return self.folder.path / "history.db"

    def start(self) -> UnlockViewState:
        self.do(self.presenter.start)
        return self.now()

    def repair_now(self) -> RepairView:
        shown = self.now().repair
        assert shown is not None
        return shown

    def restore_now(self) -> RestoreView:
        shown = self.now().restore
        assert shown is not None
        return shown

    def look_into_backup(self, code: RecoveryCode) -> None:
        self.do(lambda: self.presenter.show_mode("restore"))
        self.do(lambda: self.presenter.choose_backup(self.backup))
        self.do(lambda: self.presenter.look_into_backup(code.text().reveal().decode()))

    def restore(self) -> None:
        self.look_into_backup(self.code)
        self.do(self.presenter.restore)

    def titles(self) -> list[str]:
        vault = self.folder.unlock_with_recovery_code(self.code.text())
        try:
            return [each.title for each in vault.conversations.list()]
        finally:
            vault.close()


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> MendingBench:
    assert qtbot
    return MendingBench(tmp_path)


def cut_off(bench: MendingBench) -> None:
    """Take the last page away: the history does not open any more."""
    content = bench.database.read_bytes()
    bench.database.write_bytes(content[:-4_096])


def test_a_refused_history_is_repaired_with_the_passphrase_that_was_just_typed(bench: MendingBench) -> None:
    cut_off(bench)
    bench.start()
    bench.do(lambda: bench.presenter.unlock(TYPED))
    assert (bench.now().offers, bench.opened) == (("repair", "restore"), 0)
    bench.do(lambda: bench.presenter.show_mode("repair"))
    assert bench.repair_now().key == "given"
    bench.do(lambda: bench.presenter.show_mode("back"))
    assert (bench.now().mode, bench.now().offers) == ("passphrase", ("repair", "restore"))
    bench.do(lambda: bench.presenter.show_mode("repair"))
    bench.do(lambda: bench.presenter.repair(""))
    assert bench.now().mode == "repaired"
    words = bench.repair_now().words
    assert words is not None
    assert any("vault.damaged-1" in sentence for sentence in words.summary)
    bench.do(bench.presenter.open_mended)
    assert (bench.opened, bench.presenter.opened_with) == (1, "passphrase")
    assert "Vendor meeting" in bench.titles()


def test_what_was_typed_and_one_click_uses_is_something_to_lock(bench: MendingBench) -> None:
    bench.start()
    assert not bench.presenter.is_opening
    bench.look_into_backup(bench.code)
    assert (bench.now().mode, bench.now().busy, bench.presenter.is_opening) == ("preview", None, True)
    bench.do(lambda: bench.presenter.show_mode("back"))
    assert not bench.presenter.is_opening
    cut_off(bench)
    bench.do(lambda: bench.presenter.unlock(TYPED))
    assert (bench.now().offers, bench.now().busy, bench.presenter.is_opening) == (("repair", "restore"), None, True)


def test_what_one_click_uses_is_forgotten_after_a_minute_without_use_and_says_so(bench: MendingBench) -> None:
    bench.start()
    bench.look_into_backup(bench.code)
    bench.dispatcher.advance(FORGET_AFTER_S - 1)
    assert bench.presenter.is_opening
    bench.do(lambda: bench.presenter.show_mode("back"))
    bench.look_into_backup(bench.code)  # used: the minute begins anew
    bench.dispatcher.advance(FORGET_AFTER_S - 1)
    assert bench.presenter.is_opening
    bench.dispatcher.advance(1)
    assert (bench.now().mode, bench.now().problem, bench.presenter.is_opening) == ("preview", FORGOTTEN, False)
    bench.do(bench.presenter.restore)
    assert bench.now().mode == "restored"
    bench.do(bench.presenter.open_mended)
    assert (bench.now().mode, bench.opened) == ("passphrase", 0), "it is asked for what opens it"


def test_a_key_that_a_repair_was_about_to_use_is_forgotten_too_and_asked_for(bench: MendingBench) -> None:
    cut_off(bench)
    bench.start()
    bench.do(lambda: bench.presenter.unlock(TYPED))
    bench.do(lambda: bench.presenter.show_mode("repair"))
    assert bench.repair_now().key == "given"
    bench.dispatcher.advance(FORGET_AFTER_S)
    assert (bench.repair_now().key, bench.now().problem, bench.presenter.is_opening) == ("passphrase", FORGOTTEN, False)
    bench.dispatcher.advance(FORGET_AFTER_S)
    bench.do(lambda: bench.presenter.repair(TYPED))
    assert bench.now().mode == "repaired"


def test_a_repair_asks_for_the_key_and_a_wrong_one_changes_nothing(bench: MendingBench) -> None:
    journal = bench.database.with_name("history.db-journal")
    journal.mkdir()
    assert (bench.start().mode, bench.now().offers) == ("damaged", ("repair", "restore"))
    before = bench.database.read_bytes()
    bench.do(lambda: bench.presenter.show_mode("repair"))
    assert bench.repair_now().ways == ("passphrase", "recovery_code")
    bench.do(lambda: bench.presenter.repair("wrong"))
    assert bench.happened() == "This passphrase does not open your history."
    bench.do(lambda: bench.presenter.repair(""))
    assert "needs the key" in bench.happened()
    assert bench.database.read_bytes() == before
    bench.do(lambda: bench.presenter.ask_repair_for("recovery_code"))
    bench.do(lambda: bench.presenter.repair(bench.code.text().reveal().decode()))
    assert bench.now().mode == "repaired"
    assert set(bench.titles()) == {"Since", "Vendor meeting"}


def test_what_opens_with_this_device_too_is_repaired_with_both(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    bench = Bench(cheap_folder(tmp_path / "vault", FakeKeychain()))
    memory = Vault.in_memory()
    bench.folder.keep(memory, Protection("passphrase_device", PASSPHRASE))
    memory.close()
    (bench.folder.path / "history.db-journal").mkdir()
    bench.do(bench.presenter.start)
    bench.do(lambda: bench.presenter.show_mode("repair"))
    bench.do(lambda: bench.presenter.repair(TYPED))
    assert bench.now().mode == "repaired"


def test_what_cannot_be_repaired_is_restored_and_opens_as_before(bench: MendingBench) -> None:
    bench.database.unlink()
    assert bench.start().mode == "damaged"
    bench.do(lambda: bench.presenter.show_mode("repair"))
    bench.do(lambda: bench.presenter.repair(TYPED))
    assert (bench.now().mode, bench.now().offers) == ("repair", ("restore",))
    bench.restore()
    assert bench.now().mode == "restored"
    bench.do(bench.presenter.open_mended)
    assert (bench.now().mode, bench.opened) == ("passphrase", 0)
    bench.do(lambda: bench.presenter.unlock(TYPED))
    assert (bench.opened, bench.presenter.opened_with) == (1, "passphrase")


def test_without_keys_a_backup_opens_with_the_code_that_was_typed_for_it(bench: MendingBench) -> None:
    for name in ("vault.keys", "vault.keys.copy"):
        (bench.folder.path / name).write_bytes(b"{}")
    assert bench.start().offers == ("restore",)
    bench.restore()
    assert any("recovery code only" in line for line in bench.restore_now().result)
    bench.do(bench.presenter.open_mended)
    assert (bench.opened, bench.presenter.opened_with) == (1, "recovery_code")
    bench.do(bench.fresh().start)
    assert (bench.now().mode, bench.now().has_passphrase, bench.now().has_account_slot) == (
        "recovery_code",
        False,
        False,
    )


def test_a_folder_that_is_gone_is_damage_where_something_of_it_is_left(bench: MendingBench) -> None:
    gone = bench.folder.path.with_name("vault.before-restore-1")
    bench.folder.path.rename(gone)
    assert bench.start().mode == "damaged"
    assert "vault.before-restore-1" in bench.happened()
    gone.rename(bench.folder.path)
    bench.do(bench.presenter.look_again)
    assert (bench.now().mode, bench.now().problem) == ("passphrase", None)
    for path in bench.folder.path.iterdir():
        if path.name not in ("vault.head", "vault.lock"):
            path.unlink()
    assert (bench.start().mode, "vault/vault.head" in bench.happened()) == ("damaged", True)


def test_a_history_that_was_set_aside_is_put_back_whole_where_there_is_none_and_opens(bench: MendingBench) -> None:
    before = file_hashes(bench.folder.path)
    bench.folder.path.rename(bench.folder.path.with_name("vault.damaged-1"))
    older = bench.folder.path.with_name("vault.before-restore-1")
    older.mkdir()
    (older / "vault.keys").write_bytes(b"not a whole one, and the latest")
    bench.folder.path.mkdir()
    (bench.folder.path / "vault.head").write_bytes(b"left of the one that went")
    assert (bench.start().mode, bench.now().offers) == ("damaged", ("put_back", "restore"))
    assert "vault.damaged-1" in bench.happened()
    bench.do(lambda: bench.presenter.show_mode("put_back"))
    assert (bench.now().mode, bench.now().problem, bench.now().busy) == ("passphrase", None, None)
    assert file_hashes(bench.folder.path) == before
    assert set(bench.titles()) == {"Vendor meeting", "Since"}
    names = {path.name for path in bench.folder.path.parent.iterdir()}
    assert names == {"vault", "vault.before-restore-1", "vault.before-restore-2"}, "nothing was deleted"


def test_what_was_set_aside_and_is_gone_again_is_said_and_nothing_is_made(bench: MendingBench) -> None:
    aside = bench.folder.path.with_name("vault.damaged-1")
    bench.folder.path.rename(aside)
    bench.start()
    aside.rename(aside.with_name("elsewhere"))
    bench.do(lambda: bench.presenter.show_mode("put_back"))
    assert (bench.now().problem is not None, bench.now().busy) == (True, None)
    assert not bench.folder.path.exists()


def test_a_backup_looked_into_and_left_changes_nothing(bench: MendingBench) -> None:
    bench.start()
    before = file_hashes(bench.folder.path)
    bench.look_into_backup(bench.code)
    assert bench.now().mode == "preview"
    bench.do(lambda: bench.presenter.show_mode("back"))
    assert bench.now().mode == "passphrase"
    assert [path.name for path in bench.folder.path.parent.iterdir()] == ["vault"]
    assert file_hashes(bench.folder.path) == before


@pytest.mark.parametrize("give_up", ["cancel", "back"])
def test_looking_into_a_backup_can_be_given_up(bench: MendingBench, give_up: str) -> None:
    bench.start()
    bench.do(lambda: bench.presenter.show_mode("restore"))
    bench.presenter.choose_backup(bench.backup)
    ways: dict[str, Callable[[], None]] = {
        "cancel": bench.presenter.cancel,
        "back": lambda: bench.presenter.show_mode("back"),
    }
    bench.presenter.look_into_backup(bench.code.text().reveal().decode())
    ways[give_up]()
    bench.dispatcher.run()
    bench.do(lambda: bench.presenter.show_mode("back"))
    assert [path.name for path in bench.folder.path.parent.iterdir()] == ["vault"]
