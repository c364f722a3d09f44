"""Names of models as they may be shown, and what a name tells."""

import re
import unicodedata

_LONGEST_SHOWN = 80
_QUANTISATION = re.compile(
    r"(?<![A-Za-z0-9])(IQ[1-4]_[A-Z]{1,3}|Q[2-8]_(?:K(?:_[SMLX]{1,2})?|[01])|BF16|F16|F32|MXFP4)", re.IGNORECASE
)
_PART = re.compile(r"-\d{5}-of-(\d{5})(?:\.gguf)?$", re.IGNORECASE)


def quantisation_in(name: str) -> str:
    """Return the quantisation that a file's name tells, as models are named; empty when it tells none."""
    found = _QUANTISATION.search(name)
    return found.group(1).upper() if found else ""


def parts_in(name: str) -> int:
    """Return in how many files a model comes, by the name that one of them has; 1 when it tells nothing."""
    found = _PART.search(name)
    return max(1, int(found.group(1))) if found else 1


def shown(untrusted: str) -> str:
    """Return a name that may be shown: one line, no control characters, not long."""
    kept = (letter if unicodedata.category(letter)[0] not in "CZ" else " " for letter in untrusted[:400])
    text = " ".join("".join(kept).split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
