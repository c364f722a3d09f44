"""What stands in the place of a model whose file is not there: it answers every request with that sentence."""

# ruff: noqa: ARG002 - the signatures are those of the ports, of which a missing model uses nothing

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, ContextUse, Reply, Sampling, Vector


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
    """Implements `domain.ports.ChatModel` by saying what is missing."""

    def __init__(self, problem: KnownError) -> None:
        self._problem = problem

    def generate(
        self, messages: Sequence[ChatMessage], sampling: Sampling, on_text: Callable[[str], None]
    ) -> MissingGeneration:
        return MissingGeneration(self._problem)

    def context_use(self, messages: Sequence[ChatMessage]) -> Future[ContextUse]:
        future: Future[ContextUse] = Future()
        future.set_exception(self._problem)
        return future


class MissingEmbedder:
    """Implements `domain.ports.Embedder` by saying what is missing."""

    def __init__(self, problem: KnownError) -> None:
        self._problem = problem

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        future: Future[list[Vector]] = Future()
        future.set_exception(self._problem)
        return future
