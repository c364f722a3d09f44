"""Looking for models of other applications: names, sizes and the first bytes of files, and nothing else.

Everything found is untrusted: no link is followed, nothing waits for a pipe, and how much is looked at is bounded. What
the first bytes of a file say, and what a manifest names, is read elsewhere, in a confined process.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from closeddoor.inference.judged_model import UNFINISHED, UNREADABLE, FoundModel, judged
from closeddoor.inference.model_names import shown
from closeddoor.inference.model_places import ModelPlace
from closeddoor.inference.untrusted_file import RefusedFileError, read_beginning, reading
from closeddoor.wire.messages import FileIdentity
from closeddoor.wire.model_headers import HEADER, MANIFEST, HeaderAnswer, Manifest

MOST_ENTRIES = 20_000
DEEPEST = 6
MOST_MANIFEST_BYTES = 64 * 1024

_UNFINISHED = re.compile(r"^(incomplete-|downloading_)|\.(part|partial|tmp|crdownload|download)$", re.IGNORECASE)

READ_BYTES = 256 * 1024
"""Of each file: what is asked for stands before the vocabulary, which alone is longer than this."""
MOST_AT_ONCE = 64
"""Files whose beginnings are held together: 16 MiB."""


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


@dataclass(frozen=True)
class Candidate:
    """A file whose first bytes are to be read; `expected_bytes` is how long a manifest says it is.

    `place` orders what is found; a manifest is no model, but names one among `blobs`.
    """

    app: str
    name: str
    path: Path
    place: int = 0
    expected_bytes: int | None = None
    blobs: Path | None = None


class _EnoughError(Exception):
    """More entries than are looked at."""


class Look:
    """One look over all places, in portions; never raises for what lies there. Use it from one thread at a time."""

    def __init__(self, places: Iterable[ModelPlace]) -> None:
        self.found = Found()
        self._seen: set[tuple[int, int]] = set()
        self._entries = 0
        self._candidates = self._look_for(places)
        self._named: list[Candidate] = []
        self._waiting: list[tuple[Candidate, FileIdentity]] = []
        self._models: list[tuple[int, FoundModel]] = []

    def pieces(self) -> list[bytes]:
        """Return what is to be read next, for which `take` wants the answers; nothing when the look is over."""
        read: list[bytes] = []
        while not read and (portion := self._portion()):
            for candidate in portion:
                try:
                    read += self._open(candidate)
                except RefusedFileError as refusal:
                    self._pass_over(candidate, str(refusal))
        self.found.models = [model for _, model in sorted(self._models, key=lambda each: each[0])]
        return read

    def take(self, answers: Sequence[HeaderAnswer]) -> None:
        """Put each file under what was found or what was passed over, by what its first bytes say."""
        waiting, self._waiting = self._waiting, []
        for (candidate, identity), answer in zip(waiting, answers, strict=True):
            if candidate.blobs is not None:
                self._named += _named(candidate, candidate.blobs, answer)
                continue
            try:
                model = judged(
                    candidate.app, candidate.name, candidate.path, identity, answer, candidate.expected_bytes
                )
                self._models.append((candidate.place, model))
            except RefusedFileError as refusal:
                self._pass_over(candidate, str(refusal))

    def _portion(self) -> list[Candidate]:
        named, self._named = self._named[:MOST_AT_ONCE], self._named[MOST_AT_ONCE:]
        return named or list(islice(self._candidates, MOST_AT_ONCE))

    def _open(self, candidate: Candidate) -> list[bytes]:
        """Return what is to be read of a file, in a list; an empty one for what was seen, or is no manifest."""
        try:
            with reading(candidate.path) as descriptor:
                identity = FileIdentity.of(os.fstat(descriptor))
                most_bytes = READ_BYTES if candidate.blobs is None else MOST_MANIFEST_BYTES
                beginning = read_beginning(descriptor, most_bytes)
        except (RefusedFileError, OSError) as error:
            if candidate.blobs is not None:
                return []
            raise _in_words(error) from None
        if candidate.blobs is not None:
            self._waiting.append((candidate, identity))
            return [MANIFEST + beginning]
        if (place := (identity.device, identity.inode)) in self._seen:
            return []
        self._seen.add(place)
        self._waiting.append((candidate, identity))
        return [HEADER + beginning]

    def _pass_over(self, candidate: Candidate, why: str) -> None:
        self.found.passed_over.append(PassedOver(candidate.app, shown(candidate.name), why))

    def _look_for(self, places: Iterable[ModelPlace]) -> Iterator[Candidate]:
        try:
            for place in places:
                folder = Path(os.path.realpath(place.folder))  # a user may have put the whole folder on another disk
                yield from self._blobs(place.app, folder) if place.layout == "blobs" else self._files(place.app, folder)
        except _EnoughError:
            self.found.is_partial = True

    def _files(self, app: str, folder: Path) -> Iterator[Candidate]:
        for path in self._walk(folder):
            name = path.name
            if _UNFINISHED.search(name) and ".gguf" in name.lower():
                self._pass_over(Candidate(app, name, path), UNFINISHED)
            elif name.lower().endswith(".gguf"):
                stem = path.stem if path.stem.lower() != "model" else path.parent.name
                yield Candidate(app, stem, path, self._entries)

    def _blobs(self, app: str, folder: Path) -> Iterator[Candidate]:
        """Manifests lie in folders by registry, owner, model and tag; each names the blob that is the model."""
        manifests = folder / "manifests"
        for path in self._walk(manifests):
            parts = path.relative_to(manifests).parts[1:]
            name = "/".join(part for part in parts[:-1] if part != "library") + f":{parts[-1]}" if parts else path.name
            yield Candidate(app, name, path, self._entries, blobs=folder / "blobs")

    def _walk(self, folder: Path, depth: int = 0) -> Iterator[Path]:
        """Yield what is no folder under `folder`, in the order of names; a folder that cannot be read is empty."""
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            self._entries += 1
            if self._entries > MOST_ENTRIES:
                raise _EnoughError
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)
            elif depth < DEEPEST:
                yield from self._walk(Path(entry.path), depth + 1)


def _named(manifest: Candidate, blobs: Path, answer: HeaderAnswer) -> list[Candidate]:
    """Return the file that a manifest names; none for what is no manifest of a model."""
    if not isinstance(answer, Manifest):
        return []
    size_bytes = answer.size_bytes if answer.size_bytes >= 0 else None
    return [Candidate(manifest.app, manifest.name, blobs / f"sha256-{answer.sha256}", manifest.place, size_bytes)]


def _in_words(error: Exception) -> RefusedFileError:
    if isinstance(error, RefusedFileError):
        return error
    return RefusedFileError(UNFINISHED if isinstance(error, FileNotFoundError) else UNREADABLE)
