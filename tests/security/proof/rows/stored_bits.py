"""Single bits that flip on the disk."""

from pathlib import Path
from random import Random

from closeddoor.vault.connection import PAGE_BYTES
from closeddoor.vault.errors import DamagedKeysError, VaultError
from closeddoor.vault.key_file import COPY_NAME, KEYS_NAME
from closeddoor.vault.vault_folder import VaultFolder
from tests.security.proof.row import Figure
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

MESSAGES = 2_000


def filled_folder(path: Path) -> VaultFolder:
    """Return a closed vault of some hundred pages, whose passphrase is cheap to try."""
    folder = cheap_folder(path / "vault")
    vault, _ = folder.create(PASSPHRASE)
    conversation = vault.conversations.create("Long")
    say = Random(3)  # noqa: S311 - words that repeat
    texts = (" ".join(f"word{say.randrange(5_000)}" for _ in range(60)) for _ in range(MESSAGES))
    with vault._database.write() as writing:
        writing.executemany(
            "INSERT INTO messages (conversation_id, role, state, created_at_ms, text)"
            " VALUES (?, 'user', 'complete', 0, ?)",
            ((conversation, text) for text in texts),
        )
    vault.close()
    return folder


def flips_in_pages(trials: int, path: Path) -> Figure:
    """Flip one bit of the open history at a time; the full check must name the page, and no other."""
    folder, moments = filled_folder(path), Random(7)  # noqa: S311 - places that repeat
    file = folder.path / "history.db"
    whole = file.read_bytes()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    found = 0
    pages: set[int] = set()
    for _ in range(trials):
        bit = moments.randrange(len(whole) * 8)
        pages.add(page := bit // 8 // PAGE_BYTES + 1)
        file.write_bytes(flipped(whole, bit))
        vault._check = None
        found += any(problem.endswith(f" {page}") for problem in vault.check_integrity())
        file.write_bytes(whole)
    vault.close()
    all_pages = len(whole) // PAGE_BYTES
    return Figure(trials, trials - found, f"{found} of {trials} flips found ({len(pages)} of {all_pages} pages hit)")


def flips_in_keys(trials: int, path: Path) -> Figure:
    """Flip the same bit of both copies of the key file; opening must call it damage, whichever bit it is."""
    folder = cheap_folder(path / "vault")
    folder.create(PASSPHRASE)[0].close()
    whole = (folder.path / KEYS_NAME).read_bytes()
    bits = range(0, len(whole) * 8, max(1, len(whole) * 8 // trials))
    named = sum(_is_called_damage(folder, flipped(whole, bit)) for bit in bits)
    return Figure(len(bits), len(bits) - named, f"{named} of {len(bits)} flips named (of {len(whole) * 8} bits)")


def _is_called_damage(folder: VaultFolder, content: bytes) -> bool:
    for name in (KEYS_NAME, COPY_NAME):
        (folder.path / name).write_bytes(content)
    try:
        folder.unlock_with_passphrase(PASSPHRASE).close()
    except DamagedKeysError:
        return True
    except VaultError:
        return False
    return False


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
