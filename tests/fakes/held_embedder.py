"""An embedder that answers when the test says so."""

from collections.abc import Sequence
from concurrent.futures import Future

from closeddoor.domain.ports import Vector


class HeldEmbedder:
    """Fits `Embedder`. `asked` are the requests, in order; `answer` and `fail` complete the oldest open one."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self._open: list[tuple[tuple[str, ...], Future[list[Vector]]]] = []

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        self.asked.append(tuple(texts))
        self._open.append((tuple(texts), Future()))
        return self._open[-1][1]

    def answer(self) -> None:
        texts, future = self._open.pop(0)
        future.set_result([vector_of(text) for text in texts])

    def fail(self, error: Exception) -> None:
        self._open.pop(0)[1].set_exception(error)


def vector_of(text: str) -> Vector:
    return (float(len(text)), float(sum(map(ord, text))))
