"""Whether a model fits, asked before it is loaded: the alternative is the out-of-memory killer."""

from typing import Any

from closeddoor.wire.footprint import RESERVE_BYTES, free_bytes, largest_context, total_bytes
from closeddoor.wire.messages import Tuning
from closeddoor.wire.model_headers import FULL_EVERY, Shape
from closeddoor.worker.errors import LoadError
from closeddoor.worker.metadata import metadata, number


def room_bytes(*, load_anyway: bool) -> int | None:
    """Return how much a model may take: what is free now, or anyway all that this laptop has; None where unknown."""
    known = total_bytes() if load_anyway else free_bytes()
    return None if known is None else known - RESERVE_BYTES


def check_fits(needed_bytes: int, *, load_anyway: bool) -> None:
    """Raise `LoadError` for what there is no room for now; with `load_anyway`, for what there never is room for."""
    room = room_bytes(load_anyway=load_anyway)
    if room is not None and needed_bytes > room:
        raise _refusal(load_anyway=load_anyway)


def context_for(shape: Shape, wanted_tokens: int, tuning: Tuning, *, taken_bytes: int, load_anyway: bool) -> int:
    """Return how large a context fits beside a model in memory, at most `wanted_tokens`; raises `LoadError`.

    `taken_bytes` are those of the weights: what is free now is without them, and what there is in all is with them.
    """
    room = room_bytes(load_anyway=load_anyway)
    if room is None:
        return wanted_tokens
    room -= taken_bytes if load_anyway else 0
    tokens = largest_context(
        shape, wanted_tokens, room, tuning.kv_type, flash_attention=tuning.flash_attention
    )  # fmt: skip
    if not tokens:
        raise _refusal(load_anyway=load_anyway)
    return tokens


def shape_of(library: Any, pointer: Any) -> Shape:
    """Return what decides the memory of a loaded model, by what llama.cpp made of its file."""
    architecture = metadata(library, pointer, b"general.architecture")
    layers, heads = int(library.llama_model_n_layer(pointer)), int(library.llama_model_n_head(pointer))
    embedding = int(library.llama_model_n_embd(pointer))
    head_length = embedding // max(1, heads)

    def told(key: str) -> int:
        return number(library, pointer, f"{architecture}.{key}")

    return Shape(
        parameters=int(library.llama_model_n_params(pointer)),
        context_tokens=int(library.llama_model_n_ctx_train(pointer)),
        layers=layers,
        embedding=embedding,
        heads=heads,
        kv_layers=layers,
        kv_heads=int(library.llama_model_n_head_kv(pointer)),
        key_length=told("attention.key_length") or head_length,
        value_length=told("attention.value_length") or head_length,
        feed_forward=told("feed_forward_length"),
        vocabulary=int(library.llama_vocab_n_tokens(library.llama_model_get_vocab(pointer))),
        window_tokens=int(library.llama_model_n_swa(pointer)),
        full_every=FULL_EVERY.get(architecture, 0),
    )


def _refusal(*, load_anyway: bool) -> LoadError:
    return LoadError("model.too_big_ever" if load_anyway else "model.too_big")
