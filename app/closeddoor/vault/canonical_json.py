"""One byte sequence per value, so that a MAC over it means something."""

import json
from typing import Any


class NotCanonicalError(ValueError):
    """Not JSON, not an object, or not in the one form that `encode` gives it."""


def encode(fields: dict[str, Any]) -> bytes:
    """Sorted keys, no spaces, ASCII, one newline at the end (files made for tools that expect it)."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"


def decode(untrusted: bytes) -> dict[str, Any]:
    """Return the fields only if encoding them again gives the same bytes: no second spelling, no double key."""
    try:
        fields = json.loads(untrusted)
        same = isinstance(fields, dict) and encode(fields) == untrusted
    except (ValueError, RecursionError) as error:
        raise NotCanonicalError from error
    if not same:
        raise NotCanonicalError
    return dict(fields)
