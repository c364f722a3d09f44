"""A backup holds everything, is of one moment, opens with its code only, and not with one byte changed."""

import io
from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.vault import backup_file
from closeddoor.vault.backup import BackupWriting
from closeddoor.vault.errors import (
    DamagedBackupError,
    DamagedDatabaseError,
    MistypedRecoveryCodeError,
    NewerBackupError,
    NoBackupError,
    NoCodeForBackupError,
    OtherBackupCodeError,
    VaultError,
)
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.restore import Restoring
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

NOW_MS = 1_800_000_000_000
CHUNK_BYTES = 8 * 4_096
"""Small ones, so that a small history has several."""

FolderAndCode = tuple[VaultFolder, RecoveryCode]


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("closeddoor.vault.backup_file.CHUNK_BYTES", CHUNK_BYTES)
    monkeypatch.setattr("closeddoor.vault.backup.CHUNK_BYTES", CHUNK_BYTES)


def back_up(vault: Vault, path: Path, wanted: int = 0) -> BackupWriting:
    """Write a backup that gives way `wanted` times, each time with something written in between."""
    with path.open("wb") as file:
        writing = BackupWriting(vault, file, NOW_MS)
        for _ in range(wanted):
            assert not writing.advance(lambda: True)
            vault.conversations.create("In between")
        assert writing.advance(lambda: False)
    return writing


def backed_up(folder: VaultFolder, path: Path) -> Path:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    back_up(vault, path)
    vault.close()
    return path


def texts(vault: Vault) -> list[str]:
    return [m.text for c in vault.conversations.list() for m in vault.conversations.messages(c.id)]


def test_a_restored_backup_is_what_was_there(folder_and_code: FolderAndCode, tmp_path: Path) -> None:
    folder, code = folder_and_code
    backup = backed_up(folder, tmp_path / "b.cdbackup")
    elsewhere = tmp_path / "elsewhere" / "vault"
    elsewhere.parent.mkdir()
    restoring = Restoring(elsewhere)
    preview = restoring.unpack(backup, code.text())
    assert (preview.conversations, preview.messages, preview.attempts) == (1, 3, 0)
    assert (preview.made_at_ms, preview.keeps_ways, preview.missing_entries) == (NOW_MS, False, None)
    assert not elsewhere.exists()
    assert restoring.put_in_place() is None
    vault = cheap_folder(elsewhere).unlock_with_recovery_code(code.text())
    assert (texts(vault), vault.notices, vault.check_integrity()) == (["first", "second", "third"], (), ())
    vault.close()


def test_nothing_of_it_is_in_the_clear(folder: VaultFolder, tmp_path: Path) -> None:
    content = backed_up(folder, tmp_path / "b.cdbackup").read_bytes()
    header = content[: content.index(b"}}\n") + 3] if b"}}\n" in content else content[:700]
    assert b"first" not in content
    assert b"Vendor" not in content
    assert b"SQLite" not in content
    assert (folder.path / "history.db").read_bytes()[4_096:8_192] not in content
    assert b"vault" in header  # the control: what is not sealed is found by looking for it


def test_a_backup_is_of_one_moment(folder_and_code: FolderAndCode, tmp_path: Path) -> None:
    folder, code = folder_and_code
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    back_up(vault, tmp_path / "b.cdbackup", wanted=2)
    vault.close()
    restoring = Restoring(folder.path)
    assert restoring.unpack(tmp_path / "b.cdbackup", code.text()).conversations == 3
    restoring.put_in_place()
    restored = folder.unlock_with_passphrase(PASSPHRASE)
    assert restored.check_integrity() == ()
    restored.close()


def test_written_to_without_end_it_still_comes_to_its_end(folder: VaultFolder, tmp_path: Path) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    with (tmp_path / "b").open("wb") as file:
        writing = BackupWriting(vault, file, NOW_MS)
        for _ in range(3):
            is_done = writing.advance(lambda: True)
            vault.conversations.create("In between")
    assert is_done
    vault.close()


def test_every_byte_that_is_changed_is_found(folder_and_code: FolderAndCode, tmp_path: Path) -> None:
    """Every other byte of the header, and one at each end of each chunk."""
    folder, code = folder_and_code
    backup = backed_up(folder, tmp_path / "b.cdbackup")
    whole = backup.read_bytes()
    header_bytes = 0
    with backup.open("rb") as file:
        header_bytes = len(backup_file.read_header(file).encode())
    ends = range(header_bytes, len(whole), CHUNK_BYTES + 16)
    places = [*range(0, header_bytes, 2), *ends, *(end - 1 for end in ends), len(whole) - 1]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1
        assert refusal(folder, bytes(changed), code, tmp_path) in {
            DamagedBackupError,
            NoBackupError,
            NewerBackupError,
        }, place
    assert len(places) > header_bytes // 2 + 8
    assert refusal(folder, whole, code, tmp_path) is None


