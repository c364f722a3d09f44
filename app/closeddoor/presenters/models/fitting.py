"""Whether a model fits into the memory that is free now, in words, before it is loaded."""

from closeddoor.inference.fit import estimate, fit
from closeddoor.inference.sizes import size_in_words
from closeddoor.language import tr
from closeddoor.presenters.models.words import pages_in_words
from closeddoor.wire.footprint import LEAST_CONTEXT_TOKENS, RESERVE_BYTES, USUAL_CONTEXT_TOKENS, largest_context
from closeddoor.wire.model_headers import UNKNOWN_SHAPE, Shape


def needed_bytes(shape: Shape, size_bytes: int) -> int | None:
    """Return what a model takes in memory with the usual context; None where its file did not say enough."""
    return None if shape == UNKNOWN_SHAPE else estimate(shape, size_bytes, _wanted_tokens(shape)).total_bytes


def fit_in_words(shape: Shape, size_bytes: int, free_bytes: int | None, total_bytes: int | None) -> str:
    """Return how a model would fit; empty where too little is known to say it."""
    needed = needed_bytes(shape, size_bytes)
    if needed is None or free_bytes is None:
        return ""
    takes, free = size_in_words(needed), size_in_words(free_bytes)
    how = fit(estimate(shape, size_bytes, _wanted_tokens(shape)), free_bytes)
    if how == "fits":
        return tr("Fits: it takes about {needed}, and {free} are free now.", needed=takes, free=free)
    if how == "tight":
        return tr(
            "Tight: it takes about {needed} of the {free} that are free now. Close other programs.",
            needed=takes,
            free=free,
        )
    return _too_large(shape, size_bytes, free_bytes, total_bytes)


def _too_large(shape: Shape, size_bytes: int, free_bytes: int, total_bytes: int | None) -> str:
    tokens = largest_context(shape, _wanted_tokens(shape), free_bytes - RESERVE_BYTES - size_bytes)
    if tokens:
        return tr(
            "Tight: with the {free} that are free now it can hold less at once: {pages}. Close other programs.",
            free=size_in_words(free_bytes),
            pages=_lowered(pages_in_words(tokens)),
        )
    least = estimate(shape, size_bytes, min(_wanted_tokens(shape), LEAST_CONTEXT_TOKENS)).total_bytes
    if total_bytes is not None and least + RESERVE_BYTES > total_bytes:
        return tr(
            "Too large for this laptop: it takes {needed} at least, and there are {total} in all.",
            needed=size_in_words(least),
            total=size_in_words(total_bytes),
        )
    return tr(
        "Too large for now: it takes {needed} at least, and {free} are free. Close other programs first.",
        needed=size_in_words(least),
        free=size_in_words(free_bytes),
    )


def _wanted_tokens(shape: Shape) -> int:
    return min(shape.context_tokens or USUAL_CONTEXT_TOKENS, USUAL_CONTEXT_TOKENS)


def _lowered(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
