"""manifest.json: what is in an archive, with the SHA-256 of every file; and the hash that pins a pack."""

import hashlib
import json
from collections.abc import Mapping

from closeddoor.domain.scenario import PackInfo
from closeddoor.domain.table import shown_name
from closeddoor.packs.errors import PackError
from closeddoor.packs.names import MANIFEST, MOST_ENTRIES
from closeddoor.packs.pack_file import SCHEMA

_MOST_MARKS = 2 * MOST_ENTRIES
"""How many lists, tables or values may be decoded: a manifest has two tables, and a value for each file."""


def file_hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the lower-case hex SHA-256 of every file, in the order of their paths."""
    return {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}


def content_hash(files: Mapping[str, bytes]) -> str:
    """Return one lower-case hex SHA-256 over paths and bytes of a pack, the same for its folder and its archive."""
    canonical = json.dumps(file_hashes(files), separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def write_manifest(info: PackInfo, files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of an archive of these files, the same bytes each time."""
    return (json.dumps(_manifest(info, files), indent=1, sort_keys=True) + "\n").encode()


def check_manifest(content: bytes, info: PackInfo, files: Mapping[str, bytes]) -> None:
    """Refuse a manifest that does not say exactly what the archive holds."""
    found = _decode(content)
    expected = _manifest(info, files)
    if found.keys() != expected.keys():
        raise PackError("manifest.malformed", MANIFEST, f"must hold exactly {', '.join(expected)}.")
    for key in ("schema", "id", "version", "revision"):
        if found[key] != expected[key] or type(found[key]) is not type(expected[key]):
            raise PackError("manifest.malformed", MANIFEST, "does not agree with pack.toml.", key)
    if found["files"] != expected["files"]:
        raise PackError("manifest.files", MANIFEST, _difference(found["files"], file_hashes(files)), "files")


def _manifest(info: PackInfo, files: Mapping[str, bytes]) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "id": info.id,
        "version": info.version,
        "revision": info.revision,
        "files": file_hashes(files),
    }


def _decode(content: bytes) -> dict[str, object]:
    if any(content.count(mark) > _MOST_MARKS for mark in (b"[", b"{", b",")):
        raise PackError("manifest.malformed", MANIFEST, "holds more than the names and hashes of a pack.")
    try:
        data = json.loads(content.decode("utf-8"), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise PackError("manifest.malformed", MANIFEST, "is not valid JSON.") from error
    if not isinstance(data, dict):
        raise PackError("manifest.malformed", MANIFEST, "must be a table.")
    return data


def _difference(found: object, expected: Mapping[str, str]) -> str:
    if not isinstance(found, dict):
        return "must be a table of file hashes."
    for path in sorted({*found, *expected}):
        if path not in expected:
            return f"names {shown_name(path)}, which the archive does not hold."
        if path not in found:
            return f"does not name {path}."
        if found[path] != expected[path]:
            return f"has another hash for {path} than the file itself."
    return "does not name the files of the archive."


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    decoded = dict(pairs)
    if len(decoded) != len(pairs):
        raise ValueError("a key stands twice")
    return decoded
