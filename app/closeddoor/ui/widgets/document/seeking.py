"""Finding words in a displayed text as people type them."""

import re

ALIKE = ("'’‘", '"“”„', "-‐‑–—−")
"""Characters that one key of a keyboard stands for."""

MOST_HITS = 999

Hit = tuple[int, int]


def find_hits(displayed: str, sought: str) -> tuple[Hit, ...]:
    """Return where `sought` stands, as half-open code-point ranges, blind to case, white space, quotes and dashes."""
    words = sought.split()
    if not words:
        return ()
    pattern = re.compile(r"\s+".join("".join(map(_any_of, word)) for word in words), re.IGNORECASE)
    hits = (found.span() for found in pattern.finditer(displayed))
    return tuple(hit for hit, _ in zip(hits, range(MOST_HITS), strict=False))


def _any_of(character: str) -> str:
    alike = next((group for group in ALIKE if character in group), "")
    return f"[{re.escape(alike)}]" if alike else re.escape(character)
