"""What is dropped on the window, where it is a pack."""

from pathlib import Path

from PySide6.QtCore import QMimeData

SUFFIX = ".cdpack"
PACK_FILE = "pack.toml"


def pack_in(untrusted: QMimeData) -> Path | None:
    """Return the one local pack, file or folder, that is being dropped; None for anything else."""
    urls = untrusted.urls() if untrusted.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.casefold() == SUFFIX or (path / PACK_FILE).is_file() else None
