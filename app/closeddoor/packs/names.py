"""Which names and kinds of file a pack may hold, and how much of it; the same for folders and archives."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from closeddoor.packs.errors import PackError

MOST_ENTRIES = 2_000
MOST_BYTES = 64 * 1024 * 1024
MOST_DIRECTORY_BYTES = MOST_ENTRIES * 512
MOST_ARCHIVE_BYTES = MOST_BYTES + 2 * MOST_DIRECTORY_BYTES
"""An archive of stored files is as long as they are, and names each of them twice."""

MOST_FILE_BYTES = 8 * 1024 * 1024
MOST_NESTING = 16

TEXT_TYPES = frozenset({".toml", ".md", ".txt"})
IMAGE_TYPES = frozenset({".png", ".jpg"})
MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_ARCHIVES = frozenset({".zip", ".cdpack", ".7z", ".rar", ".tar", ".gz", ".bz2", ".xz", ".zst", ".jar"})


def check_name(name: str) -> None:
    """Refuse a path that some system could read as another place or not write at all."""
    parts = name.split("/")
    if len(parts) > MOST_NESTING:
        raise PackError("name.nesting", ascii(name)[1:121], f"stands in more than {MOST_NESTING - 1} nested folders.")
    if not all(_PART.fullmatch(part) and not part.endswith(".") and not _RESERVED.fullmatch(part) for part in parts):
        problem = "is no name for a file of a pack: letters, digits, dots, _ and - only, at most 64 to a part."
        raise PackError("name.malformed", ascii(name)[1:121], problem)


def check_names(names: Sequence[str]) -> None:
    """Refuse two names that are one on a system that does not tell capitals apart, also as file and as folder."""
    files: dict[str, str] = {}
    for name in names:
        if name.casefold() in files:
            raise _collision(name, files[name.casefold()])
        files[name.casefold()] = name
    folders: dict[str, str] = {}
    for name in names:
        for folder in (str(path) for path in PurePosixPath(name).parents[:-1]):
            other = files.get(folder.casefold()) or folders.setdefault(folder.casefold(), folder)
            if folder.casefold() in files or other != folder:
                raise _collision(name, other)


def check_type(name: str, content: bytes) -> None:
    """Refuse a kind of file that packs do not hold."""
    suffix = PurePosixPath(name).suffix
    if suffix in _ARCHIVES or content.startswith(b"PK\x03\x04"):
        raise PackError("archive.nested", name, "is an archive inside the pack.")
    if suffix not in TEXT_TYPES | IMAGE_TYPES and name not in {MANIFEST, SIGNATURE}:
        raise PackError("file.type", name, "is of a type that packs do not hold (.toml .md .txt .png .jpg).")


def check_entries(count: int) -> None:
    if count > MOST_ENTRIES:
        raise PackError("archive.entries", "", f"The pack holds more than {MOST_ENTRIES:,} files.")


def check_sizes(name: str, size_bytes: int, total_bytes: int) -> None:
    """Refuse a file, or a pack so far, that is too large."""
    if size_bytes > MOST_FILE_BYTES:
        raise PackError("archive.file_size", name, "is larger than 8 MiB.")
    if total_bytes > MOST_BYTES:
        raise PackError("archive.size", name, "is where the pack grows beyond 64 MiB.")


def _collision(name: str, other: str) -> PackError:
    return PackError("name.collision", name, f"has the same name as {other} where capitals do not count.")
