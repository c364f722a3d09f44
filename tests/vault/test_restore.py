"""Restoring: what was there is set aside and comes back; a kill leaves one whole vault, the old or the new one."""

import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.vault import set_aside
from closeddoor.vault.errors import (
    FolderInUseError,
    NewerVaultError,
    VaultError,
    VaultExistsError,
    WrongPassphraseError,
)
from closeddoor.vault.migrations import MIGRATIONS
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.restore import Restoring
from closeddoor.vault.rotation import rotate
from closeddoor.vault.set_aside import delete_aside, list_aside, put_back
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes
from tests.vault.test_backup import backed_up, texts

TRIALS = int(os.environ.get("VAULT_KILL_TRIALS", "20")) // 2
ROOT = Path(__file__).parents[2]
OLD_VERSIONS = Path(__file__).parent / "old_versions"

ANOTHER = Secret.from_text("another one, seven words")

FolderAndCode = tuple[VaultFolder, RecoveryCode]


@pytest.fixture
def backup(folder_and_code: FolderAndCode, tmp_path: Path) -> Path:
    """A backup of three messages; one entry was made since."""
    folder, _ = folder_and_code
    path = backed_up(folder, tmp_path / "b.cdbackup")
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    (conversation,) = vault.conversations.list()
    vault.conversations.add_message(conversation.id, "user", "since")
    vault.close()
    return path


def texts_in(path: Path) -> list[str]:
    vault = cheap_folder(path).unlock_with_passphrase(PASSPHRASE)
    assert (vault.notices, vault.check_integrity()) == ((), ())
    try:
        return texts(vault)
    finally:
        vault.close()


def names(folder: VaultFolder) -> set[str]:
    return {path.name for path in folder.path.parent.iterdir() if path.name.startswith("vault")}


def test_what_was_there_is_set_aside_and_comes_back(folder_and_code: FolderAndCode, backup: Path) -> None:
    folder, code = folder_and_code
    before = file_hashes(folder.path)
    restoring = Restoring(folder.path)
    preview = restoring.unpack(backup, code.text())
    assert (preview.keeps_ways, preview.missing_entries) == (True, 1)
    assert (file_hashes(folder.path), names(folder)) == (before, {"vault", "vault.restoring"})
    aside = restoring.put_in_place()
    assert aside is not None
    assert (file_hashes(aside), names(folder)) == (before, {"vault", "vault.before-restore-1"})
    assert texts_in(folder.path) == ["first", "second", "third"]
    assert put_back(folder.path, aside) == folder.path.with_name("vault.before-restore-1")
    assert texts_in(folder.path) == ["first", "second", "third", "since"]
    (restored,) = list_aside(folder.path)
    assert (restored.why, restored.size_bytes > 4_096) == ("before-restore", True)
    delete_aside(folder.path, restored.path)
    assert names(folder) == {"vault"}


def test_an_open_vault_is_not_exchanged(folder_and_code: FolderAndCode, backup: Path) -> None:
    folder, code = folder_and_code
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    restoring = Restoring(folder.path)
    restoring.unpack(backup, code.text())
    with pytest.raises(FolderInUseError):
        restoring.put_in_place()
    assert names(folder) == {"vault", "vault.restoring"}
    vault.close()
    restoring.put_in_place()
    assert texts_in(folder.path) == ["first", "second", "third"]


def test_a_code_made_since_and_the_passphrase_stay_valid(folder_and_code: FolderAndCode, backup: Path) -> None:
    folder, old_code = folder_and_code
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    new = vault.keys.prepare_recovery_code()
    vault.keys.put(new.new_slot)
    vault.keys.put(vault.keys.prepare(Protection("passphrase", ANOTHER)))
    vault.close()
    restoring = Restoring(folder.path)
    assert restoring.unpack(backup, old_code.text()).keeps_ways
    restoring.put_in_place()
    with pytest.raises(WrongPassphraseError):
        folder.unlock_with_passphrase(PASSPHRASE)
    folder.unlock_with_recovery_code(new.code.text()).close()
    vault = folder.unlock_with_passphrase(ANOTHER)
    assert (texts(vault), vault.notices) == (["first", "second", "third"], ())
    vault.close()


def test_a_passphrase_changed_after_the_look_counts(folder_and_code: FolderAndCode, backup: Path) -> None:
    folder, code = folder_and_code
    restoring = Restoring(folder.path)
    restoring.unpack(backup, code.text())
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    vault.keys.put(vault.keys.prepare(Protection("passphrase", ANOTHER)))
    vault.close()
    restoring.put_in_place()
    with pytest.raises(WrongPassphraseError):
        folder.unlock_with_passphrase(PASSPHRASE)
    vault = folder.unlock_with_passphrase(ANOTHER)
    assert (texts(vault), vault.notices) == (["first", "second", "third"], ())
    vault.close()


def test_the_keys_of_another_history_are_not_taken_over(
    folder_and_code: FolderAndCode, backup: Path, tmp_path: Path
) -> None:
    _, code = folder_and_code
    other = cheap_folder(tmp_path / "other" / "vault")
    vault, _ = other.create(Secret.from_text("of another history"))
    vault.close()
    restoring = Restoring(other.path)
    preview = restoring.unpack(backup, code.text())
    assert (preview.keeps_ways, preview.missing_entries) == (False, None)
    restoring.put_in_place()
    assert other.state().slots == ("recovery_code",)
    restored = other.unlock_with_recovery_code(code.text())
    assert texts(restored) == ["first", "second", "third"]
    restored.close()


