"""What is asked of a worker while nobody waits: it gives way to whatever a person asks, and goes on afterwards."""

import os
from collections.abc import Sequence
from typing import TypeVar

from closeddoor.domain.ports import PreparedText
from closeddoor.inference.problems import problem_for
from closeddoor.inference.requests import STOPPED, Question
from closeddoor.wire.framing import ProtocolError
from closeddoor.wire.messages import (
    Failed,
    FromWorker,
    Judge,
    Judged,
    Prepare,
    Prepared,
    Reading,
    Ready,
    Store,
    Stored,
    Tune,
    Tuned,
    Turn,
)

T = TypeVar("T")


class _GivingWay(Question[T]):
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


class TuneRequest(Question[Tuned]):
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
