"""Reading the private key of an author, whose passphrase is asked for."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from closeddoor.cli.passphrase import Prompts, passphrase_for
from closeddoor.cli.reading import read_bytes
from closeddoor.packs.key_file import is_encrypted, read_key

OF_THE_KEY = Prompts("Passphrase of the key: ", "A passphrase for the new key: ")
OF_THE_FORMER_KEY = Prompts("Passphrase of the former key: ", option="--former-passphrase-file")


def key_at(path: Path | None, passphrase_file: Path | None, prompts: Prompts) -> Ed25519PrivateKey | None:
    """Return the key in a file, None when no file was named; raises `KnownError`."""
    if path is None:
        return None
    content = read_bytes(path)
    if not is_encrypted(content):
        return read_key(content, None)
    return read_key(content, passphrase_for(passphrase_file, is_new=False, prompts=prompts))
