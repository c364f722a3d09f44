"""What can be asked of a worker; how the questions get to it, and what becomes of them, is `client.py`. QtCore only."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject

from closeddoor.domain.ports import ContextUse, Sampling, Vector
from closeddoor.inference.idle_requests import JudgeRequest, PrepareRequest, StoreRequest, TuneRequest
from closeddoor.inference.requests import CountRequest, EmbedRequest, ForgetRequest, GenerateRequest, Request
from closeddoor.inference.running import RunningGeneration, RunningJudgement, RunningPreparation
from closeddoor.inference.sent_text import clean, unicode_of
from closeddoor.wire.messages import Tuned, Turn


class Asking(QObject):
    """The questions, each with a future that completes on the Qt thread."""

    def generate(
        self, turns: Sequence[Turn], sampling: Sampling, on_text: Callable[[str], None], *, is_private: bool = False
    ) -> RunningGeneration:
        """Have the next turn written; see `ChatModel` for what `is_private`."""
        request = GenerateRequest([clean(turn) for turn in turns], sampling, on_text, is_private=is_private)
        self._take(request, sum(len(turn.text) for turn in turns))
        return RunningGeneration(request, self._stop)

    def context_use(self, turns: Sequence[Turn]) -> Future[ContextUse]:
        request = CountRequest([clean(turn) for turn in turns])
        self._take(request, sum(len(turn.text) for turn in turns))
        return request.future

    def judge(self, turns: Sequence[Turn], questions: Sequence[str]) -> RunningJudgement:
        """Ask yes/no questions about what the last turn, the user's, ends with."""
        request = JudgeRequest([clean(turn) for turn in turns], [unicode_of(question) for question in questions])
        self._take(request, sum(len(turn.text) for turn in turns) + sum(map(len, questions)))
        return RunningJudgement(request, self._stop)

    def prepare(self, turns: Sequence[Turn]) -> RunningPreparation:
        """Read turns which further ones will follow, while nothing else is asked."""
        request = PrepareRequest([clean(turn) for turn in turns])
        self._take(request, sum(len(turn.text) for turn in turns))
        return RunningPreparation(request, self._stop)

    def store(self, slot: int) -> Future[bool]:
        """Write what was prepared last into a slot that has the room."""
        request = StoreRequest(slot)
        self._take(request, 0)
        return request.future

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        """Return one vector per text, in order."""
        request = EmbedRequest([unicode_of(text) for text in texts])
        self._take(request, max(map(len, texts), default=0))
        return request.future

    def tune(self) -> Future[Tuned]:
        """Find the fastest settings while nothing else is asked; fails with `model.closed` as soon as anything is."""
        request = TuneRequest()
        self._take(request, 0)
        return request.future

    def forget_private(self) -> None:
        """Have nothing held any more of what was private; a worker that is not there holds nothing."""
        if self.process_id:
            self._take(ForgetRequest(), 0)

    @property
    def process_id(self) -> int:
        """The worker's process, 0 while there is none."""
        raise NotImplementedError

    def _take(self, request: Request, characters: int) -> None:
        """Ask it when its turn comes; it was made of so many characters."""
        raise NotImplementedError

    def _stop(self, request: Request) -> None:
        """Let it end where it is."""
        raise NotImplementedError
