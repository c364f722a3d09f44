"""A language that nobody speaks, to see what an application forgot: each text is longer, accented and in brackets.

What shows without brackets was never given to `closeddoor.language`; what shows cut off has no room for German. Lengths
follow IBM's guideline for text translated from English.
"""

import re
from gettext import NullTranslations

PLACE = re.compile(r"(\{[^{}]*\})")
ACCENTED = str.maketrans(
    "AaCcDdEeGgHhIiKkLlNnOoRrSsTtUuWwYyZz",
    "ÅåÇçĐđÉéĞğĤĥÎîĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž",
)
GROWTH = ((10, 1.0), (20, 0.8), (30, 0.6), (50, 0.4), (70, 0.35))
"""Up to so many characters, a text grows by this share."""
GROWTH_OF_LONG = 0.3
OPEN, CLOSE = "[", "]"


class PseudoLanguage(NullTranslations):
    """Says every text as a translation might look; what was said already is said no other way."""

    def gettext(self, message: str) -> str:
        if OPEN in message or not message.strip():
            return message
        parts = PLACE.split(message)
        said = "".join(part if PLACE.fullmatch(part) else part.translate(ACCENTED) for part in parts)
        return f"{OPEN}{said}{_padding(len(message))}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _padding(length: int) -> str:
    """Return what a translation is longer by, in words that a line can break between."""
    share = next((share for most, share in GROWTH if length <= most), GROWTH_OF_LONG)
    return " ".join(["", *("·" * min(6, left) for left in range(round(length * share), 0, -7))])
