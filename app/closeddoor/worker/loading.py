"""From a path to a loaded model: checked, verified and read through one and the same open descriptor."""

import ctypes
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from closeddoor.wire.messages import FileIdentity, Ready
from closeddoor.worker import memory
from closeddoor.worker.errors import LoadError
from closeddoor.worker.metadata import metadata
from closeddoor.worker.native import ErrorLog, build_of

_MAGIC = b"GGUF"
_SMALLEST_BYTES = 24  # magic, version, tensor count, key count
_CHUNK_BYTES = 4 * 1024 * 1024
_HASH_SHARE = 0.3
"""How much of the progress bar the verification gets."""

Progress = Callable[[float], bool]
"""Gets 0 to 1; returns whether to go on."""


@dataclass(frozen=True)
class Expected:
    """Which file it must be: any with an empty `sha256`; one that is still `known` had that hash and is not hashed.

    `tell` hears of a file that was hashed, before llama.cpp reads it. `load_anyway`,
    `needed_bytes` and `gpu_layers` are those of `Load`.
    """

    sha256: str = ""
    known: FileIdentity | None = None
    tell: Callable[[FileIdentity], None] = lambda _: None
    load_anyway: bool = False
    needed_bytes: int = 0
    gpu_layers: int = 0


@dataclass(frozen=True)
class LoadedModel:
    """A model in memory, and what its file says about itself."""

    library: Any
    pointer: Any
    sha256: str
    architecture: str
    name: str
    trained_context_tokens: int

    def ready(
        self, context_tokens: int, *, dimensions: int = 0, prompt_format: str, format_known: bool
    ) -> Ready:  # fmt: skip
        """Return the message that says so."""
        return Ready(
            architecture=self.architecture,
            name=self.name,
            context_tokens=context_tokens,
            dimensions=dimensions,
            format=prompt_format,
            format_known=format_known,
            parameters=int(self.library.llama_model_n_params(self.pointer)),
            size_bytes=int(self.library.llama_model_size(self.pointer)),
            trained_context_tokens=self.trained_context_tokens,
            build=build_of(self.library),
            gpu=bool(self.library.llama_supports_gpu_offload()),
        )


def load(library: Any, log: ErrorLog, path: Path, expected: Expected, progress: Progress) -> LoadedModel:
    """Return the loaded model; raises `LoadError`."""
    with _opened(path) as descriptor:
        _check_size(descriptor, expected.needed_bytes, load_anyway=expected.load_anyway)
        with suppress(OSError):  # measured: a page in memory that waits for the disk can change without the times
            os.fsync(descriptor)
        identity = FileIdentity.of(os.fstat(descriptor))
        share = _HASH_SHARE if expected.sha256 and identity != expected.known else 0.0
        if share:
            begun_ns = time.time_ns()
            _verify(descriptor, expected.sha256, lambda done: progress(done * share))
            _refuse_changed(descriptor, identity)
            expected.tell(identity.settled_before(begun_ns))
        pointer = _read(
            library, log, descriptor, lambda done: progress(share + done * (1 - share)), expected.gpu_layers
        )
        _refuse_changed(descriptor, identity)
    return LoadedModel(
        library,
        pointer,
        expected.sha256,
        metadata(library, pointer, b"general.architecture"),
        metadata(library, pointer, b"general.name"),
        int(library.llama_model_n_ctx_train(pointer)),
    )


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise LoadError("model.missing") from None
    except OSError:
        raise LoadError("model.unreadable") from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _check_size(descriptor: int, needed_bytes: int, *, load_anyway: bool) -> None:
    """Refuse what is no whole model, or does not fit: before minutes go by in which its weights are read."""
    try:
        beginning = os.read(descriptor, _SMALLEST_BYTES)
    except OSError:  # a folder, for one
        raise LoadError("model.unreadable") from None
    if beginning[:4] != _MAGIC:
        raise LoadError("model.not_gguf")
    if len(beginning) < _SMALLEST_BYTES:
        raise LoadError("model.truncated")
    memory.check_fits(max(os.fstat(descriptor).st_size, needed_bytes), load_anyway=load_anyway)


def _refuse_changed(descriptor: int, identity: FileIdentity) -> None:
    """Refuse a file that somebody wrote to since it was opened: what was hashed is not what is read."""
    if FileIdentity.of(os.fstat(descriptor)) != identity:
        raise LoadError("model.changed")


def _verify(descriptor: int, expected_sha256: str, progress: Progress) -> None:
    size_bytes = os.fstat(descriptor).st_size
    digest = hashlib.sha256()
    os.lseek(descriptor, 0, os.SEEK_SET)
    done_bytes = 0
    while chunk := os.read(descriptor, _CHUNK_BYTES):
        digest.update(chunk)
        done_bytes += len(chunk)
        if not progress(min(1.0, done_bytes / size_bytes)):
            raise LoadError("model.load_cancelled")
    if digest.hexdigest() != expected_sha256:
        raise LoadError("model.wrong_hash")


def _read(library: Any, log: ErrorLog, descriptor: int, progress: Progress, gpu_layers: int) -> Any:
    """Let llama.cpp read the descriptor; it gets a C stream on a duplicate of it, never the path again.

    What a graphics processor has no room for is computed without it: a build that uses one could not be tried.
    """
    cancelled = False

    def on_progress(fraction: float, _data: Any) -> bool:
        nonlocal cancelled
        cancelled = not progress(fraction)
        return not cancelled

    parameters = library.llama_model_default_params()
    parameters.n_gpu_layers = gpu_layers
    # Not mapped: see `wire.footprint`; and nobody can change what is already in memory.
    parameters.load_mode = library.LLAMA_LOAD_MODE_NONE
    parameters.progress_callback = library.llama_progress_callback(on_progress)
    with _c_stream(descriptor) as stream:
        pointer = library.llama_model_load_from_file_ptr(stream, parameters)
    if cancelled:
        raise LoadError("model.load_cancelled")
    if not pointer and gpu_layers and library.llama_supports_gpu_offload() and _why(log) == "model.too_big":
        return _read(library, log, descriptor, progress, 0)
    if not pointer:
        raise LoadError(_why(log))
    return pointer


@contextmanager
def _c_stream(descriptor: int) -> Iterator[ctypes.c_void_p]:
    libc = ctypes.CDLL(None) if os.name == "posix" else ctypes.CDLL("ucrtbase")
    fdopen = libc.fdopen if os.name == "posix" else libc._fdopen  # noqa: SLF001 (its name on Windows)
    fdopen.argtypes, fdopen.restype = [ctypes.c_int, ctypes.c_char_p], ctypes.c_void_p
    libc.fclose.argtypes = [ctypes.c_void_p]
    os.lseek(descriptor, 0, os.SEEK_SET)
    stream = ctypes.c_void_p(fdopen(os.dup(descriptor), b"rb"))
    try:
        yield stream
    finally:
        libc.fclose(stream)


def _why(log: ErrorLog) -> str:
    """Name the reason by what llama.cpp said last; its messages are the only place that has it."""
    if log.mentions("unknown model architecture", "unknown architecture"):
        return "model.unsupported"
    if log.mentions(
        "corrupted or incomplete", "not within the file bounds", "unexpectedly reached end", "failed to read"
    ):
        return "model.truncated"
    if log.mentions("unable to allocate", "failed to allocate", "bad_alloc"):
        return "model.too_big"
    return "model.damaged"
