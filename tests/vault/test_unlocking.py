import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from closeddoor.domain.errors import BugError
from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import (
    DamagedKeysError,
    EmptyPassphraseError,
    FolderInUseError,
    KeychainMissingError,
    KeyHelperError,
    LongPassphraseError,
    MistypedRecoveryCodeError,
    NoVaultError,
    OtherRecoveryCodeError,
    PlaceTakenError,
    UnreadablePassphraseError,
    VaultExistsError,
    WrongPassphraseError,
)
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes

NO_HELPER = KeyHelper(["/nonexistent/key-helper"])


def test_a_vault_at_its_real_cost_opens_with_passphrase_and_code(tmp_path: Path) -> None:
    folder = VaultFolder(tmp_path / "vault")
    assert folder.state().kind == "none"
    vault, code = folder.create(PASSPHRASE)
    conversation = vault.conversations.create("Board")
    vault.close()
    assert folder.state().slots == ("passphrase", "recovery_code")
    unlocks: tuple[Callable[[], Vault], ...] = (
        lambda: folder.unlock_with_passphrase(PASSPHRASE),
        lambda: folder.unlock_with_recovery_code(code.text()),
    )
    for unlock in unlocks:
        opened = unlock()
        assert [each.id for each in opened.conversations.list()] == [conversation]
        assert opened.notices == ()
        opened.close()
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.path.iterdir()} == {0o600}


