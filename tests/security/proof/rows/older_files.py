"""A history that is cut off, put back or emptied."""

import shutil
from pathlib import Path

from closeddoor.vault.connection import PAGE_BYTES
from closeddoor.vault.errors import DamagedDatabaseError, OlderCopyError, VaultError
from closeddoor.vault.vault_folder import VaultFolder
from tests.security.proof.row import Figure
from tests.security.proof.rows.stored_bits import filled_folder
from tests.vault.cheap_vault import PASSPHRASE, file_hashes

OLDER_COPIES = 20


def cut_back_and_empty(trials: int, path: Path) -> Figure:
    """Cut at up to `trials` pages, put older files back, empty it: each is named, and nothing else is changed."""
    folder = filled_folder(path)
    older = _older_copies(folder)
    file = folder.path / "history.db"
    whole = file.read_bytes()
    lengths = range(0, len(whole), PAGE_BYTES * max(1, len(whole) // PAGE_BYTES // trials))
    cut = sum(_is_named(folder, whole[:length], DamagedDatabaseError) for length in lengths)
    back = sum(_is_named(folder, content, OlderCopyError) for content in older)
    file.write_bytes(whole)
    opens = _opens(folder)
    tried, named = len(lengths) + len(older), cut + back
    said = f"{cut} of {len(lengths)} cuts and {back} of {len(older)} older files named; the whole one opens: {opens}"
    return Figure(tried, tried - named + (not opens), said)


def _older_copies(folder: VaultFolder) -> list[bytes]:
    copies = []
    for number in range(OLDER_COPIES):
        copies.append((folder.path / "history.db").read_bytes())
        vault = folder.unlock_with_passphrase(PASSPHRASE)
        vault.conversations.create(f"Later {number}")
        vault.close()
    return copies


def _is_named(folder: VaultFolder, content: bytes, as_what: type[VaultError]) -> bool:
    """Whether opening names it, changes nothing, and makes no new vault of it."""
    (folder.path / "history.db").write_bytes(content)
    before = file_hashes(folder.path)
    kept = folder.path.with_name("kept")
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(folder.path, kept)
    try:
        folder.unlock_with_passphrase(PASSPHRASE).close()
    except as_what:
        return file_hashes(folder.path) == before
    except VaultError:
        return False
    shutil.rmtree(folder.path)
    kept.rename(folder.path)
    return False


def _opens(folder: VaultFolder) -> bool:
    try:
        folder.unlock_with_passphrase(PASSPHRASE).close()
    except VaultError:
        return False
    return True
