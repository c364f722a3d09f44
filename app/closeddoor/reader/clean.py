"""Text as it is shown and given to a model: no character that steers, hides or reorders others."""

import re
import unicodedata

_UNUSUAL = re.compile(r"[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u05ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]+")
_SPACES = re.compile(r"[ \t\x0b\x0c\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x85]+")
_JOINERS = "\u200c\u200d"
"""Invisible, but scripts of India and Iran, and emoji, are spelled with them."""
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "•",
    "\uf0d8": "•",
    "\uf0fc": "✓",
    "\uf02d": "–",
    "\uf0e0": "→",
    "\u2028": " ",
    "\u2029": " ",
}


def clean_line(text: str) -> str:
    """Return `text` as one line: white space as single spaces, nothing invisible, symbol fonts as signs."""
    visible = _UNUSUAL.sub(lambda found: "".join(map(_visible, found.group())), text)
    return _SPACES.sub(" ", visible).strip()


def _visible(character: str) -> str:
    if character in _BULLETS:
        return _BULLETS[character]
    if character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category == "Cc" or category.startswith("Z"):
        return " "
    return "" if category in {"Cf", "Cs", "Cn", "Co"} else character
