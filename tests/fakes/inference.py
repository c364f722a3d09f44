"""A chat model and an embedder that fit `domain.ports`, without a worker: the same input gives the same output."""

import hashlib
import math
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from closeddoor.domain.ports import ChatMessage, ContextUse, Finish, Reply, Sampling, Vector

DIMENSIONS = 384


class FakeGeneration:
    """A reply that the test writes piece by piece with `say`, and ends with `end` or `fail`."""

    def __init__(self, messages: Sequence[ChatMessage], on_text: Callable[[str], None]) -> None:
        self.messages = tuple(messages)
        self.future: Future[Reply] = Future()
        self._on_text = on_text
        self._text = ""

    def say(self, text: str) -> None:
        self._text += text
        self._on_text(text)

    def end(self, finish: Finish = "end", problem: str = "") -> None:
        if not self.future.done():
            prompt_tokens = _tokens(self.messages)
            self.future.set_result(Reply(self._text, finish, prompt_tokens, len(self._text.split()), problem))

    def fail(self, error: Exception) -> None:
        self.future.set_exception(error)

    def stop(self) -> None:
        self.end("stopped")


class FakeChatModel:
    """Fits `ChatModel`. Replies with `replies` in turn, at once; when they run out, waits for the test to write."""

    def __init__(self, *replies: str, context_tokens: int = 2048) -> None:
        self.generations: list[FakeGeneration] = []
        self.context_tokens = context_tokens
        self._replies = list(replies)

    def generate(
        self,
        messages: Sequence[ChatMessage],
        sampling: Sampling,
        on_text: Callable[[str], None],
        *,
        is_private: bool = False,
    ) -> FakeGeneration:
        del sampling, is_private
        generation = FakeGeneration(messages, on_text)
        self.generations.append(generation)
        if self._replies:
            generation.say(self._replies.pop(0))
            generation.end()
        return generation

    def forget_private(self) -> None:
        """It holds nothing."""

    def context_use(self, messages: Sequence[ChatMessage]) -> Future[ContextUse]:
        future: Future[ContextUse] = Future()
        future.set_result(ContextUse(_tokens(messages), self.context_tokens))
        return future


class FakeEmbedder:
    """Fits `Embedder`: a text is the direction of its words, so texts that share words are alike."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        self.texts += texts
        future: Future[list[Vector]] = Future()
        future.set_result([_bag_of_words(text) for text in texts])
        return future


def _tokens(messages: Sequence[ChatMessage]) -> int:
    return sum(len(message.text.split()) for message in messages)


def _bag_of_words(text: str) -> Vector:
    counts = [0.0] * DIMENSIONS
    for word in text.lower().split() or [""]:
        digest = hashlib.blake2b(word.strip(".,;:!?").encode(), digest_size=4).digest()
        counts[int.from_bytes(digest, "big") % DIMENSIONS] += 1.0
    length = math.sqrt(math.fsum(count * count for count in counts))
    return tuple(count / length for count in counts)
