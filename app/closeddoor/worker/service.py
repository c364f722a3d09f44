"""What a worker does with its life: say hello, load one model, answer requests until the pipe closes."""

import base64
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closeddoor.confinement.enforced import Enforced
from closeddoor.wire.footprint import BATCH_TOKENS, computed_tokens
from closeddoor.wire.messages import (
    PROTOCOL,
    Count,
    Embed,
    Failed,
    FileIdentity,
    Forget,
    Generate,
    Hello,
    Judge,
    Load,
    Loading,
    Prepare,
    Store,
    Tune,
    Verified,
)
from closeddoor.worker.channel import Channel, Request
from closeddoor.worker.chat import ChatEngine
from closeddoor.worker.context import StoppedError
from closeddoor.worker.embedding import EmbeddingEngine, EmbeddingStoppedError
from closeddoor.worker.errors import LoadError
from closeddoor.worker.loading import Expected, load
from closeddoor.worker.native import ErrorLog, build_of, load_library

if TYPE_CHECKING:
    from closeddoor.worker.snapshots import Snapshots

_PROGRESS_STEP = 0.01


class WorkerService:
    """One model, one client, one request at a time."""

    def __init__(self, channel: Channel, model_path: Path, enforced: Enforced, slots: Sequence[int] = ()) -> None:
        """`slots` are the descriptors that snapshots may be written to."""
        self._channel = channel
        self._model_path = model_path
        self._enforced = enforced
        self._slots = slots
        self._engine: ChatEngine | EmbeddingEngine | None = None
        self._reported = 0.0

    def run(self) -> None:
        """Serve for ever; the channel ends the process when the window closes the pipe."""
        self._channel.send(Hello(PROTOCOL, self._enforced))
        library = load_library()
        log = ErrorLog(library)
        while True:
            self.answer(library, log, self._channel.next_request())

    def answer(self, library: Any, log: ErrorLog, request: Request) -> None:
        """Answer one request, be it with `Failed`."""
        request_id = 0 if isinstance(request, Load) else request.id
        try:
            self._answer(library, log, request)
        except LoadError as error:
            self._channel.send(Failed(request_id, error.code))
        except (EmbeddingStoppedError, StoppedError):
            self._channel.send(Failed(request_id, "model.closed"))
        except Exception as error:  # noqa: BLE001 (the last resort: type and place, never content)
            self._channel.send(Failed(request_id, "model.bug", place=_place(error)))

    def _answer(self, library: Any, log: ErrorLog, request: Request) -> None:
        match request, self._engine:
            case Load(), None:
                self._engine = self._load(library, log, request)
                self._channel.send(self._engine.ready())
            case ((Generate() | Count() | Judge() | Prepare() | Store() | Forget()), ChatEngine() as chat):
                chat.handle(request)
            case Tune(), ChatEngine() as chat:
                self._channel.send(chat.tune(request))
            case Embed(), EmbeddingEngine() as embedding:
                self._channel.send(embedding.handle(request))
            case _:
                raise TypeError(f"{type(request).__name__} is not for this worker")

    def _load(self, library: Any, log: ErrorLog, request: Load) -> ChatEngine | EmbeddingEngine:
        expected = Expected(
            request.sha256,
            request.verified,
            self._tell_verified,
            request.load_anyway,
            request.needed_bytes,
            request.tuning.gpu_layers,
        )
        model = load(library, log, self._model_path, expected, self._report)
        if request.mode == "embed":
            return EmbeddingEngine(model, request, self._channel.abort)
        snapshots = self._snapshots(request, build_of(library))
        return ChatEngine(model, request, self._channel.abort, self._channel.send, snapshots)

    def _snapshots(self, request: Load, build: str) -> "Snapshots | None":
        """Return the slots as this model sees them; None without a key, and for a model that nobody has hashed."""
        if not (self._slots and request.snapshot_key and request.sha256):
            return None
        from closeddoor.worker.snapshots import Snapshots  # noqa: PLC0415 (brings OpenSSL, which few workers need)

        at_once = computed_tokens(flash_attention=request.tuning.flash_attention)
        fingerprint = "|".join(
            (request.sha256, build, str(request.context_tokens), str(request.tuning), f"{BATCH_TOKENS}/{at_once}")
        )
        key = base64.b64decode(request.snapshot_key)
        return Snapshots(self._slots, key, fingerprint.encode(), self._go_on)

    def _go_on(self) -> None:
        if self._channel.abort.is_set():
            raise StoppedError

    def _tell_verified(self, identity: FileIdentity) -> None:
        self._channel.send(Verified(identity))

    def _report(self, fraction: float) -> bool:
        if fraction - self._reported >= _PROGRESS_STEP:
            self._reported = fraction
            self._channel.send(Loading(min(1.0, fraction)))
        return not self._channel.abort.is_set()


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
