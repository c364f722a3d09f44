"""Ways to spoil a pack: its bytes, its lines, its fields, its files, its archive."""

import json
import struct
import tomllib
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from closeddoor.packs.archive import pack_up
from closeddoor.packs.manifest import file_hashes, write_manifest
from closeddoor.packs.names import MANIFEST
from closeddoor.packs.read import read_pack_info

Files = dict[str, bytes]

HOSTILE_TEXTS = (
    "[[", "]]", "[[a|b]]", "[[claim|[[b|c]]]]", "<b>", "<!--", "<script>", "\u202e", "\u200b", "\ufeff", "\x00",
    "\x1b[1m", "&#8203;", "&lt;b&gt;", "![](x.png)", "![](", "[x](javascript:x)", "<https://example.org>", "é", "😀",
    "| a | b |\n|---|---|\n", "\n\n```\n", "> > > > ", "- - - - ", '"""', "'''", "\\", "\\u202e", "= [", "{", "}",
    "[", "]", "\n[tasks]\n", "\n[[tasks]]\n", "9" * 400, "1e999", "inf", "nan", "-1", "0", "true", "1979-05-27",
    "**", "_", "`", "\r", "\t", "[" * 300, "a." * 300 + "a = 1\n", "x" * 25_000, "(" * 200, "**" * 300,
)  # fmt: skip
HOSTILE_NAMES = (
    "../out.md", "/abs.md", "C:/x.md", "a\\b.md", "con.md", "NUL.txt", "x/", "a//b.md", ".hidden", "dot.", "PACK.TOML",
    "pack.toml/x.md", "x" * 70 + ".md", "é.md", "a b.md", "x.zip", "x.exe", "x.TOML", "manifest.sig",
    "d/" * 20 + "x.md",
    "scenarios/x.md", "scenarios/letter/extra/deep.md", "images/more.png", "\u202e.md", "",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**18, 0.5, -0.0, 1e308, "", " ", "x", "ID!", "a" * 20_001, "\u202e", [], [[]], [1], ["x"], {},
    {"x": 1}, [{}], [{"id": "x"}], "npv(", "1/0", "[1]*100", "2**64", "(" * 50, "documents/letter.md",
)  # fmt: skip
"""None deletes the field."""


def with_manifest(files: Mapping[str, bytes]) -> Files:
    """Return the files with a manifest that fits them."""
    content = {path: each for path, each in files.items() if path != MANIFEST}
    return {**content, MANIFEST: write_manifest(read_pack_info(content["pack.toml"]), content)}


def mutated(files: Files, random: Random) -> tuple[str, bytes]:
    """Return what was done and the archive of it."""
    ways: tuple[Callable[[Files, Random], bytes], ...] = (
        spoil_bytes, spoil_lines, spoil_field, spoil_field, spoil_files, spoil_archive, spoil_entry, spoil_manifest,
    )  # fmt: skip
    way = random.choice(ways)
    return way.__name__, way(files, random)


def spoil_bytes(files: Files, random: Random) -> bytes:
    """Flip, cut, repeat or insert bytes of one file."""
    path = random.choice(sorted(files))
    content = bytearray(files[path])
    for _ in range(random.choice((1, 1, 2, 8))):
        at, length = random.randrange(len(content) + 1), random.choice((1, 2, 20, 2_000))
        kind = random.randrange(5)
        if kind == 0 and content:
            content[at % len(content)] ^= 1 << random.randrange(8)
        elif kind == 1:
            del content[at:]
        elif kind == 2:
            del content[at : at + length]
        elif kind == 3:
            content[at:at] = content[at : at + length]
        else:
            content[at:at] = random.choice(HOSTILE_TEXTS).encode()
    return packed(files, {path: bytes(content)})


def spoil_lines(files: Files, random: Random) -> bytes:
    """Swap, drop, repeat or move lines of one text."""
    path = random.choice([each for each in sorted(files) if each.endswith((".toml", ".md"))])
    lines = files[path].decode().split("\n")
    for _ in range(random.choice((1, 1, 3))):
        one, other = (random.randrange(len(lines)) for _ in range(2))
        kind = random.randrange(4)
        if kind == 0:
            lines[one], lines[other] = lines[other], lines[one]
        elif kind == 1 and len(lines) > 1:
            del lines[one]
        elif kind == 2:
            lines.insert(other, lines[one])
        else:
            lines[one] += random.choice(HOSTILE_TEXTS)
    return packed(files, {path: "\n".join(lines).encode()})


