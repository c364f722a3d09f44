"""What is dropped on the window, where it is for the library: a pack, or a newer version."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from closeddoor.domain.release import release_among

SUFFIX = ".cdpack"
PACK_FILE = "pack.toml"


def pack_in(untrusted: QMimeData) -> Path | None:
    """Return the one local pack, file or folder, or the release that is being dropped; None for anything else.

    A release may come together with the statement on it, as the two lie side by side.
    """
    urls = untrusted.urls() if untrusted.hasUrls() else []
    if not 1 <= len(urls) <= 2 or not all(url.isLocalFile() for url in urls):
        return None
    paths = tuple(Path(url.toLocalFile()) for url in urls)
    release = release_among(paths)
    if release is not None or len(paths) == 2:
        return release
    path = paths[0]
    return path if path.suffix.casefold() == SUFFIX or (path / PACK_FILE).is_file() else None
