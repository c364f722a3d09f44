from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import (
    DeviceSecretLockedError,
    DeviceSecretMissingError,
    KeychainLockedError,
    KeychainRefusedError,
    VaultError,
    WrongPassphraseError,
    WrongPassphraseOrDeviceError,
)
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.fakes.keychain import FakeKeychain
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

JOINED = Protection("passphrase_device", PASSPHRASE)


@pytest.fixture
def keychain() -> FakeKeychain:
    return FakeKeychain()


@pytest.fixture
def kept(tmp_path: Path, keychain: FakeKeychain) -> tuple[VaultFolder, RecoveryCode]:
    """A closed vault that opens with passphrase and device together."""
    folder, memory = cheap_folder(tmp_path / "vault", keychain), Vault.in_memory()
    code = folder.keep(memory, JOINED)
    memory.close()
    return folder, code


def test_passphrase_and_device_open_together(kept: tuple[VaultFolder, RecoveryCode]) -> None:
    folder, _ = kept
    assert folder.state().slots == ("passphrase_device", "recovery_code")
    folder.unlock_with_passphrase(PASSPHRASE).close()
    with pytest.raises(WrongPassphraseOrDeviceError):
        folder.unlock_with_passphrase(Secret.from_text("another passphrase"))


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (None, DeviceSecretMissingError),
        (KeychainLockedError(), DeviceSecretLockedError),
        (KeychainRefusedError(), DeviceSecretMissingError),
    ],
)
def test_without_the_device_the_passphrase_opens_nothing_and_the_code_does(
    kept: tuple[VaultFolder, RecoveryCode],
    keychain: FakeKeychain,
    refusal: VaultError | None,
    told: type[VaultError],
) -> None:
    folder, code = kept
    keychain.items.clear()
    keychain.refusal = refusal
    with pytest.raises(told, match="half of your key"):
        folder.unlock_with_passphrase(PASSPHRASE)
    folder.unlock_with_recovery_code(code.text()).close()


def test_another_device_secret_does_not_open(kept: tuple[VaultFolder, RecoveryCode], keychain: FakeKeychain) -> None:
    (entry,) = keychain.items
    keychain.items[entry] = Secret(bytes(32))
    with pytest.raises(WrongPassphraseOrDeviceError):
        kept[0].unlock_with_passphrase(PASSPHRASE)


def test_a_device_can_be_left_behind_and_joined_again(
    kept: tuple[VaultFolder, RecoveryCode], keychain: FakeKeychain
) -> None:
    folder, code = kept
    vault = folder.unlock_with_recovery_code(code.text())
    assert vault.keys is not None
    assert vault.keys.passphrase_opens(PASSPHRASE)
    for replaced in vault.keys.put(vault.keys.prepare(Protection("passphrase", PASSPHRASE))):
        vault.keys.forget(replaced)
    assert (sorted(vault.keys.slots), keychain.items) == (["passphrase", "recovery_code"], {})
    vault.close()
    folder.unlock_with_passphrase(PASSPHRASE).close()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    vault.keys.put(vault.keys.prepare(JOINED))
    assert sorted(vault.keys.slots) == ["passphrase_device", "recovery_code"]
    vault.close()
    keychain.items.clear()
    with pytest.raises(DeviceSecretMissingError):
        folder.unlock_with_passphrase(PASSPHRASE)


def test_an_account_alone_needs_no_passphrase(tmp_path: Path, keychain: FakeKeychain) -> None:
    folder, memory = cheap_folder(tmp_path / "vault", keychain), Vault.in_memory()
    code = folder.keep(memory, Protection("account"))
    memory.close()
    assert folder.state().slots == ("account", "recovery_code")
    folder.unlock_with_account().close()
    with pytest.raises(WrongPassphraseError):
        folder.unlock_with_passphrase(PASSPHRASE)
    keychain.items.clear()
    folder.unlock_with_recovery_code(code.text()).close()


@pytest.mark.parametrize(
    ("refusal", "works"), [(None, True), (KeychainLockedError(), False), (KeychainRefusedError(), False)]
)
def test_a_keychain_is_offered_only_where_it_works(tmp_path: Path, refusal: VaultError | None, *, works: bool) -> None:
    assert cheap_folder(tmp_path / "vault", FakeKeychain(refusal)).keychain_works() is works