def test_a_wrong_passphrase_changes_nothing(folder: VaultFolder) -> None:
    before = file_hashes(folder.path)
    with pytest.raises(WrongPassphraseError, match="does not open your history"):
        folder.unlock_with_passphrase(Secret.from_text("quiet harbour, seven lamp"))
    assert file_hashes(folder.path) == before
    folder.unlock_with_passphrase(PASSPHRASE).close()


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", EmptyPassphraseError),
        ("x" * 10_000, LongPassphraseError),
        ("x" * 1_025, LongPassphraseError),
        ("half a pair \ud800", UnreadablePassphraseError),
    ],
)
def test_an_impossible_passphrase_is_refused_before_it_is_hashed(
    tmp_path: Path, folder: VaultFolder, typed: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        cheap_folder(tmp_path / "new", NO_HELPER).create(Secret.from_text(typed))
    with pytest.raises(error):
        cheap_folder(folder.path, NO_HELPER).unlock_with_passphrase(Secret.from_text(typed))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("passphrase", ["x", "é" * 512, "пароль 🔑"])
def test_a_passphrase_is_the_same_in_any_unicode_form(tmp_path: Path, passphrase: str) -> None:
    folder = cheap_folder(tmp_path / "vault")
    vault, _ = folder.create(Secret.from_text(unicodedata.normalize("NFC", passphrase)))
    vault.close()
    folder.unlock_with_passphrase(Secret.from_text(unicodedata.normalize("NFD", passphrase))).close()


def test_recovery_codes_mistyped_and_of_another_vault_are_told_apart(
    folder_and_code: tuple[VaultFolder, RecoveryCode],
) -> None:
    folder, code = folder_and_code
    written = code.text().reveal().decode()
    with pytest.raises(OtherRecoveryCodeError):
        folder.unlock_with_recovery_code(RecoveryCode.generate().text())
    with pytest.raises(MistypedRecoveryCodeError):
        folder.unlock_with_recovery_code(Secret.from_text(written[:-1]))
    folder.unlock_with_recovery_code(Secret.from_text(f" {written.lower().replace('-', ' ')}\n")).close()


def test_replaced_slots_open_nothing_and_an_old_key_file_is_named(
    folder_and_code: tuple[VaultFolder, RecoveryCode],
) -> None:
    folder, old_code = folder_and_code
    old_keys = (folder.path / "vault.keys").read_bytes()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    new_passphrase = Secret.from_text("another one")
    vault.keys.put(vault.keys.prepare(Protection("passphrase", new_passphrase)))
    new = vault.keys.prepare_recovery_code()
    vault.keys.put(new.new_slot)
    assert vault.keys.passphrase_opens(new_passphrase)
    assert not vault.keys.passphrase_opens(PASSPHRASE)
    vault.close()
    with pytest.raises(WrongPassphraseError):
        folder.unlock_with_passphrase(PASSPHRASE)
    with pytest.raises(OtherRecoveryCodeError):
        folder.unlock_with_recovery_code(old_code.text())
    folder.unlock_with_passphrase(new_passphrase).close()
    folder.unlock_with_recovery_code(new.code.text()).close()
    for name in ("vault.keys", "vault.keys.copy"):
        (folder.path / name).write_bytes(old_keys)
    rolled_back = folder.unlock_with_passphrase(PASSPHRASE)
    assert "older key file" in " ".join(rolled_back.notices)
    rolled_back.close()


def test_a_vault_is_open_once(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    with pytest.raises(FolderInUseError):
        folder.unlock_with_passphrase(PASSPHRASE)
    vault.close()
    vault.close()
    with pytest.raises(BugError):
        vault.conversations.list()
    folder.unlock_with_passphrase(PASSPHRASE).close()


def test_no_vault_is_made_over_anything(tmp_path: Path, folder: VaultFolder) -> None:
    before = file_hashes(folder.path)
    with pytest.raises(VaultExistsError):
        folder.create(PASSPHRASE)
    assert file_hashes(folder.path) == before
    (folder.path / "vault.keys").unlink()
    (folder.path / "vault.keys.copy").unlink()
    assert folder.state().kind == "damaged"
    with pytest.raises(VaultExistsError):
        folder.create(PASSPHRASE)
    with pytest.raises(DamagedKeysError):
        folder.unlock_with_passphrase(PASSPHRASE)
    with pytest.raises(NoVaultError):
        cheap_folder(tmp_path / "elsewhere").unlock_with_passphrase(PASSPHRASE)


def test_what_a_killed_creation_left_is_no_vault(tmp_path: Path) -> None:
    staging = tmp_path / "vault.creating"
    staging.mkdir()
    (staging / "vault.keys").write_bytes(b"half")
    folder = cheap_folder(tmp_path / "vault")
    assert folder.state().kind == "none"
    folder.create(PASSPHRASE)[0].close()
    assert not staging.exists()


def test_a_link_in_the_place_of_the_making_is_refused(tmp_path: Path) -> None:
    elsewhere, staging = tmp_path / "elsewhere", tmp_path / "vault.creating"
    elsewhere.mkdir()
    staging.symlink_to(elsewhere)
    folder = cheap_folder(tmp_path / "vault")
    with pytest.raises(PlaceTakenError, match=r"vault\.creating"):
        folder.create(PASSPHRASE)
    assert list(elsewhere.iterdir()) == []
    assert staging.is_symlink()
    staging.unlink()
    folder.create(PASSPHRASE)[0].close()
    assert folder.path.is_dir()
    assert not folder.path.is_symlink()


def test_a_slot_below_the_floor_is_taken_for_tampering(folder: VaultFolder) -> None:
    with pytest.raises(DamagedKeysError):
        VaultFolder(folder.path).unlock_with_passphrase(PASSPHRASE)


def test_without_an_account_slot_the_keychain_is_not_asked(folder: VaultFolder) -> None:
    with pytest.raises(KeychainMissingError):
        cheap_folder(folder.path, NO_HELPER).unlock_with_account()


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(1)",
        "import os; os.kill(os.getpid(), 11)",
        "print('x' * 100_000)",
        "import time; time.sleep(60)",
        r"import sys; sys.stdout.buffer.write(b'\x00\x00\x00\x02{}')",
        r"import sys; sys.stdout.buffer.write(b'\x00\x00\x00\x02[]')",
    ],
)
def test_a_helper_that_fails_is_a_sentence(folder: VaultFolder, program: str) -> None:
    helper = KeyHelper([sys.executable, "-I", "-c", program], derive_limit_s=2)
    with pytest.raises(KeyHelperError, match="did not answer as it should"):
        cheap_folder(folder.path, helper).unlock_with_passphrase(PASSPHRASE)
    folder.unlock_with_passphrase(PASSPHRASE).close()


def test_secrets_do_not_show() -> None:
    code = RecoveryCode.generate()
    shown = f"{PASSPHRASE} {PASSPHRASE!r} {code} {code!r} {code.key}"
    assert "harbour" not in shown
    assert not any(group in shown for group in code.groups)
