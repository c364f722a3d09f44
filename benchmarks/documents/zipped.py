"""Archives with one part put in the place of another, and archives made to do harm."""

import zipfile
from collections.abc import Mapping
from io import BytesIO


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(source: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(source: bytes, name: str, data: bytes) -> bytes:
    """Return the archive with the part `name` replaced or added."""
    return zipped({**parts_of(source), name: data})


def replaced_in(source: bytes, name: str, old: str, new: str) -> bytes:
    """Return the archive with some words of one part replaced."""
    return replaced(source, name, parts_of(source)[name].replace(old.encode(), new.encode()))


def entity_bomb() -> bytes:
    """Return the billion laughs: nine levels of ten."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><x>&e9;</x>'.encode()


def external_entity() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


def bomb(name: str) -> bytes:
    """Return 90 MiB of blanks in 90 KiB."""
    return zipped({name: b" " * 90 * 1024 * 1024})


def many_entries(name: str) -> bytes:
    return zipped({f"{name}{number}.xml": b"" for number in range(20_000)})
