"""Replies: one conversation at a time, streamed, stoppable, with exact token counts."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from closeddoor.wire.footprint import USUAL_CONTEXT_TOKENS
from closeddoor.wire.messages import (
    Count,
    Counted,
    Done,
    Failed,
    Forget,
    Forgotten,
    FromWorker,
    Generate,
    Judge,
    Load,
    Piece,
    Prepare,
    Reading,
    Ready,
    Store,
    Tune,
    Tuned,
    Turn,
)
from closeddoor.worker import formats, memory
from closeddoor.worker.context import Context, StoppedError
from closeddoor.worker.judging import Judging
from closeddoor.worker.kept_states import KeptStates
from closeddoor.worker.loading import LoadedModel
from closeddoor.worker.preparing import Preparing
from closeddoor.worker.sampler import sampler
from closeddoor.worker.tuning import tune
from closeddoor.worker.vocabulary import ReplyText, Vocabulary

if TYPE_CHECKING:
    from closeddoor.worker.snapshots import Snapshots

_SMALLEST_REPLY_TOKENS = 64
"""With less room than this a reply is not begun: it would break off in its first sentences."""
_FLUSH_S = 0.033

Send = Callable[[FromWorker], None]
Finish = Literal["end", "length", "stopped"]


class ChatEngine:
    """A chat model, loaded. `abort` is raised by whoever hears the word stop."""

    def __init__(
        self,
        model: LoadedModel,
        request: Load,
        abort: threading.Event,
        send: Send,
        snapshots: "Snapshots | None" = None,
    ) -> None:
        self._model = model
        self._abort = abort
        self._send = send
        self._vocabulary = Vocabulary(model.library, model.pointer)
        self._format = formats.choose(model.sha256, model.architecture, model.name, self._vocabulary.is_control)
        wanted = request.context_tokens or min(model.trained_context_tokens, USUAL_CONTEXT_TOKENS)
        self._context = Context(model, request, _held(model, request, wanted), abort, gives_way=True)
        self._kept = KeptStates()
        self._request = request
        self._is_short = self._context.size < wanted
        self._judging = Judging(model.library, self._vocabulary, self._format, self._context)
        self._preparing = Preparing(self._vocabulary, self._format, self._context, self._kept, snapshots)

    def tune(self, request: Tune) -> Tuned:
        """Find the fastest settings, and use the threads at once. Raises `StoppedError`."""

        def report(done: int, total: int) -> None:
            self._send(Reading(request.id, done, total))

        tuned = tune(self._model, self._request, request.id, self._abort, report, is_short=self._is_short)
        self._context.set_threads(tuned.tuning)
        return tuned

    @property
    def threads(self) -> tuple[int, int]:
        """How many threads write and read now: fewer than it was tuned to where other programs want the processors."""
        return self._context.threads

    def ready(self) -> Ready:
        is_known = self._format is not formats.PLAIN
        return self._model.ready(self._context.size, prompt_format=self._format.name, format_known=is_known)

    def handle(self, request: Generate | Count | Judge | Prepare | Store | Forget) -> None:
        """Answer a request; everything it has to say goes through `send`."""
        self._leave_private(request)
        match request:
            case Prepare():
                self._send(self._preparing.handle(request, self._send))
            case Store():
                self._send(self._preparing.store(request))
            case Judge():
                self._send(self._judge(request))
            case Forget():
                self._send(Forgotten(request.id))
            case Count():
                self._send(Counted(request.id, len(self._tokens(request.turns)), self._context.size))
            case Generate():
                self._send(self._generate(request))

    def _leave_private(self, request: Generate | Count | Judge | Prepare | Store | Forget) -> None:
        """Hold nothing of what was private when something else is asked, or it is to be forgotten."""
        goes_on = isinstance(request, Count) or (isinstance(request, Generate) and request.is_private)
        if self._context.is_private and not goes_on:
            self._context.clear()

    def _generate(self, request: Generate) -> FromWorker:
        tokens = self._tokens(request.turns)
        if self._room(tokens) < min(request.max_tokens, _SMALLEST_REPLY_TOKENS):
            return Failed(request.id, "model.context_full", len(tokens), self._context.size)
        return self._reply(request, tokens)

    def _judge(self, request: Judge) -> FromWorker:
        """Judge upon what was read ahead, where that is what the question begins with."""
        self._kept.turn_to(self._context, self._tokens(request.turns))
        return self._judging.handle(request, self._send)

    def _tokens(self, turns: Sequence[Turn]) -> list[int]:
        return self._vocabulary.prompt_tokens(self._format.render(turns))

    def _room(self, tokens: Sequence[int]) -> int:
        return self._context.size - len(tokens)

    def _reply(self, request: Generate, tokens: Sequence[int]) -> Done:
        started_s = time.monotonic()
        # A reused prefix was decoded in other batches, which rounds differently: what must repeat begins from nothing.
        self._kept.turn_to(self._context, tokens)
        if request.seed is not None:
            self._context.clear()
        reused = self._context.keep_prefix(tokens)
        self._context.is_private = request.is_private
        try:
            self._context.read(tokens[reused:], lambda done: self._send(Reading(request.id, done, len(tokens))))
        except StoppedError:
            return Done(request.id, "stopped", len(tokens), reused, 0, time.monotonic() - started_s, 0.0)
        read_s = time.monotonic()
        writing = _Writing(request, self._format.stop_text, self._send)
        finish = self._write(request, writing, min(request.max_tokens, self._room(tokens)))
        writing.flush(writing.text.finish())
        ended_s = time.monotonic()
        return Done(request.id, finish, len(tokens), reused, writing.tokens, read_s - started_s, ended_s - read_s)

    def _write(self, request: Generate, writing: "_Writing", limit_tokens: int) -> Finish:
        library = self._model.library
        with sampler(library, self._vocabulary.size, request) as chain:
            while not self._abort.is_set():
                token = library.llama_sampler_sample(chain, self._context.pointer, -1)
                if self._vocabulary.ends_reply(token):
                    return "end"
                writing.add(self._vocabulary.piece(token))
                if writing.text.stopped:
                    return "end"
                if writing.tokens >= limit_tokens:
                    return "length"
                try:
                    self._context.write(token, repeats=request.seed is not None)
                except StoppedError:
                    break
        return "stopped"


def _held(model: LoadedModel, request: Load, wanted_tokens: int) -> int:
    """Return how many of the tokens that are wanted memory holds; raises `LoadError` when too few."""
    library, anyway = model.library, request.load_anyway
    taken_bytes = int(library.llama_model_size(model.pointer))
    shape = memory.shape_of(library, model.pointer)
    return memory.context_for(shape, wanted_tokens, request.tuning, taken_bytes=taken_bytes, load_anyway=anyway)


class _Writing:
    """The text of one reply on its way out: the first piece at once, then one message every 33 ms."""

    def __init__(self, request: Generate, stop_text: str, send: Send) -> None:
        self.text = ReplyText(stop_text)
        self.tokens = 0
        self._id = request.id
        self._send = send
        self._waiting = ""
        self._flushed_s = 0.0

    def add(self, piece: bytes) -> None:
        self.tokens += 1
        self._waiting += self.text.push(piece)
        if self._waiting and time.monotonic() - self._flushed_s >= _FLUSH_S:
            self.flush("")

    def flush(self, last: str) -> None:
        """Send what waits, and `last` behind it."""
        text, self._waiting = self._waiting + last, ""
        if text:
            self._send(Piece(self._id, text))
        self._flushed_s = time.monotonic()