def spoil_field(files: Files, random: Random) -> bytes:
    """Delete, rename, repeat or replace one value of a TOML file."""
    path = random.choice([each for each in sorted(files) if each.endswith(".toml")])
    data = tomllib.loads(files[path].decode())
    holder, key = random.choice(places_in(data))
    value = random.choice(ODD_VALUES)
    kind = random.randrange(8)
    if kind == 0 and isinstance(holder, dict):
        holder[f"{key}x"] = holder.pop(key)
    elif kind == 1 and isinstance(holder, list):
        holder.append(holder[key])
    elif kind == 2 and isinstance(holder[key], str):
        holder[key] += random.choice(HOSTILE_TEXTS)
    elif value is None:
        del holder[key]
    else:
        holder[key] = value
    return packed(files, {path: toml_of(data).encode()})


def spoil_files(files: Files, random: Random) -> bytes:
    """Drop, rename, exchange, empty or add a file."""
    path, other = (random.choice(sorted(files)) for _ in range(2))
    changed, name = dict(files), random.choice(HOSTILE_NAMES)
    kind = random.randrange(5)
    if kind == 0:
        del changed[path]
    elif kind == 1:
        changed[name] = changed.pop(path)
    elif kind == 2:
        changed[path], changed[other] = changed[other], changed[path]
    elif kind == 3:
        changed[path] = b""
    else:
        changed[name] = changed[path]
    return _fitting(changed, files[MANIFEST]) if random.random() < 0.5 else pack_up(changed)


def spoil_archive(files: Files, random: Random) -> bytes:
    """Flip, cut, repeat or surround bytes of the archive."""
    archive = bytearray(pack_up(files))
    directory = archive.rindex(b"PK\x05\x06") - 60 * len(files)  # about where it begins
    for _ in range(random.choice((1, 1, 4))):
        first = min(max(0, directory), len(archive) - 1) if random.random() < 0.6 else 0
        at = random.randrange(first, len(archive))
        kind = random.randrange(6)
        if kind <= 2:
            archive[at] ^= 1 << random.randrange(8)
        elif kind == 3:
            archive[at : at + 4] = struct.pack("<L", random.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)))
        elif kind == 4:
            del archive[at : at + random.choice((1, 30, len(archive)))]
        else:
            archive[at:at] = archive[at : at + 50]
        if not archive:
            break
    return bytes(archive)


def spoil_entry(files: Files, random: Random) -> bytes:
    """Change one field of one entry, in the directory, before the content, or in both."""
    archive = bytearray(pack_up(files))
    heads = [at for at in range(len(archive) - 46) if archive.startswith((b"PK\x01\x02", b"PK\x03\x04"), at)]
    at = random.choice(heads)
    fields = (4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 30, 32, 34, 36, 38, 40, 42)
    for _ in range(random.choice((1, 1, 2))):
        value = random.choice((0, 1, 8, 12, 0xFF, 0x0800, 0xA000, 0xFFFF, random.randrange(0x10000)))
        struct.pack_into("<H", archive, at + random.choice(fields), value)
    return bytes(archive)


def spoil_manifest(files: Files, random: Random) -> bytes:
    """Change one value of the manifest, or give it a signature that is none."""
    manifest = json.loads(files[MANIFEST])
    holder, key = random.choice(places_in(manifest))
    if random.random() < 0.3:
        lines = [random.choice(("", "AAAA", "A" * 44, "A" * 88, "é", "x" * 9_999)) for _ in range(random.randrange(6))]
        return pack_up({**files, "manifest.sig": "\n".join(lines).encode()})
    holder[key] = random.choice(ODD_VALUES)
    return pack_up({**files, MANIFEST: json.dumps(manifest).encode()})


def places_in(data: Any) -> list[tuple[Any, Any]]:
    """Return every value inside a decoded text as what holds it and its key."""
    found: list[tuple[Any, Any]] = []
    pending = [data]
    while pending:
        holder = pending.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        found += [(holder, key) for key in keys]
        pending += [holder[key] for key in keys if isinstance(holder[key], dict | list)]
    return found


def packed(files: Files, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with a manifest that fits, so that the reader gets as far as the change."""
    all_files = {**files, **changed}
    return pack_up(all_files) if MANIFEST in changed else _fitting(all_files, files[MANIFEST])


def _fitting(files: Mapping[str, bytes], manifest: bytes) -> bytes:
    """Return the archive with that manifest after its hashes were made to fit."""
    content = {path: each for path, each in files.items() if path != MANIFEST}
    fitting = json.loads(manifest) | {"files": file_hashes(content)}
    return pack_up({**content, MANIFEST: json.dumps(fitting).encode()})


def toml_of(data: Mapping[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in data.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str | bool | int | float):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
