"""Taking a model: its SHA-256, and a copy if that is wanted, in steps that can be given up between any two."""

import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from closeddoor.domain.errors import KnownError
from closeddoor.inference.judged_model import FoundModel
from closeddoor.inference.sizes import size_in_words
from closeddoor.inference.untrusted_file import RefusedFileError, open_untrusted
from closeddoor.language import tr
from closeddoor.wire.codec import check_of
from closeddoor.wire.framing import ProtocolError
from closeddoor.wire.messages import FileIdentity
from closeddoor.wire.model_headers import UNKNOWN_SHAPE, Shape

CHUNK_BYTES = 4 * 1024 * 1024
SPARE_BYTES = 512 * 1024 * 1024
"""What a copy leaves free on the disk: a history needs some of it too."""

PART = re.compile(r"[0-9a-f]{16}\.part")
"""What a copy is called until it is whole."""

NOTHING_CHANGED = tr("Nothing was changed, and the model you had is still chosen.")


class TakingError(KnownError):
    """A model that could not be taken."""

    def __init__(self, code: str, happened: str, next_step: str) -> None:
        super().__init__(f"model.{code}", happened, NOTHING_CHANGED, next_step)


@dataclass(frozen=True)
class ChosenModel:
    """The model that the user converses with, as the vault's settings keep it."""

    name: str
    app: str
    path: Path
    sha256: str
    identity: FileIdentity
    is_copy: bool
    quantisation: str = ""
    architecture: str = ""
    licence: str = ""
    shape: Shape = UNKNOWN_SHAPE

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "app": self.app,
            "path": str(self.path),
            "sha256": self.sha256,
            "device": self.identity.device,
            "inode": self.identity.inode,
            "size_bytes": self.identity.size_bytes,
            "modified_ns": self.identity.modified_ns,
            "changed_ns": self.identity.changed_ns,
            "is_copy": self.is_copy,
            "quantisation": self.quantisation,
            "architecture": self.architecture,
            "licence": self.licence,
            "shape": asdict(self.shape),
        }

    @classmethod
    def from_json(cls, stored: Any) -> "ChosenModel | None":
        """Return what was stored; None for anything else, so that an old file never stands in the way."""
        try:
            numbers = [stored[key] for key in ("device", "inode", "size_bytes", "modified_ns")]
            numbers.append(stored.get("changed_ns", 0))  # not there before it was relied on: hashed again
            texts = [stored[key] for key in ("name", "app", "path", "sha256")]
            is_copy = stored["is_copy"]
        except (KeyError, TypeError, AttributeError):
            return None
        in_form = all(type(number) is int for number in numbers) and all(isinstance(text, str) for text in texts)
        if not in_form or not isinstance(is_copy, bool):
            return None
        identity = FileIdentity(*numbers)
        return replace(
            cls(texts[0], texts[1], Path(texts[2]), texts[3], identity, is_copy),
            quantisation=_text(stored.get("quantisation")),  # this and what follows was not always stored
            architecture=_text(stored.get("architecture")),
            licence=_text(stored.get("licence")),
            shape=_shape(stored.get("shape")),
        )

    def is_there(self) -> bool:
        """Whether a file of that size is still there; whether it is the very one, its hash says when it is loaded."""
        try:
            status = self.path.lstat()
        except OSError:
            return False
        return stat.S_ISREG(status.st_mode) and status.st_size == self.identity.size_bytes

    @property
    def verified(self) -> FileIdentity | None:
        """By what the file is known to have its hash, without reading it; None when it is to be hashed again."""
        return self.identity if self.identity.changed_ns else None


