"""The SHA-256 of a model file, by which all that was measured of it is known again."""

import hashlib
from pathlib import Path

from closeddoor.domain.errors import KnownError

_CHUNK_BYTES = 4 * 1024 * 1024


def sha256_of(path: Path) -> str:
    """Return it in 64 digits; reads the file to its end. Raises `KnownError`."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
    except OSError as error:
        raise KnownError(
            "model.missing", f"{path} cannot be read.", "Nothing was measured.", "Name a GGUF file that is there."
        ) from error
    return digest.hexdigest()