def test_a_backup_from_before_a_rotation_opens_with_the_code_of_then(
    folder_and_code: FolderAndCode, backup: Path
) -> None:
    folder, old_code = folder_and_code
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    rotate(vault, vault.keys.prepare_rotation(PASSPHRASE))
    vault.close()
    restoring = Restoring(folder.path)
    assert not restoring.unpack(backup, old_code.text()).keeps_ways
    restoring.put_in_place()
    assert folder.state().slots == ("recovery_code",)
    restored = folder.unlock_with_recovery_code(old_code.text())
    assert (texts(restored), restored.notices) == (["first", "second", "third"], ())
    restored.close()


@pytest.mark.parametrize("version", [path.name for path in OLD_VERSIONS.iterdir()])
def test_a_backup_of_an_earlier_version_is_restored_and_brought_along(version: str, tmp_path: Path) -> None:
    shutil.copytree(OLD_VERSIONS / version, tmp_path / "vault")
    folder = cheap_folder(tmp_path / "vault", migrations=MIGRATIONS[: int(version) - 1])
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    new = vault.keys.prepare_recovery_code()
    vault.keys.put(new.new_slot)
    vault.close()
    backup = backed_up(folder, tmp_path / "b.cdbackup")
    restoring = Restoring(folder.path)
    assert restoring.unpack(backup, new.code.text()).messages == 3
    restoring.put_in_place()
    assert texts_in(folder.path) == ["first", "second", "third"]


def test_a_backup_of_a_newer_version_is_refused(folder_and_code: FolderAndCode, backup: Path) -> None:
    folder, code = folder_and_code
    with pytest.raises(NewerVaultError):
        Restoring(folder.path, MIGRATIONS[:-1]).unpack(backup, code.text())
    assert names(folder) == {"vault"}


class ProcessEndedError(Exception):
    """The process ends here."""


@pytest.mark.parametrize("renames", [0, 1, 2, 3])
def test_an_end_between_two_renames_leaves_one_whole_vault(
    folder_and_code: FolderAndCode, backup: Path, renames: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, code = folder_and_code
    restoring = Restoring(folder.path)
    restoring.unpack(backup, code.text())
    rename, left = set_aside._rename, iter(range(renames))

    def stop_at(source: Path, target: Path) -> None:
        if next(left, None) is None:
            raise ProcessEndedError
        rename(source, target)

    with monkeypatch.context() as killed:
        killed.setattr(set_aside, "_rename", stop_at)
        with pytest.raises(ProcessEndedError) if renames < 3 else nullcontext():
            restoring.put_in_place()
    assert folder.state().kind == "locked"
    assert texts_in(folder.path) == ["first", "second", "third", *([] if renames > 1 else ["since"])]
    assert ("vault.before-restore-1" in names(folder)) == (renames > 1)
    assert not [name for name in names(folder) if "leaving" in name]


def test_where_the_new_one_cannot_be_moved_the_old_one_is_back_at_once(
    folder_and_code: FolderAndCode, backup: Path
) -> None:
    folder, code = folder_and_code
    restoring, before = Restoring(folder.path), file_hashes(folder.path)
    restoring.unpack(backup, code.text())
    shutil.rmtree(folder.path.with_name("vault.restoring"))
    with pytest.raises(VaultError):
        restoring.put_in_place()
    assert (names(folder), file_hashes(folder.path)) == ({"vault"}, before)


def test_no_new_vault_is_made_while_one_is_aside(folder_and_code: FolderAndCode) -> None:
    folder, _ = folder_and_code
    folder.path.rename(folder.path.with_name("vault.leaving-before-restore"))
    with pytest.raises(VaultExistsError):
        folder.create(PASSPHRASE)
    assert texts_in(folder.path) == ["first", "second", "third"]


def test_a_kill_leaves_the_old_vault_or_the_new_one(folder_and_code: FolderAndCode, backup: Path) -> None:
    folder, code = folder_and_code
    moments, ended = random.Random(3), set()  # noqa: S311 -- moments that repeat
    before = folder.path.with_name("kept")
    shutil.copytree(folder.path, before)
    for trial in range(TRIALS):
        was_restored = restore_and_kill(folder.path, backup, code, moments, is_last=trial == TRIALS - 1)
        assert folder.state().kind == "locked"
        found = texts_in(folder.path)
        assert found in (["first", "second", "third"], ["first", "second", "third", "since"])
        assert not was_restored or len(found) == 3
        asides = [aside.path for aside in list_aside(folder.path)]
        assert [texts_in(aside)[3:] for aside in asides] == ([["since"]] if len(found) == 3 else [])
        ended.add(len(found))
        for aside in asides:
            put_back(folder.path, aside)
            delete_aside(folder.path, list_aside(folder.path)[0].path)
    assert ended == {3, 4}


def restore_and_kill(path: Path, backup: Path, code: RecoveryCode, moments: random.Random, *, is_last: bool) -> bool:
    """Kill the child somewhere in its work, the last one after it; return whether it said that it was done."""
    command = [sys.executable, "-m", "tests.vault.restoring_writer", str(path), str(backup)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(code.text().reveal().decode() + "\n")
        child.stdin.flush()
        assert child.stdout.readline() == "begun\n"
        if is_last:
            assert child.stdout.readline() == "restored\n"
        time.sleep(0 if is_last else moments.uniform(0, 0.03))
        child.kill()
        return is_last or "restored" in child.stdout.read()
