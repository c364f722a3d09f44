"""A change of the keys counts from the first copy that is written, and one that fails has changed nothing."""

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import OtherRecoveryCodeError, StorageError, WrongPassphraseError
from closeddoor.vault.key_file import COPY_NAME, KEYS_NAME
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.vault.cheap_vault import PASSPHRASE, put_no_file

NEW = Secret.from_text("other words, told to nobody")


@pytest.mark.parametrize("taken", [KEYS_NAME, COPY_NAME, "vault.head"])
def test_a_place_that_is_taken_does_not_cost_the_new_code(
    folder_and_code: tuple[VaultFolder, RecoveryCode], taken: str
) -> None:
    folder, old_code = folder_and_code
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    put_no_file(folder.path / taken, "folder")
    assert vault.keys is not None
    new = vault.keys.prepare_recovery_code()
    vault.keys.put(new.new_slot)
    vault.keys.put(vault.keys.prepare(Protection("passphrase", NEW)))
    vault.close()
    with pytest.raises(OtherRecoveryCodeError):
        folder.unlock_with_recovery_code(old_code.text())
    with pytest.raises(WrongPassphraseError):
        folder.unlock_with_passphrase(PASSPHRASE)
    if taken == "vault.head":
        (folder.path / taken).rmdir()
    by_code = folder.unlock_with_recovery_code(new.code.text(), accept_older=True)
    assert any("cannot be written" in notice for notice in by_code.notices) == (taken != "vault.head")
    by_code.close()
    folder.unlock_with_passphrase(NEW, accept_older=True).close()


def test_a_change_that_could_not_be_written_leaves_the_old_ways(
    folder_and_code: tuple[VaultFolder, RecoveryCode],
) -> None:
    folder, code = folder_and_code
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    for name in (KEYS_NAME, COPY_NAME):
        (folder.path / f"{name}.tmp").mkdir()
    assert vault.keys is not None
    with pytest.raises(StorageError):
        vault.keys.put(vault.keys.prepare_recovery_code().new_slot)
    with pytest.raises(StorageError):
        vault.keys.put(vault.keys.prepare(Protection("passphrase", NEW)))
    assert vault.keys.passphrase_opens(PASSPHRASE)
    vault.close()
    folder.unlock_with_recovery_code(code.text()).close()
    folder.unlock_with_passphrase(PASSPHRASE).close()
