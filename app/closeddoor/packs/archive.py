"""The .cdpack file: a zip that is read in memory only, never trusted, and written the same way each time."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping

from closeddoor.domain.table import shown_name
from closeddoor.packs.errors import PackError
from closeddoor.packs.names import (
    MOST_ARCHIVE_BYTES,
    MOST_DIRECTORY_BYTES,
    MOST_ENTRIES,
    check_entries,
    check_name,
    check_names,
    check_sizes,
    check_type,
)

MOST_RATIO = 200
_STORE_BEYOND_RATIO = 100
_CHUNK_BYTES = 64 * 1024
_ENCRYPTED = 0x1
_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16

_END_SIGNATURE = b"PK\x05\x06"
_END = struct.Struct("<4s3HHLLH")
_END_64_SIGNATURE = b"PK\x06\x07"
_END_64_BYTES = 20
_MOST_COMMENT_BYTES = 1 << 16

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, OverflowError)


def unpack(untrusted_archive: bytes) -> dict[str, bytes]:
    """Return the bytes of every entry by its path; limits are counted while reading, not as declared."""
    if len(untrusted_archive) > MOST_ARCHIVE_BYTES:
        raise PackError("archive.size", "", "The archive is larger than 64 MiB and what its entries' names take.")
    _check_directory(untrusted_archive)
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted_archive)) as archive:
            return _read_entries(archive)
    except _DAMAGE as error:
        raise PackError("archive.damaged", "", "The archive is damaged, incomplete or not a pack.") from error


def pack_up(files: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """Return a zip of these files: sorted, without times, so that the same files give the same bytes.

    With `stored` nothing is deflated, and the bytes do not depend on the version of zlib either.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            method = zipfile.ZIP_STORED if stored else _method(files[path])
            archive.writestr(_entry(path), files[path], method, compresslevel=9)
    return buffer.getvalue()


def _check_directory(untrusted_archive: bytes) -> None:
    """Refuse a directory that is too long to be a pack's before `zipfile`, which reads all of it, sees it.

    The record at the end is looked for as `zipfile` does, or another could be shown to it. Its form for more than
    65,535 entries is refused: no pack needs it. Source: APPNOTE.TXT, 4.3.14 to 4.3.16.
    """
    at = len(untrusted_archive) - _END.size
    if at < 0 or not (untrusted_archive.startswith(_END_SIGNATURE, at) and untrusted_archive.endswith(b"\0\0")):
        at = untrusted_archive.rfind(_END_SIGNATURE, max(0, at - _MOST_COMMENT_BYTES))
    if at < 0 or at + _END.size > len(untrusted_archive):
        return  # `zipfile` finds nothing either, and says that this is no archive
    _, _, _, _, entries, directory_bytes, _, _ = _END.unpack_from(untrusted_archive, at)
    is_64 = untrusted_archive.startswith(_END_64_SIGNATURE, max(0, at - _END_64_BYTES))
    if directory_bytes > MOST_DIRECTORY_BYTES or is_64:
        entries = max(entries, MOST_ENTRIES + 1)
    check_entries(entries)


def _read_entries(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    check_entries(len(entries))
    for entry in entries:
        _check_entry(entry)
    check_names([entry.orig_filename for entry in entries])
    files: dict[str, bytes] = {}
    total_bytes = 0
    for entry in entries:
        content = _read_entry(archive, entry, total_bytes)
        total_bytes += len(content)
        check_type(entry.orig_filename, content)
        files[entry.orig_filename] = content
    return files


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = shown_name(entry.orig_filename)
    mode = entry.external_attr >> 16
    if entry.orig_filename.endswith("/"):
        raise PackError("archive.directory", name, "is a folder; an archive of a pack holds files only.")
    check_name(entry.orig_filename)
    if stat.S_ISLNK(mode):
        raise PackError("archive.symlink", name, "is a symbolic link.")
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        raise PackError("archive.special", name, "is neither a file nor a folder.")
    if entry.flag_bits & _ENCRYPTED:
        raise PackError("archive.encrypted", name, "is encrypted.")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise PackError("archive.method", name, "is packed in a way other than stored or deflated.")


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, total_bytes: int) -> bytes:
    content = bytearray()
    with archive.open(entry) as packed:
        while chunk := packed.read(_CHUNK_BYTES):
            content += chunk
            check_sizes(entry.orig_filename, len(content), total_bytes + len(content))
            if len(content) > MOST_RATIO * max(1, entry.compress_size):
                problem = f"unpacks to more than {MOST_RATIO} times its packed size."
                raise PackError("archive.ratio", entry.orig_filename, problem)
    if len(content) != entry.file_size:
        raise PackError("archive.damaged", entry.orig_filename, "is not as long as the archive says.")
    return bytes(content)


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _ENTRY_TIME)
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    return entry


def _method(content: bytes) -> int:
    """Return stored where deflating would look like a zip bomb to the reader."""
    deflated = len(zlib.compress(content, 9))
    return zipfile.ZIP_STORED if len(content) > _STORE_BEYOND_RATIO * deflated else zipfile.ZIP_DEFLATED
