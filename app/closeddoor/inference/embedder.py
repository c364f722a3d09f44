"""A local embedding model as the `Embedder` that services know, with a memory for texts that come again."""

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future

from closeddoor.domain.ports import Embedder, Vector


class LocalEmbedder:
    """Adapts an embedding worker to `domain.ports.Embedder`; called on the client's thread only.

    A scenario's exemplars are compared with every answer: vectors are kept, the least recently used go first. What is
    already on its way is waited for, not asked for again: a question may come while the samples are being prepared.
    """

    def __init__(self, client: Embedder, keep_vectors: int = 1024) -> None:
        self._client = client
        self._keep_vectors = keep_vectors
        self._known: OrderedDict[str, Vector] = OrderedDict()
        self._coming: dict[str, Future[dict[str, Vector]]] = {}

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        future: Future[list[Vector]] = Future()
        found = {text: self._known[text] for text in texts if text in self._known}
        others = [text for text in dict.fromkeys(texts) if text not in found]
        batches = {self._coming[text] for text in others if text in self._coming}
        if missing := [text for text in others if text not in self._coming]:
            batches.add(self._ask(missing))
        waiting = set(batches)

        def arrived(batch: Future[dict[str, Vector]]) -> None:
            waiting.discard(batch)
            if not waiting:
                self._complete(future, texts, found, batches)

        for batch in batches:
            batch.add_done_callback(arrived)
        if not batches:
            self._complete(future, texts, found, batches)
        return future

    def _ask(self, texts: list[str]) -> Future[dict[str, Vector]]:
        batch: Future[dict[str, Vector]] = Future()
        self._coming.update(dict.fromkeys(texts, batch))

        def on_done(done: Future[list[Vector]]) -> None:
            for text in texts:
                del self._coming[text]
            if error := done.exception():
                batch.set_exception(error)
            else:
                batch.set_result(dict(zip(texts, done.result(), strict=True)))

        self._client.embed(texts).add_done_callback(on_done)
        return batch

    def _complete(
        self,
        future: Future[list[Vector]],
        texts: Sequence[str],
        found: dict[str, Vector],
        batches: set[Future[dict[str, Vector]]],
    ) -> None:
        if error := next((error for batch in batches if (error := batch.exception())), None):
            future.set_exception(error)
            return
        vectors = found | {text: vector for batch in batches for text, vector in batch.result().items()}
        for text in texts:
            self._known[text] = vectors[text]
            self._known.move_to_end(text)
        while len(self._known) > self._keep_vectors:
            self._known.popitem(last=False)
        future.set_result([vectors[text] for text in texts])
