"""What stands in the place of a model whose file is not there: it says so, until it is there again."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, ChatModel, ContextUse, Embedder, Generation, Reply, Sampling, Vector


class MissingGeneration:
    """A reply that cannot begin."""

    def __init__(self, problem: KnownError) -> None:
        self._future: Future[Reply] = Future()
        self._future.set_exception(problem)

    @property
    def future(self) -> Future[Reply]:
        return self._future

    def stop(self) -> None:
        """Nothing runs."""


class MissingChatModel:
    """Implements `domain.ports.ChatModel` by saying what is missing, or by asking what `look` finds at last.

    `look` is asked at each request: whoever has put the file back need not start the application anew.
    """

    def __init__(self, problem: KnownError, look: Callable[[], ChatModel | None] = lambda: None) -> None:
        self._problem = problem
        self._look = look

    def generate(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        on_text: Callable[[str], None],
        *,
        is_private: bool = False,
    ) -> Generation:
        found = self._look()
        if found is None:
            return MissingGeneration(self._problem)
        return found.generate(messages, sampling, on_text, is_private=is_private)

    def forget_private(self) -> None:
        """There is none that could hold anything."""

    def context_use(self, messages: Sequence[ChatMessage]) -> Future[ContextUse]:
        if found := self._look():
            return found.context_use(messages)
        future: Future[ContextUse] = Future()
        future.set_exception(self._problem)
        return future


class MissingEmbedder:
    """Implements `domain.ports.Embedder` in the same way; what was found stays."""

    def __init__(self, problem: KnownError, look: Callable[[], Embedder | None] = lambda: None) -> None:
        self._problem = problem
        self._look = look
        self._found: Embedder | None = None

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        self._found = self._found or self._look()
        if self._found:
            return self._found.embed(texts)
        future: Future[list[Vector]] = Future()
        future.set_exception(self._problem)
        return future