class Taking:
    """One model on its way; use it from one thread at a time. `fraction` is how far it is, 0 to 1."""

    def __init__(self, model: FoundModel, into: Path | None) -> None:
        """Copy into the folder `into`, or with None use the file where it is."""
        self._model = model
        self._into = into
        self._digest = hashlib.sha256()
        self._source = -1
        self._target = -1
        self._temporary: Path | None = None
        self._done_bytes = 0
        self._begun_ns = 0

    @property
    def fraction(self) -> float:
        return min(1.0, self._done_bytes / max(1, self._model.identity.size_bytes))

    def advance(self, limit_s: float) -> ChosenModel | None:
        """Go on for about `limit_s`; return the model once it is taken. Raises `TakingError` and leaves nothing."""
        try:
            if self._source < 0:
                self._open()
            end_s = time.monotonic() + limit_s
            while chunk := os.read(self._source, CHUNK_BYTES):
                self._digest.update(chunk)
                self._write(chunk)
                self._done_bytes += len(chunk)
                if time.monotonic() >= end_s:
                    return None
            return self._finish()
        except BaseException as error:
            self.abandon()
            if isinstance(error, RefusedFileError | FileNotFoundError):
                raise _changed() from None
            if isinstance(error, OSError):
                raise _refused(error) from None
            raise

    def abandon(self) -> None:
        """Give it up: what was copied so far goes; safe to call at any time."""
        self._close()
        if self._temporary is not None:
            with suppress(OSError):
                self._temporary.unlink(missing_ok=True)

    def _open(self) -> None:
        self._source = open_untrusted(self._model.path)
        self._begun_ns = time.time_ns()
        with suppress(OSError):  # a page in memory that waits for the disk can change without the times
            os.fsync(self._source)
        if FileIdentity.of(os.fstat(self._source)) != self._model.identity:
            raise _changed()
        if self._into is not None:
            self._open_copy(self._into)

    def _open_copy(self, into: Path) -> None:
        into.mkdir(parents=True, exist_ok=True, mode=0o700)
        free_bytes = shutil.disk_usage(into).free
        if free_bytes < self._model.identity.size_bytes + SPARE_BYTES:
            raise _no_space(self._model.identity.size_bytes + SPARE_BYTES, free_bytes)
        self._temporary = into / f"{secrets.token_hex(8)}.part"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._target = os.open(self._temporary, flags, 0o600)

    def _write(self, chunk: bytes) -> None:
        view = memoryview(chunk)
        while self._target >= 0 and view:
            view = view[os.write(self._target, view) :]

    def _finish(self) -> ChosenModel:
        identity = FileIdentity.of(os.fstat(self._source))
        if identity != self._model.identity or self._done_bytes != identity.size_bytes:
            raise _changed()
        sha256, path = self._digest.hexdigest(), self._model.path
        if self._temporary is not None and self._into is not None:
            os.fsync(self._target)
            self._close()
            path = self._into / f"{sha256}.gguf"
            self._temporary.replace(path)
            identity = FileIdentity.of(path.lstat())
        identity = identity.settled_before(self._begun_ns)
        self._close()
        return self._chosen(path, sha256, identity)

    def _chosen(self, path: Path, sha256: str, identity: FileIdentity) -> ChosenModel:
        m = self._model
        said = (m.quantisation, m.architecture, m.licence, m.shape)
        return ChosenModel(m.name, m.app, path, sha256, identity, self._into is not None, *said)

    def _close(self) -> None:
        for descriptor in (self._source, self._target):
            if descriptor >= 0:
                os.close(descriptor)
        self._source = self._target = -1


def _text(stored: Any) -> str:
    return stored if isinstance(stored, str) else ""


def _shape(stored: Any) -> Shape:
    """Return the sizes that were stored; none of them where they are not in form, or of another version."""
    try:
        shape: Shape = check_of(Shape)(stored)
    except ProtocolError:
        return UNKNOWN_SHAPE
    return shape


def has_cut_off_copy(folder: Path) -> bool:
    """Return whether there is something for `sweep` to delete."""
    with suppress(OSError):
        return any(PART.fullmatch(path.name) for path in folder.iterdir())
    return False


def sweep(folder: Path) -> int:
    """Delete the beginnings of copies that a process which ended left in `folder`; only while nothing is copied.

    Returns how many there were.
    """
    swept = 0
    with suppress(OSError):
        for path in folder.iterdir():
            if PART.fullmatch(path.name):
                path.unlink(missing_ok=True)
                swept += 1
    return swept


def _no_space(needed_bytes: int, free_bytes: int) -> TakingError:
    return TakingError(
        "no_space",
        tr(
            "There is not enough space on the disk for a copy: it needs {needed}, and {free} are free.",
            needed=size_in_words(needed_bytes),
            free=size_in_words(free_bytes),
        ),
        tr("Use the model where it is instead."),
    )


def _changed() -> TakingError:
    return TakingError(
        "changed",
        tr("The file changed or went away while it was read."),
        tr("Wait until its application is done; look again."),
    )


def _refused(error: OSError) -> TakingError:
    return TakingError(
        "refused",
        tr("The disk refused it ({strerror}).", strerror=error.strerror or type(error).__name__),
        tr("Try again, or choose another."),
    )
