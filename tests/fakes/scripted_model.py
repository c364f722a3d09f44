"""A chat model that says what the test tells it to, when the test tells it to."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, ContextUse, Finish, Reply, Sampling


class ScriptedGeneration:
    """One reply in the hands of the test: `say` pieces, then `end` it (or `fail` before it begins)."""

    def __init__(self, messages: Sequence[ChatMessage], on_text: Callable[[str], None]) -> None:
        self.messages = list(messages)
        self.text = ""
        self.sampling = Sampling()
        self.was_stopped = self.is_private = False
        self._on_text = on_text
        self._future: Future[Reply] = Future()

    @property
    def future(self) -> Future[Reply]:
        return self._future

    def stop(self) -> None:
        if not self._future.done():
            self.was_stopped = True
            self.end("stopped")

    def say(self, piece: str) -> None:
        self.text += piece
        self._on_text(piece)

    def end(self, finish: Finish = "end", problem: str = "") -> None:
        self._future.set_result(Reply(self.text, finish, 10, 5, problem))

    def fail(self, error: KnownError) -> None:
        self._future.set_exception(error)


class ScriptedModel:
    """Counts a word as a token, of a context of `context_tokens`."""

    def __init__(self, context_tokens: int = 1000) -> None:
        self.context_tokens = context_tokens
        self.generations: list[ScriptedGeneration] = []
        self.forgot_private = 0

    def generate(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        on_text: Callable[[str], None],
        *,
        is_private: bool = False,
    ) -> ScriptedGeneration:
        generation = ScriptedGeneration(messages, on_text)
        generation.sampling, generation.is_private = sampling, is_private
        self.generations.append(generation)
        return generation

    def forget_private(self) -> None:
        self.forgot_private += 1

    def context_use(self, messages: Sequence[ChatMessage]) -> Future[ContextUse]:
        future: Future[ContextUse] = Future()
        future.set_result(ContextUse(sum(len(message.text.split()) for message in messages), self.context_tokens))
        return future
