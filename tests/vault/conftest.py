from pathlib import Path

import pytest

from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder


@pytest.fixture
def folder(tmp_path: Path) -> VaultFolder:
    """A closed vault with one conversation of three messages."""
    folder, _ = _vault_with_three_messages(tmp_path / "vault")
    return folder


@pytest.fixture
def folder_and_code(tmp_path: Path) -> tuple[VaultFolder, RecoveryCode]:
    return _vault_with_three_messages(tmp_path / "vault")


def _vault_with_three_messages(path: Path) -> tuple[VaultFolder, RecoveryCode]:
    folder = cheap_folder(path)
    vault, code = folder.create(PASSPHRASE)
    conversation = vault.conversations.create("Vendor meeting")
    for text in ("first", "second", "third"):
        vault.conversations.add_message(conversation, "user", text)
    vault.close()
    return folder, code
