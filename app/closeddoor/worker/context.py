"""A llama.cpp context: decodes tokens after those it already holds, and can be stopped while it does."""

import ctypes
import threading
from collections.abc import Callable, Sequence
from typing import Any

from closeddoor.wire.footprint import BATCH_TOKENS, computed_tokens
from closeddoor.wire.messages import KvType, Load, Tuning
from closeddoor.worker.crowding import Stretch, Threads
from closeddoor.worker.errors import LoadError
from closeddoor.worker.loading import LoadedModel

_KV_TYPES: dict[KvType, int] = {"f16": 1, "q8_0": 8}
"""GGML_TYPE_F16 and GGML_TYPE_Q8_0; the latter's values need flash attention."""
_ABORTED = 2  # llama_decode's


class StoppedError(Exception):
    """The abort flag was raised while decoding; what had been decoded until then is kept."""


class Context:
    """Keys and values of one sequence, and the tokens they belong to."""

    def __init__(
        self,
        model: LoadedModel,
        request: Load,
        context_tokens: int,
        abort: threading.Event,
        *,
        gives_way: bool = False,
    ) -> None:
        """One that `gives_way` computes with fewer threads while other programs want the processors."""
        self._library = library = model.library
        self._watched: Stretch | None = None
        self._abort_callback = library.ggml_abort_callback(lambda _data: abort.is_set() or self._is_crowded_out())
        parameters = library.llama_context_default_params()
        parameters.n_ctx = context_tokens
        parameters.n_batch = BATCH_TOKENS
        parameters.n_ubatch = computed_tokens(flash_attention=request.tuning.flash_attention)
        parameters.n_outputs_max = 1  # the last token's: room for all 512 is 100 MB that are never used
        parameters.type_k = parameters.type_v = _KV_TYPES[request.tuning.kv_type]
        parameters.flash_attn_type = int(request.tuning.flash_attention)
        parameters.n_threads = request.tuning.decode_threads
        parameters.n_threads_batch = request.tuning.prompt_threads
        parameters.abort_callback = self._abort_callback
        self.pointer = library.llama_init_from_model(model.pointer, parameters)
        if not self.pointer:
            raise LoadError("model.too_big")
        self._memory = library.llama_get_memory(self.pointer)
        on_gpu = bool(request.tuning.gpu_layers and library.llama_supports_gpu_offload())
        self._gives_way = gives_way and not on_gpu  # a thread that waits for the graphics processor is not crowded out
        self._can_begin_again = not (
            library.llama_model_is_recurrent(model.pointer) or library.llama_model_is_hybrid(model.pointer)
        )
        self._reading, self._writing = Threads(request.tuning.prompt_threads), Threads(request.tuning.decode_threads)
        self._window_tokens = int(library.llama_model_n_swa(model.pointer))
        self._tokens: list[int] = []
        self._in_batches = 0
        self.is_private = False
        """Whether what is held may not be copied anywhere; until it is cleared, or something else is restored."""
        self.size = int(library.llama_n_ctx(self.pointer))

    @property
    def threads(self) -> tuple[int, int]:
        """How many threads write and read now."""
        return self._writing.count, self._reading.count

    def set_threads(self, tuning: Tuning) -> None:
        """Compute with so many threads from now on."""
        self._reading, self._writing = Threads(tuning.prompt_threads), Threads(tuning.decode_threads)
        self._library.llama_set_n_threads(self.pointer, tuning.decode_threads, tuning.prompt_threads)

    def close(self) -> None:
        """Give its memory back; nothing can be decoded in it any more."""
        self._library.llama_free(self.pointer)

    def keep_prefix(self, tokens: Sequence[int]) -> int:
        """Forget everything but the beginning shared with `tokens`; return its length.

        At least the last token is always decoded anew, since sampling needs its logits. Models whose memory cannot be
        cut (recurrent ones) start from nothing.
        """
        shared = 0
        limit = min(len(self._tokens), len(tokens) - 1)
        while shared < limit and self._tokens[shared] == tokens[shared]:
            shared += 1
        return shared if self._cut(shared) else 0

    def _cut(self, length: int) -> bool:
        """Forget all tokens from `length` on; return whether that could be, having forgotten everything if not."""
        is_cut = length > 0 and self._library.llama_memory_seq_rm(self._memory, 0, length, -1)
        if not is_cut or not self._sees_back_from(length):
            self.clear()
            return False
        self._forget_from(length)
        return True

    def _forget_from(self, length: int) -> None:
        del self._tokens[length:]
        if length < self._in_batches:
            self._in_batches = length // BATCH_TOKENS * BATCH_TOKENS

    def _sees_back_from(self, length: int) -> bool:
        """Whether the next token would find all that it looks at: a sliding window keeps only what it last showed."""
        first_needed = max(0, length - self._window_tokens) if self._window_tokens else 0
        return int(self._library.llama_memory_seq_pos_min(self._memory, 0)) <= first_needed

    @property
    def tokens(self) -> tuple[int, ...]:
        """The tokens that are held, from the first."""
        return tuple(self._tokens)

    @property
    def in_batches(self) -> int:
        """How many of the first tokens were decoded in whole batches from the first on: they always have the same bits.

        In other batches a token is rounded differently.
        """
        return self._in_batches

    def state(self) -> bytearray:
        """Return the keys and values of all tokens held, for `restore` in a context of this model and these settings.

        About 23 kB for each token of the starter model. Raises `MemoryError` where there is no room for a copy.
        """
        library = self._library
        state = bytearray(library.llama_state_seq_get_size(self.pointer, 0))
        del state[library.llama_state_seq_get_data(self.pointer, _in_place(state), len(state), 0) :]
        return state

    def restore(self, tokens: Sequence[int], state: bytearray, in_batches: int = 0) -> bool:
        """Hold `tokens` again with the `state` they had; return False, holding nothing, where it does not fit.

        A state is believed as far as llama.cpp believes it: it must come from `state`, unchanged.
        """
        self.clear()
        read_bytes = self._library.llama_state_seq_set_data(self.pointer, _in_place(state), len(state), 0)
        held = self._library.llama_memory_seq_pos_max(self._memory, 0) + 1
        if read_bytes != len(state) or held != len(tokens):
            self.clear()
            return False
        self._tokens, self._in_batches = list(tokens), in_batches
        return True

    def back_to(self, held_tokens: int) -> bool:
        """Forget what came after the first `held_tokens`; return whether that many are held now."""
        if len(self._tokens) <= held_tokens:
            return len(self._tokens) == held_tokens
        return self._cut(held_tokens)

    def clear(self) -> None:
        """Hold nothing; of what was private the numbers are overwritten too."""
        self._library.llama_memory_clear(self._memory, self.is_private)
        self._tokens, self._in_batches, self.is_private = [], 0, False

    def read(self, tokens: Sequence[int], on_batch: Callable[[int], None]) -> None:
        """Decode tokens in batches; `on_batch` gets how many are held after each. Raises `StoppedError`."""
        for start in range(0, len(tokens), BATCH_TOKENS):
            goes_on = self._in_batches == len(self._tokens) and self._in_batches % BATCH_TOKENS == 0
            self._decode(tokens[start : start + BATCH_TOKENS])
            if goes_on:
                self._in_batches = len(self._tokens)
            on_batch(len(self._tokens))

    def write(self, token: int, *, repeats: bool = False) -> None:
        """Decode one token, with all threads where it has to repeat to the bit. Raises `StoppedError`."""
        self._decode((token,), repeats=repeats)

    def _decode(self, tokens: Sequence[int], *, repeats: bool = True) -> None:
        """Decode tokens; what was broken off for want of processors is begun again. A single one `repeats` or not."""
        left = list(tokens)
        while left:
            held = len(self._tokens)
            self._compute(left, self._stretch_for(left, repeats=repeats))
            del left[: len(self._tokens) - held]

    def _stretch_for(self, tokens: Sequence[int], *, repeats: bool) -> Stretch | None:
        """Set the threads for these tokens, and return what watches them; None where it is all threads or nothing."""
        is_single = len(tokens) == 1
        is_fixed = not self._gives_way or (is_single and repeats)
        writing = self._writing.most if is_fixed else self._writing.count
        self._library.llama_set_n_threads(self.pointer, writing, self._reading.count)
        if is_fixed:
            return None
        return Stretch(self._writing if is_single else self._reading, can_begin_again=self._can_begin_again)

    def _compute(self, tokens: list[int], stretch: Stretch | None) -> None:
        """Decode tokens, or those before it was broken off."""
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        self._watched = stretch if len(tokens) > 1 else None  # asked 700 times for a token, that would cost it 2 %
        result = self._library.llama_decode(self.pointer, self._library.llama_batch_get_one(array, len(tokens)))
        if stretch:
            stretch.ended()
        if result == 0:
            self._tokens += tokens
            return
        # Batches that were finished before an abort or a failure stay in memory: keep our list in step with it.
        held = self._library.llama_memory_seq_pos_max(self._memory, 0) + 1
        self._tokens = (self._tokens + tokens)[:held]
        if result != _ABORTED:
            raise RuntimeError(f"llama_decode returned {result}")
        if not (stretch and stretch.gave_up):
            raise StoppedError

    def _is_crowded_out(self) -> bool:
        return self._watched is not None and self._watched.is_crowded_out()


def _in_place(state: bytearray) -> Any:
    """Return its bytes for llama.cpp where they are: a copy of 47 MB takes a tenth of what it is there to save."""
    return (ctypes.c_uint8 * len(state)).from_buffer(state)
