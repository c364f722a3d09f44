"""A folder as one file: the same bytes for the same folder."""

import gzip
import hashlib
import tarfile
from collections.abc import Callable
from pathlib import Path

from workshop import source_time_s


def make_tar(folder: Path, target: Path, inside: str) -> Path:
    """Write `folder` as `inside`/ into a .tar.gz at `target`, sorted, of nobody, at the time of the source."""
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=source_time_s()) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            name = Path(inside, path.relative_to(folder)).as_posix()
            archive.add(path, name, recursive=False, filter=_settled(source_time_s()))
    return target


def _settled(time_s: int) -> Callable[[tarfile.TarInfo], tarfile.TarInfo]:
    def settle(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = time_s
        return info

    return settle


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
