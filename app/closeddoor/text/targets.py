"""Where a link or image of a Markdown text leads, inside the pack."""

import posixpath
import re

_PATH = re.compile(r"[A-Za-z0-9._/-]+")


def resolve_target(file: str, target: str) -> str | None:
    """Return the path in the pack that `target`, written in `file`, leads to; None when it leads outside."""
    if not _PATH.fullmatch(target) or target.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), target))
    return None if path.startswith("..") else path
