"""Signed archives of the small good pack, and what is in them."""

import io
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from closeddoor.domain.scenario import Pack
from closeddoor.packs import read_pack
from closeddoor.packs.build import build_archive
from tests.packs.good_pack import Files, good_files, write_files

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def letters(folder: Path, revision: int = 7, *, foreword: str = "Read this *first*.\n") -> Pack:
    """Return the good pack in another revision, or with another foreword."""
    files = good_files() | {"foreword.md": foreword.encode()}
    files["pack.toml"] = files["pack.toml"].replace(b"revision = 7", f"revision = {revision}".encode())
    return read_pack(write_files(folder / f"letters-{revision}-{len(foreword)}", files))


def signed(folder: Path, revision: int = 7, key: Ed25519PrivateKey | None = KEY) -> bytes:
    return build_archive(letters(folder, revision), key)


def entries(archive: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
