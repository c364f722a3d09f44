"""Words of English text for the grader: tokens, function words, rough stems and shared word sequences."""

import re
from collections.abc import Iterable

_TOKEN = re.compile(r"[^\W_]+(?:['.,-][^\W_]+)*")
_ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s")


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FUNCTION_WORDS = word_set(
    "a about above after again against all also although am an and any anybody anyone anything are as at away back be "
    "because been before being below between both but by can cannot come could did do does doing done down during each "
    "either else even ever every everything few for from further get give go going had has have having he her here "
    "hers him his how however i if in into is it its itself just last least less let like many may me might mine more "
    "most much must my myself neither never no nobody none nor not nothing now of off on once one only or other our "
    "ours out over own per please put quite rather same shall she should since so some somebody someone something "
    "still such than thank thanks that the their theirs them then there these they this those through thus to too "
    "under until up upon us very was we well were what when where whether which while who whom whose why will with "
    "within without would yes yet you your yours i'm i'd i'll i've we're we'd we'll we've you're you'd you'll it's "
    "that's don't doesn't didn't can't couldn't won't wouldn't shouldn't isn't aren't wasn't weren't haven't hasn't"
)  # fmt: skip
"""Words that carry no subject; in running English prose they are about half of all words."""


def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text in lower case; “B.1”, “1.43m” and “short-life” are one token each."""
    return tuple(_TOKEN.findall(text.replace("’", "'").lower()))


def stem(token: str) -> str:
    """Cut an English ending, roughly: good enough to see that “renewals” and “renewal” are the same subject."""
    word = token.removesuffix("'s").removesuffix("s'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that carry the subject."""
    return frozenset(stem(token) for token in tokens(text) if token not in FUNCTION_WORDS)


def function_share(text: str) -> float:
    """Return the share of function words among all words: near 0.5 in prose, near 0 in a list of keywords."""
    found = tokens(text)
    return sum(token in FUNCTION_WORDS for token in found) / len(found) if found else 0.0


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the cosine of two sets of stems, 0 to 1."""
    return len(one & other) / (len(one) * len(other)) ** 0.5 if one and other else 0.0


def sequences(texts: Iterable[str], length: int) -> frozenset[tuple[str, ...]]:
    """Return every run of `length` words that stands in one of the texts."""
    return frozenset(run for text in texts for run in _runs(tokens(text), length))


def copied_share(text: str, source: frozenset[tuple[str, ...]], length: int) -> float:
    """Return the share of the words of a text that lie in a run of `length` words found in `source`, 0 to 1."""
    found = tokens(text)
    copied: set[int] = set()
    for start, run in enumerate(_runs(found, length)):
        if run in source:
            copied.update(range(start, start + length))
    return len(copied) / len(found) if found else 0.0


def _runs(found: tuple[str, ...], length: int) -> list[tuple[str, ...]]:
    return [found[start : start + length] for start in range(len(found) - length + 1)]
