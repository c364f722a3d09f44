"""A llama.cpp context: decodes tokens after those it already holds, and can be stopped while it does."""

import ctypes
import threading
from collections.abc import Callable, Sequence

from closeddoor.wire.messages import Load
from closeddoor.worker.loading import LoadedModel, LoadError

BATCH_TOKENS = 512


class StoppedError(Exception):
    """The abort flag was raised while decoding; what had been decoded until then is kept."""


class Context:
    """Keys and values of one sequence, and the tokens they belong to."""

    def __init__(self, model: LoadedModel, request: Load, context_tokens: int, abort: threading.Event) -> None:
        self._library = library = model.library
        self._abort_callback = library.ggml_abort_callback(lambda _data: abort.is_set())
        parameters = library.llama_context_default_params()
        parameters.n_ctx = context_tokens
        parameters.n_batch = parameters.n_ubatch = BATCH_TOKENS
        parameters.n_threads = request.decode_threads
        parameters.n_threads_batch = request.prompt_threads
        parameters.abort_callback = self._abort_callback
        self.pointer = library.llama_init_from_model(model.pointer, parameters)
        if not self.pointer:
            raise LoadError("model.too_big")
        self._memory = library.llama_get_memory(self.pointer)
        self._tokens: list[int] = []
        self.size = int(library.llama_n_ctx(self.pointer))

    def keep_prefix(self, tokens: Sequence[int]) -> int:
        """Forget everything but the beginning shared with `tokens`; return its length.

        At least the last token is always decoded anew, since sampling needs its logits. Models whose memory cannot be
        cut (recurrent ones) start from nothing.
        """
        shared = 0
        limit = min(len(self._tokens), len(tokens) - 1)
        while shared < limit and self._tokens[shared] == tokens[shared]:
            shared += 1
        if shared == 0 or not self._library.llama_memory_seq_rm(self._memory, 0, shared, -1):
            self.clear()
            return 0
        del self._tokens[shared:]
        return shared

    def clear(self) -> None:
        self._library.llama_memory_clear(self._memory, False)
        self._tokens = []

    def read(self, tokens: Sequence[int], on_batch: Callable[[int], None]) -> None:
        """Decode tokens in batches; `on_batch` gets how many are held after each. Raises `StoppedError`."""
        for start in range(0, len(tokens), BATCH_TOKENS):
            self._decode(tokens[start : start + BATCH_TOKENS])
            on_batch(len(self._tokens))

    def write(self, token: int) -> None:
        """Decode one token. Raises `StoppedError`."""
        self._decode((token,))

    def _decode(self, tokens: Sequence[int]) -> None:
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        result = self._library.llama_decode(self.pointer, self._library.llama_batch_get_one(array, len(tokens)))
        if result == 0:
            self._tokens += tokens
            return
        # Batches that were finished before an abort or a failure stay in memory: keep our list in step with it.
        held = self._library.llama_memory_seq_pos_max(self._memory, 0) + 1
        self._tokens = (self._tokens + list(tokens))[:held]
        if result == 2:
            raise StoppedError
        raise RuntimeError(f"llama_decode returned {result}")
