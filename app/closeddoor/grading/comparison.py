"""Whether one sentence turns round what another compares: “A is lower than B” against “B is lower than A”.

Vectors and shared words hardly see which of two things stands before “than”, and that is all such a sentence says.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from closeddoor.grading.words import content_stems

MOST_REMEMBERED = 4096
"""How many texts are kept taken apart: the samples of a few tasks, which every sentence is compared with."""

_COMPARED = re.compile(
    r"^(?P<before>.*?)\b(?:(?P<less>lower|less|fewer|worse|smaller|rarer)|(?P<more>higher|more|greater|better|larger))\b"
    r"(?P<between>[^.;?!]{0,60}?)\bthan\b(?P<after>[^.;?!]*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class _Comparison:
    """The stems of what is compared, with what, and whether it is said to be more."""

    what: frozenset[str]
    with_what: frozenset[str]
    is_more: bool


def reverses(text: str, other: str) -> bool:
    """Return whether both compare the same two things and say the opposite of each other."""
    if "than" not in text or "than" not in other:
        return False
    one, two = _comparison(text), _comparison(other)
    if one is None or two is None:
        return False
    straight = bool(one.what & two.what) and bool(one.with_what & two.with_what)
    crossed = bool(one.what & two.with_what) and bool(one.with_what & two.what)
    if straight == crossed:
        return False
    return crossed == (one.is_more == two.is_more)


@lru_cache(MOST_REMEMBERED)
def _comparison(text: str) -> _Comparison | None:
    found = _COMPARED.search(text.lower())
    if found is None:
        return None
    what, with_what = content_stems(found["before"]), content_stems(found["after"])
    return _Comparison(what - with_what, with_what - what, is_more=found["more"] is not None)
