"""Figures of a model in words that a reader of reports knows: pages instead of tokens."""

from datetime import date

from closeddoor.inference.sizes import size_in_words
from closeddoor.language import tr, tr_many
from closeddoor.presenters.words import long_date

WORDS_PER_TOKEN = 0.75
"""English prose, as the vocabularies of today's models cut it; other languages take more tokens."""
PAGE_WORDS = 500
PAGE_TOKENS = PAGE_WORDS / WORDS_PER_TOKEN
ROUND_FROM = 20
"""From here on figures are said in tens: they are estimates."""
IN_MINUTES_FROM_S = 120


def pages_in_words(tokens: int) -> str:
    """Return how much text a model can hold, in pages of 500 words."""
    pages = tokens / PAGE_TOKENS
    if pages < 1:
        return tr("Less than a page of text")
    shown = _round_number(pages)
    return tr_many("About {n} page of text", "About {n} pages of text", shown, n=shown)


def writing_speed(reply_tokens_per_s: float) -> str:
    """Return how fast a model writes: `About 9 words a second`."""
    words = reply_tokens_per_s * WORDS_PER_TOKEN
    if words < 1:
        return tr("About {n} words a minute", n=_round_number(words * 60))
    return tr_many("About {n} word a second", "About {n} words a second", _round_number(words), n=_round_number(words))


def reading_speed(prompt_tokens_per_s: float) -> str:
    """Return how fast a model reads: `a page in about 4 seconds`."""
    seconds = PAGE_TOKENS / max(prompt_tokens_per_s, 0.01)
    if seconds < 1:
        return tr("it reads a page in less than a second")
    if seconds >= IN_MINUTES_FROM_S:
        return tr("it reads a page in about {n} minutes", n=round(seconds / 60))
    return tr_many(
        "it reads a page in about {n} second", "it reads a page in about {n} seconds", round(seconds), n=round(seconds)
    )


def day_in_words(iso: str) -> str:
    """Return `1 November 2026` of `2026-11-01`; what is no date stays as it is."""
    try:
        return long_date(date.fromisoformat(iso))
    except ValueError:
        return iso


def size_and_kind(size_bytes: int, quantisation: str) -> str:
    """Return `4.7 GB · Q4_K_M`, as far as it is known."""
    return " · ".join(part for part in (size_in_words(size_bytes) if size_bytes else "", quantisation) if part)


def _round_number(value: float) -> int:
    return round(value) if value < ROUND_FROM else round(value / 10) * 10
