"""What the window and a model worker say to each other.

The first frame from the worker is `Hello`; the window answers with `Load`; `Loading` comes any number of times, then
`Ready` or `Failed(id=0)`. After that each request is answered in order, under its id. `Stop(0)` cancels the loading.
The window closing the pipe means: exit.
"""

from dataclasses import dataclass
from typing import Literal

from closeddoor.confinement.enforced import Enforced

PROTOCOL = 3

Mode = Literal["chat", "embed"]
Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Turn:
    """One message of a conversation."""

    role: Role
    text: str


@dataclass(frozen=True)
class Load:
    """Load the model the worker was started for; `sha256` empty means unknown, `context_tokens` 0 the model's own."""

    mode: Mode
    sha256: str
    context_tokens: int
    decode_threads: int
    prompt_threads: int


@dataclass(frozen=True)
class Generate:
    """Write the next assistant turn. `temperature` 0 is greedy; with a `seed` the same request gives the same reply."""

    id: int
    turns: tuple[Turn, ...]
    temperature: float
    top_p: float
    top_k: int
    min_p: float
    repeat_penalty: float
    max_tokens: int
    seed: int | None


@dataclass(frozen=True)
class Count:
    """Count the tokens that a conversation takes, the opening of the reply included."""

    id: int
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Embed:
    """Turn texts into vectors, each alone."""

    id: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Stop:
    """Stop request `id` wherever it is; a finished or unknown id is ignored, since the two may cross on the pipe."""

    id: int


@dataclass(frozen=True)
class Hello:
    """The worker is confined and waits for `Load`."""

    protocol: int
    enforced: Enforced


@dataclass(frozen=True)
class Loading:
    """How far checking and loading have come, 0 to 1."""

    fraction: float


@dataclass(frozen=True)
class Ready:
    """The model is loaded. `format` is the prompt format in use; `format_known` is false for the plain fallback."""

    architecture: str
    name: str
    context_tokens: int
    dimensions: int
    format: str
    format_known: bool


@dataclass(frozen=True)
class Reading:
    """How many of the prompt's tokens have been read; also the sign of life during a long prompt."""

    id: int
    done_tokens: int
    prompt_tokens: int


@dataclass(frozen=True)
class Piece:
    """Text that came since the last piece; at most one every 33 ms."""

    id: int
    text: str


@dataclass(frozen=True)
class Done:
    """A reply ended. Times are seconds spent on the prompt's new tokens and on the reply's."""

    id: int
    finish: Literal["end", "length", "stopped"]
    prompt_tokens: int
    reused_tokens: int
    reply_tokens: int
    prompt_s: float
    reply_s: float


@dataclass(frozen=True)
class Counted:
    """The answer to `Count`."""

    id: int
    prompt_tokens: int
    context_tokens: int


@dataclass(frozen=True)
class Embedded:
    """One vector of unit length per text, in order: little-endian float32 in base64.

    `truncated` counts the texts that were longer than the context.
    """

    id: int
    vectors: tuple[str, ...]
    truncated: int


@dataclass(frozen=True)
class Failed:
    """Request `id` (0: the loading) cannot be done; `code` names the sentence, counts come with `model.context_full`.

    `place` names a mistake of ours by type and line; it never holds content.
    """

    id: int
    code: str
    prompt_tokens: int = 0
    context_tokens: int = 0
    place: str = ""


ToWorker = Load | Generate | Count | Embed | Stop
FromWorker = Hello | Loading | Ready | Reading | Piece | Done | Counted | Embedded | Failed
