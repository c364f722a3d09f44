"""Looking for models of other applications: names, sizes and the first bytes of files, and nothing else.

Everything found is untrusted: no link is followed, nothing waits for a pipe, and how much is looked at is bounded.
"""

import errno
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from closeddoor.inference.gguf_header import READ_BYTES, NotGgufError, quantisation_in, read_header, shown
from closeddoor.inference.model_places import ModelPlace
from closeddoor.language import tr

MOST_ENTRIES = 20_000
DEEPEST = 6
MOST_MANIFEST_BYTES = 64 * 1024

_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
_UNFINISHED = re.compile(r"^(incomplete-|downloading_)|\.(part|partial|tmp|crdownload|download)$", re.IGNORECASE)
_NO_CHAT = frozenset({"clip", "bert", "nomic-bert", "jina-bert-v2", "gritlm"})
"""Architectures that read pictures or compare texts: they do not converse."""

LINK = tr("a link; only files themselves are taken")
NO_FILE = tr("not a file")
UNFINISHED = tr("not downloaded to its end")
UNREADABLE = tr("this account may not read it")
NO_GGUF = tr("not a model file of the kind that runs here")
IN_PARTS = tr("in several files; only models in one file are taken")
NO_CHAT = tr("a part of a model, or one that does not converse")


@dataclass(frozen=True)
class FileIdentity:
    """By what a file is known again without reading it."""

    device: int
    inode: int
    size_bytes: int
    modified_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "FileIdentity":
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


@dataclass(frozen=True)
class FoundModel:
    """A file that looks like a model one can converse with."""

    app: str
    name: str
    path: Path
    identity: FileIdentity
    quantisation: str = ""
    architecture: str = ""


@dataclass(frozen=True)
class PassedOver:
    """A file that was not taken, and why."""

    app: str
    name: str
    why: str


@dataclass
class Found:
    """What was found; `is_partial` when there was more than is looked at."""

    models: list[FoundModel] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    is_partial: bool = False


class RefusedFileError(Exception):
    """A file that is not taken; the message says why, in words for the page."""


class _EnoughError(Exception):
    """More entries than are looked at."""


@dataclass
class _Look:
    """One look over all places; counts what it saw."""

    found: Found = field(default_factory=Found)
    seen: set[tuple[int, int]] = field(default_factory=set)
    entries: int = 0

    def walk(self, folder: Path, depth: int = 0) -> Iterator[Path]:
        """Yield what is no folder under `folder`, in the order of names; a folder that cannot be read is empty."""
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            self.entries += 1
            if self.entries > MOST_ENTRIES:
                raise _EnoughError
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)
            elif depth < DEEPEST:
                yield from self.walk(Path(entry.path), depth + 1)

    def consider(self, app: str, name: str, path: Path, expected_bytes: int | None = None) -> None:
        """Put a file under what was found, or under what was passed over."""
        try:
            model = _examine(app, shown(name), path, expected_bytes)
        except RefusedFileError as refusal:
            self.found.passed_over.append(PassedOver(app, shown(name), str(refusal)))
            return
        place = (model.identity.device, model.identity.inode)
        if place not in self.seen:
            self.seen.add(place)
            self.found.models.append(model)


def look(places: Iterable[ModelPlace]) -> Found:
    """Look through the places that exist; never raises for what lies there."""
    looking = _Look()
    try:
        for place in places:
            folder = Path(os.path.realpath(place.folder))  # a user may have put the whole folder on another disk
            if place.layout == "blobs":
                _look_for_blobs(looking, place.app, folder)
            else:
                _look_for_files(looking, place.app, folder)
    except _EnoughError:
        looking.found.is_partial = True
    return looking.found


def _look_for_files(looking: _Look, app: str, folder: Path) -> None:
    for path in looking.walk(folder):
        name = path.name
        if _UNFINISHED.search(name) and ".gguf" in name.lower():
            looking.found.passed_over.append(PassedOver(app, shown(name), UNFINISHED))
        elif name.lower().endswith(".gguf"):
            looking.consider(app, path.stem if path.stem.lower() != "model" else path.parent.name, path)


def _look_for_blobs(looking: _Look, app: str, folder: Path) -> None:
    """Manifests lie in folders by registry, owner, model and tag; each names the blob that is the model."""
    manifests = folder / "manifests"
    for path in looking.walk(manifests):
        layer = _model_layer(path)
        if layer is None:
            continue
        digest, size_bytes = layer
        parts = path.relative_to(manifests).parts[1:]
        name = "/".join(part for part in parts[:-1] if part != "library") + f":{parts[-1]}" if parts else path.name
        looking.consider(app, name, folder / "blobs" / f"sha256-{digest}", size_bytes)


def _model_layer(manifest: Path) -> tuple[str, int | None] | None:
    """Return digest and size of the model that a manifest names; None for what is no manifest of a model."""
    try:
        with _reading(manifest) as descriptor:
            untrusted: Any = json.loads(os.read(descriptor, MOST_MANIFEST_BYTES))
        layers = [each for each in untrusted["layers"] if str(each["mediaType"]).endswith("image.model")]
        digest, size = _DIGEST.fullmatch(layers[0]["digest"]), layers[0].get("size")
    except (RefusedFileError, OSError, ValueError, KeyError, TypeError, IndexError, RecursionError, AttributeError):
        return None
    return (digest.group(1), size if type(size) is int else None) if digest else None


def _examine(app: str, name: str, path: Path, expected_bytes: int | None) -> FoundModel:
    try:
        with _reading(path) as descriptor:
            identity = FileIdentity.of(os.fstat(descriptor))
            header = read_header(os.read(descriptor, READ_BYTES))
    except NotGgufError:
        raise RefusedFileError(NO_GGUF) from None
    except FileNotFoundError:
        raise RefusedFileError(UNFINISHED) from None
    except OSError:
        raise RefusedFileError(UNREADABLE) from None
    if expected_bytes is not None and identity.size_bytes != expected_bytes:
        raise RefusedFileError(UNFINISHED)
    if header.parts > 1:
        raise RefusedFileError(IN_PARTS)
    if header.architecture in _NO_CHAT or header.kind not in ("", "model"):
        raise RefusedFileError(NO_CHAT)
    quantisation = header.quantisation or quantisation_in(name)
    return FoundModel(app, name, path, identity, quantisation, header.architecture)


def open_untrusted(path: Path) -> int:
    """Return a descriptor of a file that nobody vouches for: no link is followed, and a pipe is not waited for.

    Raises `RefusedFileError` for what is no file, and `OSError`.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink():  # said also where the system cannot refuse it while opening
        raise RefusedFileError(LINK)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise RefusedFileError(LINK) from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise RefusedFileError(NO_FILE)
    return descriptor


@contextmanager
def _reading(path: Path) -> Iterator[int]:
    descriptor = open_untrusted(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
