"""Each bit of the key file, flipped and met by whoever unlocks: found in both copies, mended in one.

KEY_BITS_EVERY is how many bits lie between two that are tried: 1 is every bit, as before a release.
"""

import os
from pathlib import Path

import pytest

from closeddoor.vault.errors import DamagedKeysError
from closeddoor.vault.key_file import COPY_NAME, KEYS_NAME
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.rotation import rotate
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE, file_hashes, put_no_file

EVERY = int(os.environ.get("KEY_BITS_EVERY", "53"))
pytestmark = pytest.mark.timeout(120 if EVERY > 20 else 3_600)


@pytest.fixture(params=["at rest", "rotating"])
def opened_by_code(
    request: pytest.FixtureRequest, folder_and_code: tuple[VaultFolder, RecoveryCode]
) -> tuple[VaultFolder, RecoveryCode]:
    """A vault, and its code: the cheapest way in, so that many tries cost little."""
    folder, code = folder_and_code
    if request.param == "at rest":
        return folder, code
    put_no_file(folder.path / COPY_NAME, "folder")
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    new = vault.keys.prepare_rotation(PASSPHRASE)
    rotate(vault, new)
    vault.close()
    (folder.path / COPY_NAME).rmdir()
    (folder.path / COPY_NAME).write_bytes((folder.path / KEYS_NAME).read_bytes())
    assert b'"previous"' in (folder.path / KEYS_NAME).read_bytes()
    return folder, new.code


def flip(path: Path, content: bytes, bit: int) -> None:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    path.write_bytes(changed)


def test_a_bit_that_is_flipped_in_both_copies_opens_nothing_and_changes_nothing(
    opened_by_code: tuple[VaultFolder, RecoveryCode],
) -> None:
    folder, code = opened_by_code
    genuine = (folder.path / KEYS_NAME).read_bytes()
    found, tried = 0, range(0, 8 * len(genuine), EVERY)
    for bit in tried:
        for name in (KEYS_NAME, COPY_NAME):
            flip(folder.path / name, genuine, bit)
        before = file_hashes(folder.path)
        with pytest.raises(DamagedKeysError):
            folder.unlock_with_recovery_code(code.text())
        found += file_hashes(folder.path) == before
    assert found == len(tried)
    for name in (KEYS_NAME, COPY_NAME):
        (folder.path / name).write_bytes(genuine)
    folder.unlock_with_recovery_code(code.text()).close()


@pytest.mark.parametrize("name", [KEYS_NAME, COPY_NAME])
def test_a_bit_that_is_flipped_in_one_copy_is_mended_and_told(
    folder_and_code: tuple[VaultFolder, RecoveryCode], name: str
) -> None:
    folder, code = folder_and_code
    path = folder.path / name
    genuine = path.read_bytes()
    for bit in range(0, 8 * len(genuine), 4 * EVERY if EVERY > 1 else 1):
        flip(path, genuine, bit)
        vault = folder.unlock_with_recovery_code(code.text())
        assert "restored from the other" in " ".join(vault.notices), bit
        vault.close()
        assert path.read_bytes() == genuine, bit