def refusal(folder: VaultFolder, content: bytes, code: RecoveryCode, tmp_path: Path) -> type[VaultError] | None:
    changed = tmp_path / "changed.cdbackup"
    changed.write_bytes(content)
    restoring = Restoring(folder.path)
    try:
        restoring.unpack(changed, code.text())
    except VaultError as error:
        assert not folder.path.with_name("vault.restoring").exists()
        return type(error)
    restoring.discard()
    return None


def test_chunks_cut_off_left_out_or_put_elsewhere_are_found(folder_and_code: FolderAndCode, tmp_path: Path) -> None:
    """With the length in the header made to fit by someone who knows the format, too."""
    folder, code = folder_and_code
    backup = backed_up(folder, tmp_path / "b.cdbackup")
    with backup.open("rb") as file:
        header = backup_file.read_header(file)
        start = file.tell()
    whole, step = backup.read_bytes(), CHUNK_BYTES + 16
    first, second, rest = whole[start : start + step], whole[start + step : start + 2 * step], whole[start + 2 * step :]
    assert len(rest) > step
    fitting = backup_file.BackupHeader(
        header.vault_id, header.generation, header.made_at_ms, 2 * CHUNK_BYTES, header.salt, header.slot
    )
    for content in (
        whole[:start] + second + first + rest,
        whole[:start] + second + second + rest,
        whole[:start] + first + second,
        fitting.encode() + first + second,
        whole + b"more",
        whole[:-1],
        whole[: start - 9],
        b"",
    ):
        assert refusal(folder, content, code, tmp_path) in {DamagedBackupError, NoBackupError}


def test_without_the_number_in_the_nonce_chunks_could_change_places(
    folder_and_code: FolderAndCode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    monkeypatch.setattr(backup_file.Chunks, "_nonce", lambda *_: bytes(12))
    folder, _ = folder_and_code
    backup = backed_up(folder, tmp_path / "b.cdbackup")
    with backup.open("rb") as file:
        header = backup_file.read_header(file)
        chunks = backup_file.Chunks(header, _data_key(folder))
        start, step = file.tell(), CHUNK_BYTES + 16
        whole = backup.read_bytes()
        swapped = io.BytesIO(whole[start + step : start + 2 * step] + whole[start : start + step])
        assert len(next(chunks.read(swapped))) == CHUNK_BYTES


def _data_key(folder: VaultFolder) -> Secret:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    vault.close()
    return vault.keys.opened.data_key


def test_another_code_and_a_mistyped_one_open_nothing(folder_and_code: FolderAndCode, tmp_path: Path) -> None:
    folder, code = folder_and_code
    backup = backed_up(folder, tmp_path / "b.cdbackup")
    with pytest.raises(OtherBackupCodeError):
        Restoring(folder.path).unpack(backup, RecoveryCode.generate().text())
    with pytest.raises(MistypedRecoveryCodeError):
        Restoring(folder.path).unpack(backup, Secret(code.text().reveal()[:-1]))
    with pytest.raises(NoBackupError):
        Restoring(folder.path).unpack(tmp_path / "not there", code.text())
    with pytest.raises(NoBackupError):
        Restoring(folder.path).unpack(tmp_path, code.text())
    assert not folder.path.with_name("vault.restoring").exists()


def test_damage_is_not_backed_up(folder: VaultFolder, tmp_path: Path) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    path = folder.path / "history.db"
    content = bytearray(path.read_bytes())
    content[30 * 4_096 + 5] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(DamagedDatabaseError), (tmp_path / "b").open("wb") as file:
        BackupWriting(vault, file, NOW_MS).advance(lambda: False)
    vault.close()


def test_what_is_read_back_is_compared(folder: VaultFolder, tmp_path: Path) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    path = tmp_path / "b.cdbackup"
    writing = back_up(vault, path)
    with path.open("rb") as file:
        assert list(writing.read_back(file))[-1] == 1.0
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(DamagedBackupError), path.open("rb") as file:
        list(writing.read_back(file))
    vault.close()


def test_without_a_recovery_code_there_is_none(folder: VaultFolder, tmp_path: Path) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    vault.keys.remove("recovery_code")
    with pytest.raises(NoCodeForBackupError), (tmp_path / "b").open("wb") as file:
        BackupWriting(vault, file, NOW_MS)
    vault.close()
