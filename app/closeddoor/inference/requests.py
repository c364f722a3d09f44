"""What the window asks of a worker, from the question to the completed future. No Qt: the client drives these."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ContextUse, Finish, Reply, Sampling, Vector
from closeddoor.inference.problems import problem_for
from closeddoor.wire.codec import decode_vector
from closeddoor.wire.framing import ProtocolError
from closeddoor.wire.messages import (
    Count,
    Counted,
    Done,
    Embed,
    Embedded,
    Failed,
    Forget,
    Forgotten,
    FromWorker,
    Generate,
    Piece,
    Reading,
    Ready,
    ToWorker,
    Turn,
)

T = TypeVar("T")

STOPPED = "model.closed"
"""What a worker answers to a question that it was told to leave."""

_MAX_REPLY_CHARACTERS = 200_000

MOST_TEXTS = 64
"""Texts sent at once: a long memo, so that the worker is never idle; its vectors fill half of the longest frame."""

_MOST_CHARACTERS = 300_000
"""Of the texts sent at once: JSON may spell a character in twelve bytes, and a frame holds four megabytes."""


class Request(Protocol):
    """One question. Exactly one of its endings is called, or `finished` becomes true by a message.

    One that `gives_way` is stopped at once when another is asked, and is taken up last: again, where it takes having
    been stopped for an answer with more to come.
    """

    finished: bool
    gives_way: bool

    def message(self, request_id: int) -> ToWorker:
        """Return what to send next."""
        ...

    def accept(self, message: FromWorker, model: Ready) -> bool:
        """Take an answer; return whether `message` has more to send. Raises `ProtocolError` at what is no answer."""
        ...

    def refuse(self, problem: KnownError) -> None:
        """Nothing could begin."""
        ...

    def interrupt(self, problem: KnownError) -> None:
        """It had begun, and the worker is gone."""
        ...

    def stop(self) -> None:
        """The user does not want it any more."""
        ...


class Question(Generic[T]):
    """A question with no answer yet. Its future cannot be cancelled from outside: `stop` is the way."""

    gives_way = False

    def __init__(self) -> None:
        self.future: Future[T] = Future()
        self.future.set_running_or_notify_cancel()
        self.finished = False

    def refuse(self, problem: KnownError) -> None:
        self.finished = True
        self.future.set_exception(problem)

    def interrupt(self, problem: KnownError) -> None:
        self.refuse(problem)

    def stop(self) -> None:
        self.refuse(problem_for(STOPPED))

    def _answer(self, answer: T) -> None:
        self.finished = True
        self.future.set_result(answer)


class GenerateRequest(Question[Reply]):
    """A reply being written."""

    def __init__(
        self, turns: Sequence[Turn], sampling: Sampling, on_text: Callable[[str], None], *, is_private: bool = False
    ) -> None:
        super().__init__()
        self._turns = tuple(turns)
        self._is_private = is_private
        self._sampling = sampling
        self._on_text = on_text
        self._pieces: list[str] = []
        self._characters = 0
        self._prompt_tokens = 0

    def message(self, request_id: int) -> Generate:
        s = self._sampling
        return Generate(
            id=request_id,
            turns=self._turns,
            temperature=s.temperature,
            top_p=s.top_p,
            top_k=s.top_k,
            min_p=s.min_p,
            repeat_penalty=s.repeat_penalty,
            max_tokens=s.max_tokens,
            seed=s.seed,
            is_private=self._is_private,
        )

    def accept(self, message: FromWorker, model: Ready) -> bool:
        del model
        match message:
            case Reading():
                self._prompt_tokens = message.prompt_tokens
            case Piece(text=text):
                self._add(text)
            case Done():
                self._complete(message.finish, message.prompt_tokens, message.reply_tokens)
            case Failed():
                self.refuse(problem_for(message.code, message.prompt_tokens, message.context_tokens))
            case _:
                raise ProtocolError("not an answer to a generation")
        return False

    def interrupt(self, problem: KnownError) -> None:
        self._complete("interrupted", self._prompt_tokens, 0, str(problem))

    def stop(self) -> None:
        self._complete("stopped", self._prompt_tokens, 0)

    def _add(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > _MAX_REPLY_CHARACTERS:
            raise ProtocolError("a reply without end")
        self._pieces.append(text)
        self._on_text(text)

    def _complete(self, finish: Finish, prompt_tokens: int, reply_tokens: int, problem: str = "") -> None:
        self._answer(Reply("".join(self._pieces), finish, prompt_tokens, reply_tokens, problem))


class CountRequest(Question[ContextUse]):
    """How much of the context a conversation takes."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        super().__init__()
        self._turns = tuple(turns)

    def message(self, request_id: int) -> Count:
        return Count(request_id, self._turns)

    def accept(self, message: FromWorker, model: Ready) -> bool:
        del model
        match message:
            case Counted():
                self._answer(ContextUse(message.prompt_tokens, message.context_tokens))
            case Failed():
                self.refuse(problem_for(message.code))
            case _:
                raise ProtocolError("not an answer to a count")
        return False


class ForgetRequest(Question[None]):
    """What was private is not to be held any more."""

    def message(self, request_id: int) -> Forget:
        return Forget(request_id)

    def accept(self, message: FromWorker, model: Ready) -> bool:
        del model
        match message:
            case Forgotten():
                self._answer(None)
            case Failed():
                self.refuse(problem_for(message.code))
            case _:
                raise ProtocolError("not an answer to forgetting")
        return False


class EmbedRequest(Question[list[Vector]]):
    """Vectors of several texts (at least one), sent in portions, between which other requests get their turn."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = tuple(texts)
        self._sent = 0
        self._vectors: list[Vector] = []

    def message(self, request_id: int) -> Embed:
        portion = _portion(self._texts[len(self._vectors) :])
        self._sent = len(portion)
        return Embed(request_id, portion)

    def accept(self, message: FromWorker, model: Ready) -> bool:
        match message:
            case Embedded(vectors=vectors) if len(vectors) == self._sent:
                self._vectors += [decode_vector(vector, model.dimensions) for vector in vectors]
            case Failed():
                self.refuse(problem_for(message.code))
                return False
            case _:
                raise ProtocolError("not an answer to an embedding")
        if len(self._vectors) < len(self._texts):
            return True
        self._answer(self._vectors)
        return False


def _portion(texts: Sequence[str]) -> tuple[str, ...]:
    """Return as many of the first texts as may be sent at once, one at least."""
    characters = accumulate(map(len, texts[:MOST_TEXTS]))
    count = sum(so_far <= _MOST_CHARACTERS for so_far in characters)
    return tuple(texts[: max(1, count)])
