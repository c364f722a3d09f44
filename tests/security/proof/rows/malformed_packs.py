"""Packs malformed by plan: each kind of fault at each place where it can stand, with the code it must be refused by."""

import copy
import io
import stat
import struct
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.mutations import Files, packed, places_in, toml_of, with_manifest
from closeddoor.packs.archive import pack_up
from closeddoor.packs.names import MANIFEST

ANY = ""
"""Refused by whichever code: a value of another type is several faults at once."""

_BAD_NAMES = ("../out.md", "/abs.md", "C:/x.md", "a\\b.md", "a//b.md", "./x.md", "a/../b.md", "\u202e.md", "x" * 300)
_MODES = {"archive.symlink": stat.S_IFLNK | 0o777, "archive.special": stat.S_IFIFO | 0o644}


@dataclass(frozen=True)
class Malformed:
    """An archive, what is wrong with it and where, and the code of its refusal."""

    what: str
    archive: bytes
    code: str


def malformed_packs(files: Files) -> list[Malformed]:
    """Return them, those that only a limit refuses first: all from `files` of a good pack."""
    good = with_manifest(files)
    return [
        *_beyond_limits(good),
        *_fields(good),
        *_entries(good),
        *_names(good),
        *_contents(good),
        *_cuts(good),
    ]


def _beyond_limits(good: Files) -> Iterator[Malformed]:
    for folder in ("", "facilitator/", "images/", "scenarios/letter/", "scenarios/letter/documents/"):
        name = f"{folder}bomb.md"
        bomb = _with_entry(good, zipfile.ZipInfo(name), b"0" * 4_000_000, zipfile.ZIP_DEFLATED)
        yield Malformed(f"{name} that unpacks to 1,000 times its size", bomb, "archive.ratio")
        large = _with_entry(good, zipfile.ZipInfo(f"{folder}large.md"), bytes(range(256)) * 36_000)
        yield Malformed(f"{folder}large.md of 9 MB", large, "archive.file_size")
    many = pack_up(good | {f"{'d' * 60}/{number}.md": b"x" for number in range(2_100)})
    yield Malformed("2,100 entries", many, "archive.entries")
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    for declared in (1, 60_000):
        directory = entry * 400_000
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, declared, declared, len(directory), 0, 0)
        yield Malformed(f"400,000 entries, {declared} declared", directory + end, "archive.entries")


def _fields(good: Files) -> Iterator[Malformed]:
    """Another type at each value, and a field that does not exist in each table."""
    for path in (each for each in sorted(good) if each.endswith(".toml")):
        data = tomllib.loads(good[path].decode())
        for number, (holder, key) in enumerate(places_in(data)):
            changed = copy.deepcopy(data)
            where, at = places_in(changed)[number]
            where[at] = {"not": {"what": "stands here"}}
            archive = packed(good, {path: toml_of(changed).encode()})
            yield Malformed(f"{path}: {key} of another type", archive, ANY)
            if isinstance(holder[key], dict):
                changed = copy.deepcopy(data)
                where, at = places_in(changed)[number]
                where[at]["surplus"] = 1
                archive = packed(good, {path: toml_of(changed).encode()})
                yield Malformed(f"{path}: a surplus field in {key}", archive, "field.unknown")


def _entries(good: Files) -> Iterator[Malformed]:
    """Each file as something else than a plain file."""
    for path in sorted(good):
        others = {each: content for each, content in good.items() if each != path}
        for code, mode in _MODES.items():
            info = zipfile.ZipInfo(path)
            info.external_attr = mode << 16
            yield Malformed(f"{path} as {code.partition('.')[2]}", _with_entry(others, info, good[path]), code)
        info = zipfile.ZipInfo(path)
        bzipped = _with_entry(others, info, good[path], zipfile.ZIP_BZIP2)
        yield Malformed(f"{path} packed in another way", bzipped, "archive.method")
        yield Malformed(f"{path} encrypted", _encrypted(good, path), "archive.encrypted")
        folder = _with_entry(others, zipfile.ZipInfo(f"{path}/"), b"")
        yield Malformed(f"{path} as a folder", folder, "archive.directory")
        twin = _with_entry(good, zipfile.ZipInfo(path.upper()), b"x")
        yield Malformed(f"{path} twice but for capitals", twin, ANY)


def _names(good: Files) -> Iterator[Malformed]:
    for name in _BAD_NAMES:
        for content in (b"x", good["pack.toml"]):
            archive = _with_entry(good, zipfile.ZipInfo(name), content)
            yield Malformed(f"a name {name[:20]!r} of {len(content)} bytes", archive, "name.malformed")


def _contents(good: Files) -> Iterator[Malformed]:
    """Each file missing, changed or emptied behind the manifest's back."""
    for path in sorted(good):
        code = "manifest.missing" if path == MANIFEST else ANY
        missing = pack_up({each: content for each, content in good.items() if each != path})
        yield Malformed(f"{path} missing", missing, code)
        changed = pack_up(good | {path: good[path] + b"\0"})
        yield Malformed(f"{path} changed", changed, ANY)


def _cuts(good: Files) -> Iterator[Malformed]:
    archive = pack_up(good)
    heads = [at for at in range(len(archive)) if archive.startswith((b"PK\x01\x02", b"PK\x03\x04"), at)]
    for at in heads:
        yield Malformed(f"cut at {at}", archive[:at], "archive.damaged")


def _with_entry(files: Mapping[str, bytes], info: zipfile.ZipInfo, content: bytes, method: int = 0) -> bytes:
    buffer = io.BytesIO(pack_up(files))
    with zipfile.ZipFile(buffer, "a") as archive:
        info.external_attr = info.external_attr or (stat.S_IFREG | 0o644) << 16
        archive.writestr(info, content, method)
    return buffer.getvalue()


def _encrypted(files: Files, path: str) -> bytes:
    archive = bytearray(pack_up(files))
    number = sorted(files).index(path)
    heads = [at for at in range(len(archive)) if archive.startswith(b"PK\x01\x02", at)]
    archive[heads[number] + 8] |= 1
    return bytes(archive)
