"""What the window asks of a worker, from the question to the completed future. No Qt: the client drives these."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ContextUse, Finish, PreparedText, Reply, Sampling, Vector
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
    FromWorker,
    Generate,
    Judge,
    Judged,
    Piece,
    Prepare,
    Prepared,
    Reading,
    Ready,
    Store,
    Stored,
    ToWorker,
    Tune,
    Tuned,
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


class _Question(Generic[T]):
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


class GenerateRequest(_Question[Reply]):
    """A reply being written."""

    def __init__(self, turns: Sequence[Turn], sampling: Sampling, on_text: Callable[[str], None]) -> None:
        super().__init__()
        self._turns = tuple(turns)
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


class CountRequest(_Question[ContextUse]):
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


class _GivingWay(_Question[T]):
    """What nobody waits for at a field: it lets a person go first, and goes on from where it was."""

    gives_way = True

    def __init__(self) -> None:
        super().__init__()
        self._is_given_up = False

    def give_up(self) -> None:
        """Let it not go on once it was stopped."""
        self._is_given_up = True

    def _goes_on(self, failed: Failed) -> bool:
        """Whether it only gave way; else it is refused, and told why."""
        if failed.code == STOPPED and not self._is_given_up:
            return True
        self.refuse(problem_for(failed.code, failed.prompt_tokens, failed.context_tokens))
        return False


class JudgeRequest(_GivingWay[tuple[float, ...]]):
    """Yes/no questions about an answer."""

    def __init__(self, turns: Sequence[Turn], questions: Sequence[str]) -> None:
        super().__init__()
        self._turns = tuple(turns)
        self._questions = tuple(questions)

    def message(self, request_id: int) -> Judge:
        return Judge(request_id, self._turns, self._questions)

    def accept(self, message: FromWorker, model: Ready) -> bool:
        del model
        match message:
            case Reading():
                pass
            case Judged(log_odds=log_odds) if len(log_odds) == len(self._questions):
                self._answer(log_odds)
            case Failed():
                return self._goes_on(message)
            case _:
                raise ProtocolError("not an answer to a judgement")
        return False


class TuneRequest(_Question[Tuned]):
    """Finding the fastest settings; whoever asks anything else goes first, and it is given up."""

    gives_way = True

    def message(self, request_id: int) -> Tune:
        return Tune(request_id)

    def accept(self, message: FromWorker, model: Ready) -> bool:
        del model
        match message:
            case Reading():
                pass
            case Tuned() if _is_sound(message):
                self._answer(message)
            case Failed():
                self.refuse(problem_for(message.code))
            case _:
                raise ProtocolError("not an answer to a tuning")
        return False


def _is_sound(tuned: Tuned) -> bool:
    """Whether settings can be used: a worker reads untrusted files, and what it says here is kept."""
    t, most = tuned.tuning, os.cpu_count() or 1
    speeds = (tuned.prompt_tokens_per_s, tuned.reply_tokens_per_s)
    return 1 <= t.decode_threads <= most and 1 <= t.prompt_threads <= most and min(speeds) > 0


class PrepareRequest(_GivingWay[PreparedText]):
    """A text that is read ahead of what will be asked about it."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        super().__init__()
        self._turns = tuple(turns)

    def message(self, request_id: int) -> Prepare:
        return Prepare(request_id, self._turns)

    def accept(self, message: FromWorker, model: Ready) -> bool:
        del model
        match message:
            case Reading():
                pass
            case Prepared(prompt_tokens=all_tokens, reused_tokens=reused, source=source, seconds=seconds):
                self._answer(PreparedText(all_tokens, reused, source, seconds, message.slot, message.slot_bytes))
            case Failed():
                return self._goes_on(message)
            case _:
                raise ProtocolError("not an answer to a preparation")
        return False


class StoreRequest(_GivingWay[bool]):
    """What was prepared last is to be written into a slot, when nobody waits for anything."""

    def __init__(self, slot: int) -> None:
        super().__init__()
        self._slot = slot

    def message(self, request_id: int) -> Store:
        return Store(request_id, self._slot)

    def accept(self, message: FromWorker, model: Ready) -> bool:
        del model
        match message:
            case Stored(is_stored=is_stored):
                self._answer(is_stored)
            case Failed():
                return self._goes_on(message)
            case _:
                raise ProtocolError("not an answer to storing")
        return False


class EmbedRequest(_Question[list[Vector]]):
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
