"""What a manifest of an application that keeps models as blobs says: which of them is the model.

JSON: `layers`, each with a `mediaType`, a `digest` as "sha256:" and 64 digits, and perhaps a `size`.
"""

import json
import re
from typing import Any

from closeddoor.wire.model_headers import Manifest

_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
_MOST_BYTES = 2**62


class NoModelError(ValueError):
    """No manifest, or one that names no model."""


def read_manifest(untrusted: bytes) -> Manifest:
    """Return what a manifest names; raises `NoModelError`."""
    try:
        content: Any = json.loads(untrusted)
        layers = [each for each in content["layers"] if str(each["mediaType"]).endswith("image.model")]
        digest, size = _DIGEST.fullmatch(layers[0]["digest"]), layers[0].get("size")
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, AttributeError):
        raise NoModelError from None
    if digest is None:
        raise NoModelError
    return Manifest(digest.group(1), size if type(size) is int and 0 <= size < _MOST_BYTES else -1)
