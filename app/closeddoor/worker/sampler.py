"""The choice of the next token, in llama.cpp's own sampler chain."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from closeddoor.wire.messages import Generate

_PENALTY_WINDOW_TOKENS = 64
_RANDOM_SEED = 0xFFFFFFFF  # LLAMA_DEFAULT_SEED: the library draws one


@contextmanager
def sampler(library: Any, vocabulary_size: int, request: Generate) -> Iterator[Any]:
    """Yield a chain for one reply: penalties, then top-k, top-p, min-p, temperature, draw; or penalties, greedy."""
    chain = library.llama_sampler_chain_init(library.llama_sampler_chain_default_params())
    try:
        for link in _links(library, vocabulary_size, request):
            library.llama_sampler_chain_add(chain, link)
        yield chain
    finally:
        library.llama_sampler_free(chain)


def _links(library: Any, vocabulary_size: int, request: Generate) -> Iterator[Any]:
    greedy = request.temperature <= 0
    if request.repeat_penalty > 1.0:
        yield from _penalties(library, vocabulary_size, 1 if greedy else request.top_k, request.repeat_penalty)
    if greedy:
        yield library.llama_sampler_init_greedy()
        return
    yield library.llama_sampler_init_top_k(request.top_k)
    yield library.llama_sampler_init_top_p(request.top_p, 1)
    yield library.llama_sampler_init_min_p(request.min_p, 1)
    yield library.llama_sampler_init_temp(request.temperature)
    yield library.llama_sampler_init_dist(_RANDOM_SEED if request.seed is None else request.seed % _RANDOM_SEED)


def _penalties(library: Any, vocabulary_size: int, top_k: int, repeat_penalty: float) -> Iterator[Any]:
    """Yield the penalty, behind a cut that changes nothing but its cost.

    A penalty only lowers, and at most one token per place in the window: the best k after it are among the best
    k + window before it. Over the whole vocabulary it would cost as much as a part of the decoding.
    """
    if top_k > 0:
        yield library.llama_sampler_init_top_k(top_k + _PENALTY_WINDOW_TOKENS)
    yield library.llama_sampler_init_penalties(vocabulary_size, _PENALTY_WINDOW_TOKENS, repeat_penalty, 0.0, 0.0)
