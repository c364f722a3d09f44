"""Vectors of texts: each text alone, so that the same text always gives the same bits."""

import ctypes
import math
import threading

from closeddoor.wire.codec import encode_vector
from closeddoor.wire.messages import Embed, Embedded, Load, Ready
from closeddoor.worker.loading import LoadedModel, LoadError
from closeddoor.worker.vocabulary import Vocabulary

_MEAN_POOLING = 1
_DEFAULT_CONTEXT_TOKENS = 512


class EmbeddingEngine:
    """A sentence embedding model, loaded: mean pooling over all tokens, then unit length."""

    def __init__(self, model: LoadedModel, request: Load, abort: threading.Event) -> None:
        self._model = model
        library = model.library
        self._vocabulary = Vocabulary(library, model.pointer)
        self._abort_callback = library.ggml_abort_callback(lambda _data: abort.is_set())
        wanted = request.context_tokens or min(model.trained_context_tokens, _DEFAULT_CONTEXT_TOKENS)
        parameters = library.llama_context_default_params()
        # An encoder sees a whole text at once: context, batch and physical batch are one size.
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = wanted
        parameters.n_threads = parameters.n_threads_batch = request.prompt_threads
        parameters.embeddings = True
        parameters.pooling_type = _MEAN_POOLING
        parameters.abort_callback = self._abort_callback
        self._pointer = library.llama_init_from_model(model.pointer, parameters)
        if not self._pointer:
            raise LoadError("model.too_big")
        self._limit_tokens = wanted
        self._dimensions = int(library.llama_model_n_embd(model.pointer))

    def ready(self) -> Ready:
        return Ready(
            architecture=self._model.architecture,
            name=self._model.name,
            context_tokens=self._limit_tokens,
            dimensions=self._dimensions,
            format="",
            format_known=True,
        )

    def handle(self, request: Embed) -> Embedded:
        """Return the vector of a text; what is beyond the context is left out and said so."""
        tokens = self._vocabulary.tokens(request.text, add_ends=True)
        truncated = len(tokens) > self._limit_tokens
        if truncated:
            tokens = [*tokens[: self._limit_tokens - 1], tokens[-1]]  # the end mark stays
        return Embedded(request.id, encode_vector(_unit_length(self._pooled(tokens))), truncated)

    def _pooled(self, tokens: list[int]) -> list[float]:
        library = self._model.library
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        memory = library.llama_get_memory(self._pointer)
        if memory:
            library.llama_memory_clear(memory, False)
        if library.llama_decode(self._pointer, library.llama_batch_get_one(array, len(tokens))) != 0:
            raise RuntimeError("llama_decode failed on a text to embed")
        return list(library.llama_get_embeddings_seq(self._pointer, 0)[: self._dimensions])


def _unit_length(values: list[float]) -> list[float]:
    length = math.sqrt(math.fsum(value * value for value in values))
    return [value / length for value in values] if length else values
