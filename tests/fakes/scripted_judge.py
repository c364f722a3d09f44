"""A model that is asked for verdicts and says what the test tells it to."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage
from closeddoor.inference.problems import ModelError

Says = Callable[[Sequence[ChatMessage], str], float]
"""Messages and question to log-odds of yes."""


class ScriptedJudgement:
    def __init__(self) -> None:
        self.future: Future[tuple[float, ...]] = Future()

    def stop(self) -> None:
        if not self.future.done():
            self.future.set_exception(ModelError("model.closed"))


class ScriptedJudge:
    """Fits `JudgeModel`. Answers at once with what `says` makes of each question; with `holds` when `answer` is called.

    `asked` are the requests, in order; with `refuses` every one fails with that.
    """

    def __init__(self, says: Says = lambda _messages, _question: 0.0, *, holds: bool = False) -> None:
        self.says = says
        self.asked: list[tuple[tuple[ChatMessage, ...], tuple[str, ...]]] = []
        self.refuses: KnownError | None = None
        self._holds = holds
        self._open: list[ScriptedJudgement] = []

    def judge(self, messages: Sequence[ChatMessage], questions: Sequence[str]) -> ScriptedJudgement:
        judgement = ScriptedJudgement()
        self.asked.append((tuple(messages), tuple(questions)))
        self._open.append(judgement)
        if not self._holds:
            self.answer()
        return judgement

    def answer(self) -> None:
        """Answer the oldest open request, unless it was stopped."""
        messages, questions = self.asked[len(self.asked) - len(self._open)]
        judgement = self._open.pop(0)
        if self.refuses is not None:
            judgement.future.set_exception(self.refuses)
        if not judgement.future.done():
            judgement.future.set_result(tuple(self.says(messages, question) for question in questions))

    def fail(self, error: KnownError) -> None:
        """Let the oldest open request fail."""
        self._open.pop(0).future.set_exception(error)
