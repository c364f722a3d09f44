"""Which characters a pack may contain, and what an id and a version look like; source: the pack format, "Text"."""

import re

_INVISIBLE = "\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_FORBIDDEN = re.compile(f"[{_CONTROL}{_INVISIBLE}\ud800-\udfff]")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_SEMVER = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(-(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?"
    r"(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
)

WHITE_SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What Unicode calls White_Space, as the inside of a character class (`str.isspace` also takes U+001C to U+001F)."""


def first_forbidden(text: str) -> int | None:
    """Return the offset of the first character that no pack may contain: control, invisible or direction-changing."""
    found = _FORBIDDEN.search(text)
    return found.start() if found else None


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def is_pack_id(text: str) -> bool:
    """Return whether this is a reverse-DNS pack id: two or more ids joined by dots, at most 255 characters."""
    parts = text.split(".")
    return len(text) <= 255 and len(parts) >= 2 and all(is_id(part) for part in parts)


def is_semver(text: str) -> bool:
    return _SEMVER.fullmatch(text) is not None
