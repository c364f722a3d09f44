"""Deleted is deleted: no trace in the decrypted pages, free ones included."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from closeddoor.domain.secret import Secret
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE

PAGE_BYTES, IV_BYTES, MAC_BYTES, SALT_BYTES = 4_096, 16, 64, 16
MARKER = "zanzibarquartz"


def decrypted_pages(path: Path, database_key: Secret) -> bytes:
    """Decrypt a SQLCipher 4 file by hand: AES-256-CBC, the IV and an HMAC-SHA512 at the end of each page."""
    content = path.read_bytes()
    pages = [content[start : start + PAGE_BYTES] for start in range(0, len(content), PAGE_BYTES)]
    return b"".join(decrypted(page, database_key, SALT_BYTES if not number else 0) for number, page in enumerate(pages))


def decrypted(page: bytes, database_key: Secret, skip_bytes: int) -> bytes:
    end = PAGE_BYTES - IV_BYTES - MAC_BYTES
    cipher = Cipher(algorithms.AES(database_key.reveal()), modes.CBC(page[end : end + IV_BYTES]))
    return cipher.decryptor().update(page[skip_bytes:end])


def marker_count(vault: Vault, folder: VaultFolder) -> int:
    """Look with the key that the open vault itself uses."""
    keys = vault._database._connect.args[1]  # type: ignore[attr-defined]
    return decrypted_pages(folder.path / "history.db", keys).lower().count(MARKER.encode())


def fill(vault: Vault) -> tuple[int, int]:
    conversation = vault.conversations.create(f"About {MARKER}")
    for number in range(60):
        vault.conversations.add_message(conversation, "user", f"{number} {MARKER} {os.urandom(40).hex()} " * 40)
    attempt = vault.attempts.create("p", "1", "h", "s")
    vault.attempts.save_answer(attempt, "memo", f'"{MARKER}"', committed=True)
    vault.attempts.save_result(attempt, f'"{MARKER}"')
    vault.attempts.save_reflection(attempt, "next_time", MARKER)
    return conversation, attempt


def test_nothing_of_what_was_deleted_stays_in_the_file(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    conversation, attempt = fill(vault)
    assert marker_count(vault, folder) > 60
    vault.conversations.delete(conversation)
    vault.attempts.delete(attempt)
    assert vault.conversations.search(MARKER) == ()
    assert marker_count(vault, folder) == 0
    vault.close()


def test_control_without_secure_delete_it_stays(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    vault._database.read("PRAGMA secure_delete = OFF")
    conversation, attempt = fill(vault)
    vault.conversations.delete(conversation)
    vault.attempts.delete(attempt)
    assert marker_count(vault, folder) > 0
    vault.close()
