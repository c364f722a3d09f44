"""What services need from outside, as protocols: real adapters and the fakes in `tests/fakes` both fit them.

A future may complete on any thread; `Dispatcher` is the one place where its result comes back to the thread of the
window (or of the command).
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from closeddoor.domain.attachment import ReadDocument

T = TypeVar("T")

Vector = tuple[float, ...]
"""A sentence embedding of unit length (384 numbers for all-MiniLM-L6-v2)."""


class Dispatcher(Protocol):
    """Brings results back to the thread that the window lives on."""

    def deliver(
        self, future: Future[T], done: Callable[[T], None], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        """Call `done` with the result, or `failed` with the exception, later and on the window's thread."""
        ...

    def later(self, delay_s: float, call: Callable[[], None]) -> None:
        """Call `call` once, on the window's thread, after `delay_s` seconds."""
        ...


class Executor(Protocol):
    """Runs blocking work away from the window's thread, one job after the other."""

    def submit(self, job: Callable[[], T]) -> Future[T]: ...


class Embedder(Protocol):
    """Turns sentences into vectors whose dot product is their likeness in meaning (cosine)."""

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        """Return one vector per text, in order; each text is embedded alone, so results never depend on company.

        The future fails with a `KnownError` when the model cannot be used.
        """
        ...


@dataclass(frozen=True)
class ChatMessage:
    """One turn as the model sees it."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True)
class Sampling:
    """How the next token is chosen; `temperature` 0 is greedy, `seed` makes a run repeatable."""

    temperature: float = 0.7
    top_p: float = 0.9
    top_k: int = 40
    min_p: float = 0.05
    repeat_penalty: float = 1.1
    max_tokens: int = 768
    seed: int | None = None


Finish = Literal["end", "length", "stopped", "interrupted"]
"""Why a reply ended: by itself, at `max_tokens` or the context's end, by the user, or because the model died."""


@dataclass(frozen=True)
class Reply:
    """A finished reply. When `finish` is `interrupted`, `problem` says why, and `text` is what had come until then."""

    text: str
    finish: Finish
    prompt_tokens: int
    reply_tokens: int
    problem: str = ""


class Generation(Protocol):
    """A reply being written."""

    @property
    def future(self) -> Future[Reply]:
        """Completes once, also after a stop or a crash; fails only when nothing could begin (a `KnownError`)."""
        ...

    def stop(self) -> None:
        """Ask the model to stop, while it reads the prompt or while it writes; safe to call twice."""
        ...


@dataclass(frozen=True)
class ContextUse:
    """Exact token counts: what the messages take of the model's context."""

    prompt_tokens: int
    context_tokens: int


class ChatModel(Protocol):
    """A loaded (or loadable) chat model."""

    def generate(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        on_text: Callable[[str], None],
        *,
        is_private: bool = False,
    ) -> Generation:
        """Start a reply; `on_text` gets each new piece, at most every 33 ms, on the window's thread.

        What `is_private` is held for the next turn alone, and until something else is asked or it is to be forgotten.

        The future fails with `KnownError` code `model.context_full` when the messages leave no room for a reply: the
        caller offers to go on without the oldest turns or to start anew; nothing is dropped silently.
        """
        ...

    def context_use(self, messages: Sequence[ChatMessage]) -> Future[ContextUse]: ...

    def forget_private(self) -> None:
        """Hold nothing any more of what was private; whoever is asked next begins from nothing."""
        ...


class Judgement(Protocol):
    """Questions that are being put to a model."""

    @property
    def future(self) -> Future[tuple[float, ...]]:
        """Completes with the natural logarithm of the odds of yes, per question; fails with a `KnownError`."""
        ...

    def stop(self) -> None:
        """Give it up: the future fails with a `KnownError`. Safe to call twice, and after the end."""
        ...


class JudgeModel(Protocol):
    """A chat model that can be asked yes/no questions; whether its answers are worth anything is not its business."""

    def judge(self, messages: Sequence[ChatMessage], questions: Sequence[str]) -> Judgement:
        """Put each question as if it stood at the end of the last message, a user's; the same always gives the same."""
        ...


PreparedFrom = Literal["held", "memory", "snapshot", "decoded"]
"""Where a model had what it read ahead: in its hands, put aside in memory, on the disk, or nowhere."""


@dataclass(frozen=True)
class PreparedText:
    """A text that was read ahead: `reused_tokens` of its `prompt_tokens` need not be read anew.

    `slot` is the snapshot it came from, -1 for none; `slot_bytes` what keeping it would take, 0 where there is nothing
    to keep or nowhere to keep it.
    """

    prompt_tokens: int
    reused_tokens: int
    source: PreparedFrom
    seconds: float
    slot: int = -1
    slot_bytes: int = 0


class Preparation(Protocol):
    """A text that is being read ahead."""

    @property
    def future(self) -> Future[PreparedText]:
        """Completes when it is read; fails with a `KnownError`, after `stop` too."""
        ...

    def stop(self) -> None:
        """Give it up; what is read is kept. Safe to call twice, and after the end."""
        ...


class PreparingModel(Protocol):
    """A chat model that reads in idle time what it will be asked about."""

    def prepare(self, messages: Sequence[ChatMessage]) -> Preparation:
        """Read messages which others of the user's will follow; gives way to everything else that is asked."""
        ...

    def keep(self, slot: int) -> Future[bool]:
        """Write what was prepared last into a slot that has the room; False where it is gone already."""
        ...


class Reading(Protocol):
    """A document being read."""

    @property
    def future(self) -> Future[ReadDocument]:
        """Completes once; fails with the `KnownError` of why it cannot be read, `document.cancelled` after `cancel`."""
        ...

    def cancel(self) -> None:
        """Give it up at once; safe to call twice, and after the end."""
        ...


class DocumentReader(Protocol):
    """Reads documents of the user's, away from everything private."""

    def read(self, path: Path, on_progress: Callable[[float], None]) -> Reading:
        """Read the file at `path`; `on_progress` gets 0 to 1 on the window's thread."""
        ...
