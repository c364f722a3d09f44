"""A local embedding model as the `Embedder` that services know, with a memory for texts that come again."""

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future

from closeddoor.domain.ports import Vector
from closeddoor.inference.client import WorkerClient


class LocalEmbedder:
    """Adapts an embedding worker to `domain.ports.Embedder`.

    A scenario's exemplars are compared with every answer: vectors are kept, the least recently used go first.
    """

    def __init__(self, client: WorkerClient, keep_vectors: int = 1024) -> None:
        self._client = client
        self._keep_vectors = keep_vectors
        self._known: OrderedDict[str, Vector] = OrderedDict()

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        future: Future[list[Vector]] = Future()
        found = {text: self._known[text] for text in texts if text in self._known}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if not missing:
            self._complete(future, texts, found)
            return future

        def on_done(done: Future[list[Vector]]) -> None:
            if error := done.exception():
                future.set_exception(error)
            else:
                self._complete(future, texts, found | dict(zip(missing, done.result(), strict=True)))

        self._client.embed(missing).add_done_callback(on_done)
        return future

    def _complete(self, future: Future[list[Vector]], texts: Sequence[str], vectors: dict[str, Vector]) -> None:
        for text, vector in vectors.items():
            self._known[text] = vector
            self._known.move_to_end(text)
        while len(self._known) > self._keep_vectors:
            self._known.popitem(last=False)
        future.set_result([vectors[text] for text in texts])
