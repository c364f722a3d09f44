"""Whether a file is a model that one can converse with here, by what its first bytes say."""

from dataclasses import dataclass
from pathlib import Path

from closeddoor.inference import laptop_memory
from closeddoor.inference.model_names import parts_in, quantisation_in, shown
from closeddoor.inference.untrusted_file import RefusedFileError
from closeddoor.language import tr
from closeddoor.wire.messages import FileIdentity
from closeddoor.wire.model_headers import UNKNOWN_SHAPE, Header, HeaderAnswer, HeaderRefused, Shape

UNFINISHED = tr("not downloaded to its end")
UNREADABLE = tr("this account may not read it")
UNREAD = tr("its beginning could not be read")
NO_GGUF = tr("not a model file of the kind that runs here")
IN_PARTS = tr("in several files; only models in one file are taken")
NO_CHAT = tr("a part of a model, or one that does not converse")
TOO_LARGE = tr("larger than the memory of this laptop")

_NO_CHAT = frozenset({"clip", "bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "gritlm", "t5",
                      "t5encoder", "modern-bert", "neo-bert", "wavtokenizer-dec"})  # fmt: skip
"""Architectures that read pictures, compare texts or make sounds: they do not converse."""


@dataclass(frozen=True)
class FoundModel:
    """A file that looks like a model one can converse with; `title` and `licence` are what its makers say."""

    app: str
    name: str
    path: Path
    identity: FileIdentity
    quantisation: str = ""
    architecture: str = ""
    title: str = ""
    licence: str = ""
    shape: Shape = UNKNOWN_SHAPE


def judged(
    app: str, name: str, path: Path, identity: FileIdentity, answer: HeaderAnswer, expected_bytes: int | None = None
) -> FoundModel:  # fmt: skip
    """Return the model that a file is; raises `RefusedFileError` with one of the reasons above."""
    if not isinstance(answer, Header):
        raise RefusedFileError(NO_GGUF if answer == HeaderRefused("not_gguf") else UNREAD)
    is_short = identity.size_bytes < answer.needed_bytes
    if is_short or expected_bytes not in (None, identity.size_bytes):
        raise RefusedFileError(UNFINISHED)
    if max(answer.parts, parts_in(name)) > 1:
        raise RefusedFileError(IN_PARTS)
    if answer.architecture in _NO_CHAT or answer.kind not in ("", "model"):
        raise RefusedFileError(NO_CHAT)
    if laptop_memory.is_too_large(identity.size_bytes):
        raise RefusedFileError(TOO_LARGE)
    return _model(app, shown(name), path, identity, answer)


def _model(app: str, name: str, path: Path, identity: FileIdentity, header: Header) -> FoundModel:
    quantisation = shown(header.quantisation) or quantisation_in(name)
    title, licence = shown(header.name), shown(header.licence)
    return FoundModel(app, name, path, identity, quantisation, shown(header.architecture), title, licence, header.shape)
