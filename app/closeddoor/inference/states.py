"""What is known about a worker, as values that a page can show."""

import base64
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from closeddoor.confinement.enforced import Enforced
from closeddoor.domain.errors import KnownError
from closeddoor.domain.secret import Secret
from closeddoor.wire.child_command import child_command
from closeddoor.wire.footprint import least_bytes
from closeddoor.wire.messages import FileIdentity, Load, Mode, Ready, Tuning
from closeddoor.wire.model_headers import UNKNOWN_SHAPE, Shape

Phase = Literal["absent", "starting", "loading", "ready", "failed"]


@dataclass(frozen=True)
class WorkerState:
    """`absent`: none runs, one starts with the next request. `failed` has a `problem`, `ready` a `model`.

    `confinement` is what the worker reported about itself, from `loading` on.
    """

    phase: Phase = "absent"
    progress: float = 0.0
    problem: KnownError | None = None
    model: Ready | None = None
    confinement: Enforced | None = None


def untuned() -> Tuning:
    """Return what suits most machines; thread counts leave the window one processor while it streams.

    All layers go to a graphics processor where the build of llama.cpp can use one; others take no notice.
    """
    cores = os.cpu_count() or 1
    return Tuning(max(1, cores - 1), cores, gpu_layers=-1)


@dataclass(frozen=True)
class WorkerSpec:
    """Which model a worker loads, and how.

    A file that still is `verified` had that hash, and is not hashed again; see `Load` for `load_anyway`. By `shape` and
    `size_bytes`, where they are known, a model is refused that does not fit, before it is read.
    """

    mode: Mode
    model_path: Path
    sha256: str = ""
    context_tokens: int = 0
    tuning: Tuning = field(default_factory=untuned)
    command: tuple[str, ...] = field(default_factory=lambda: child_command("worker"))
    verified: FileIdentity | None = None
    load_anyway: bool = False
    shape: Shape = UNKNOWN_SHAPE
    size_bytes: int = 0
    snapshots: Path | None = None
    snapshot_key: str = field(default="", repr=False)

    @property
    def process_command(self) -> tuple[str, ...]:
        """Return what starts the worker: it opens its slots for snapshots before it gives up opening anything."""
        slots = () if self.snapshots is None else (str(self.snapshots),)
        return (*self.command, str(self.model_path), *slots)

    def with_snapshots(self, folder: Path, key: Secret) -> "WorkerSpec":
        """Return it with slots, and the key that is this model's."""
        return replace(self, snapshots=folder, snapshot_key=base64.b64encode(key.reveal()).decode("ascii"))

    def load_message(self) -> Load:
        return Load(
            self.mode,
            self.sha256,
            self.context_tokens,
            self.tuning,
            self.verified,
            self.load_anyway,
            least_bytes(self.shape, self.size_bytes, self.context_tokens, self.tuning) if self.mode == "chat" else 0,
            self.snapshot_key,
        )


@dataclass(frozen=True)
class Timeouts:
    """How long a worker may be silent at what it does; a prompt's batch of 512 tokens takes 40 s on a slow laptop.

    After `gone_s` a worker that was killed is not waited for any more by the one that takes its place.
    """

    start_s: float = 30.0
    silence_s: float = 120.0
    stop_s: float = 3.0
    gone_s: float = 5.0
    first_restart_s: float = 0.5
    longest_restart_s: float = 30.0
