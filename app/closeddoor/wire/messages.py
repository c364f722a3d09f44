"""What the window and a model worker say to each other.

The first frame from the worker is `Hello`; the window answers with `Load`; `Loading` comes any number of times, and
`Verified` once where the file was hashed, then `Ready` or `Failed(id=0)`. After that each request is answered in order,
under its id. `Stop(0)` cancels the loading. The window closing the pipe means: exit.
"""

import os
from dataclasses import dataclass, field, replace
from typing import Literal

from closeddoor.confinement.enforced import Enforced

PROTOCOL = 7

_SETTLED_AFTER_NS = 2_000_000_000
"""Two seconds: the coarsest clock of a file system in use, that of FAT."""

Mode = Literal["chat", "embed"]
Role = Literal["system", "user", "assistant"]
KvType = Literal["f16", "q8_0"]
PreparedFrom = Literal["held", "memory", "snapshot", "decoded"]


@dataclass(frozen=True)
class Turn:
    """One message of a conversation."""

    role: Role
    text: str


@dataclass(frozen=True)
class FileIdentity:
    """By what a file is known again without reading it.

    `changed_ns` (ctime) is the one time that an account cannot set back; 0 means not known, or not to be relied on.
    """

    device: int
    inode: int
    size_bytes: int
    modified_ns: int
    changed_ns: int = 0

    @classmethod
    def of(cls, status: os.stat_result) -> "FileIdentity":
        changed_ns = status.st_ctime_ns if os.name == "posix" else 0  # elsewhere it is when the file was made
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, changed_ns)

    def settled_before(self, read_from_ns: int) -> "FileIdentity":
        """Return this without `changed_ns` if the file changed just before it was read, from `read_from_ns` on.

        A system's clock for files ticks coarsely: what is written right after the reading could have the same time.
        """
        is_settled = self.changed_ns < read_from_ns - _SETTLED_AFTER_NS
        return self if is_settled else replace(self, changed_ns=0)


@dataclass(frozen=True)
class Tuning:
    """How a model computes on one machine; none of it changes what is computed, but by rounding.

    `kv_type` is how keys and values are kept; `gpu_layers` how many layers a graphics processor takes, -1 for all.
    """

    decode_threads: int
    prompt_threads: int
    flash_attention: bool = True
    kv_type: KvType = "f16"
    gpu_layers: int = 0


@dataclass(frozen=True)
class Load:
    """Load the model the worker was started for; `sha256` empty means unknown, `context_tokens` 0 the model's own.

    A file that still is `verified` is not hashed again. Where less is free than `needed_bytes`, what it takes at least,
    it is refused; with `load_anyway` only where this laptop has less in all. `snapshot_key` is 32 bytes in base64, or
    empty where nothing is to be kept.
    """

    mode: Mode
    sha256: str
    context_tokens: int
    tuning: Tuning
    verified: FileIdentity | None = None
    load_anyway: bool = False
    needed_bytes: int = 0
    snapshot_key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Generate:
    """Write the next assistant turn. `temperature` 0 is greedy; with a `seed` the same request gives the same reply.

    What `is_private` is never put aside: it is held for the next turn of the same, and gone with any other request.
    """

    id: int
    turns: tuple[Turn, ...]
    temperature: float
    top_p: float
    top_k: int
    min_p: float
    repeat_penalty: float
    max_tokens: int
    seed: int | None
    is_private: bool = False


@dataclass(frozen=True)
class Count:
    """Count the tokens that a conversation takes, the opening of the reply included."""

    id: int
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Judge:
    """Answer yes/no questions about what the last turn, the user's, ends with: each is put as if it stood there.

    Nothing is sampled: what counts is how probable the next word is. The same request has the same answer to the bit.
    """

    id: int
    turns: tuple[Turn, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Prepare:
    """Read `turns` ahead of what will be asked about them; a further user turn will follow them."""

    id: int
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Store:
    """Write what was prepared last into a slot that the window made room in."""

    id: int
    slot: int


@dataclass(frozen=True)
class Forget:
    """Hold nothing any more of what was private."""

    id: int


@dataclass(frozen=True)
class Embed:
    """Turn texts into vectors, each alone."""

    id: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Tune:
    """Find out how the model computes fastest on this machine; `Stop` ends it at once, with nothing found."""

    id: int


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
class Verified:
    """The file has the hash that was asked for; said before llama.cpp reads it. `changed_ns` is 0 when too fresh."""

    identity: FileIdentity


@dataclass(frozen=True)
class Ready:
    """The model is loaded. `format` is the prompt format in use; `format_known` is false for the plain fallback.

    `context_tokens` is what it has, `trained_context_tokens` what it was made for; `parameters` and `size_bytes` are
    those of its weights. `build` names the llama.cpp that runs it, and `gpu` says whether that one can use a graphics
    processor.
    """

    architecture: str
    name: str
    context_tokens: int
    dimensions: int
    format: str
    format_known: bool
    parameters: int = 0
    size_bytes: int = 0
    trained_context_tokens: int = 0
    build: str = ""
    gpu: bool = False


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
class Judged:
    """The natural logarithm of the odds of yes against no, per question in order."""

    id: int
    log_odds: tuple[float, ...]


@dataclass(frozen=True)
class Prepared:
    """The turns are read. `reused_tokens` of them need not be decoded: `source` says where they were.

    `slot` is that of a snapshot they came from, else -1; `slot_bytes` is the room that `Store` would need, 0 for none.
    """

    id: int
    prompt_tokens: int
    reused_tokens: int
    source: PreparedFrom
    seconds: float
    slot: int
    slot_bytes: int


@dataclass(frozen=True)
class Stored:
    """Whether the slot holds it now: what was prepared may be gone, or the slot of another size."""

    id: int
    is_stored: bool


@dataclass(frozen=True)
class Forgotten:
    """Nothing of it is held."""

    id: int


@dataclass(frozen=True)
class Trial:
    """How fast one way of computing was: tokens per second read in long batches, in a short one, and written."""

    tuning: Tuning
    prompt_tokens_per_s: float
    question_tokens_per_s: float
    reply_tokens_per_s: float


@dataclass(frozen=True)
class Tuned:
    """The fastest way of those tried; threads are in use from now on, the rest from the next loading."""

    id: int
    tuning: Tuning
    prompt_tokens_per_s: float
    reply_tokens_per_s: float
    trials: tuple[Trial, ...]


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


ToWorker = Load | Generate | Count | Judge | Prepare | Store | Forget | Embed | Tune | Stop
FromWorker = (
    Hello | Loading | Verified | Ready | Reading | Piece | Done | Counted | Judged | Prepared | Stored | Forgotten
    | Tuned | Embedded | Failed
)  # fmt: skip
