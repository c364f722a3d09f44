"""A newer version as a file: whether the publisher signed it, whether it is newer, and what it changes.

Beside the file lies its statement, `NAME.sig`, of three lines: one line of JSON that says version, name, size, SHA-256
and changes; base64 of the Ed25519 public key; base64 of the signature over the bytes of the first line. So nothing of a
file that nobody vouches for is unpacked to learn what it is. Nothing is written here, and nothing is started.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from closeddoor import __version__
from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Executor
from closeddoor.domain.release import STATEMENT_SUFFIX
from closeddoor.language import tr
from closeddoor.packs.signing import is_weak

SUFFIX = STATEMENT_SUFFIX
PRODUCT = "closed-door"
MOST_STATEMENT_BYTES = 256 * 1024
PUBLISHER_KEY = Path(__file__).with_name("publisher.key")
"""Base64 of the key that releases are signed with, put here by the release process. A build without it trusts none."""


class UpdateError(KnownError):
    """A file is no update that may be put in place; nothing was changed."""

    def __init__(self, code: str, happened: str, next_step: str) -> None:
        super().__init__(f"update.{code}", happened, tr("Nothing was changed."), next_step)


class Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the publisher says of a file; `needs` and `changes` are plain text."""

    product: str
    version: str
    file: str
    size_bytes: int
    sha256: str
    needs: str
    changes: str


@dataclass(frozen=True)
class Update:
    """A file that the publisher signed and that is newer than what is installed."""

    statement: Statement
    path: Path


class UpdateService:
    """Looks at files for the window, on the thread for jobs; `installed` is the version that runs."""

    def __init__(self, jobs: Executor, key: Callable[[], bytes] | None = None, installed: str = __version__) -> None:
        self._jobs = jobs
        self._key = key or publisher_key
        self.installed = installed

    def look_at(self, path: Path) -> Future[Update]:
        """Verify a file by the publisher's key; fails with `UpdateError`. Nothing is changed in any case."""
        return self._jobs.submit(lambda: verify(path, self._key(), self.installed))


def publisher_key(place: Path = PUBLISHER_KEY) -> bytes:
    """Return the key that this build trusts; raises `UpdateError` where it has none."""
    try:
        return key_from(place.read_text(encoding="ascii").strip())
    except OSError as error:
        raise UpdateError(
            "no_key",
            tr("This build of Closed Door knows no publisher: it was not made by the release process."),
            tr(
                "If you have the publisher's key from them, name it: closed-door update verify FILE --key KEY."
                " Otherwise leave the file alone."
            ),
        ) from error


def key_from(text: str) -> bytes:
    """Return the 32 bytes of a public key in base64; raises `UpdateError`."""
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32 or is_weak(key):
        raise UpdateError("key", tr("That is no Ed25519 public key in base64."), tr("Copy it again, whole."))
    return key


def verify(path: Path, key: bytes, installed: str) -> Update:
    """Return what `path` is, once signature, size, hash and version are right; raises `UpdateError`."""
    statement = _signed_statement(path, key)
    if statement.product != PRODUCT or _numbers(statement.version) is None:
        raise UpdateError("other", tr("The statement is not one of Closed Door."), _again())
    _check_file(path, statement)
    if (_numbers(statement.version) or ()) <= (_numbers(installed) or ()):
        raise UpdateError(
            "not_newer",
            tr("This is version {version}; {installed} is installed.", version=statement.version, installed=installed),
            tr("Keep what is installed. An older version may not open a history that a newer one has changed."),
        )
    return Update(statement, path)


def sign(path: Path, key: Ed25519PrivateKey, version: str, needs: str, changes: str) -> bytes:
    """Return the bytes of the statement on a file, for the release process."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    said = Statement(PRODUCT, version, path.name, path.stat().st_size, sha256, needs, changes)
    line = msgspec.json.encode(said)
    parts = (line, base64.b64encode(key.public_key().public_bytes_raw()), base64.b64encode(key.sign(line)))
    return b"\n".join(parts) + b"\n"


def _signed_statement(path: Path, key: bytes) -> Statement:
    place = path.with_name(path.name + SUFFIX)
    try:
        if not place.is_file():  # a pipe would be waited for
            raise FileNotFoundError
        with place.open("rb") as file:
            untrusted = file.read(MOST_STATEMENT_BYTES + 1)
    except OSError as error:
        happened = tr("The statement “{name}” is not beside the file.", name=place.name)
        raise UpdateError("no_statement", happened, _again()) from error
    lines = untrusted.splitlines()
    try:
        line, public_key, signature = lines[0], base64.b64decode(lines[1]), base64.b64decode(lines[2])
    except (IndexError, binascii.Error) as error:
        raise UpdateError("statement", tr("The statement is not whole."), _again()) from error
    if len(lines) != 3 or len(untrusted) > MOST_STATEMENT_BYTES:
        raise UpdateError("statement", tr("The statement is not whole."), _again())
    if public_key != key:
        raise UpdateError("other_key", tr("Somebody else than the publisher signed this file."), _again())
    return _read(line, key, signature)


def _read(untrusted_line: bytes, key: bytes, signature: bytes) -> Statement:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, untrusted_line)
    except (InvalidSignature, ValueError) as error:
        raise UpdateError("signature", tr("The signature is not right."), _again()) from error
    try:
        return msgspec.json.decode(untrusted_line, type=Statement)
    except msgspec.MsgspecError as error:
        raise UpdateError("other", tr("The statement is not one that this version understands."), _again()) from error


def _check_file(path: Path, statement: Statement) -> None:
    try:
        if not path.is_file():
            raise FileNotFoundError
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size_bytes = path.stat().st_size
    except OSError as error:
        raise UpdateError("unreadable", tr("The file cannot be read."), _again()) from error
    if (path.name, size_bytes, sha256) != (statement.file, statement.size_bytes, statement.sha256):
        raise UpdateError("changed", tr("The file is not the one that the publisher signed."), _again())


def _numbers(version: str) -> tuple[int, ...] | None:
    parts = version.split(".")
    return tuple(map(int, parts)) if len(parts) == 3 and all(each.isdecimal() for each in parts) else None


def _again() -> str:
    return tr("Fetch the file and its statement again from the publisher, and do not install this one.")
