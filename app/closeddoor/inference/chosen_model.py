"""The model that whoever made a bundle put into it: the list beside it, believed only where it is whole."""

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec


class Chosen(msgspec.Struct, forbid_unknown_fields=True):
    """What `make bundle MODEL=FILE` writes beside the model that it puts into a bundle."""

    file_name: str
    title: str
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    size_bytes: int
    licence: str
    context_tokens: Annotated[int, msgspec.Meta(gt=0)]


def read_chosen(listed: Path) -> Chosen | None:
    """Return what the list says; None where it cannot be read or names a file that is not beside it."""
    try:
        chosen = msgspec.convert(tomllib.loads(listed.read_text(encoding="utf-8")), Chosen)
    except (OSError, ValueError, msgspec.ValidationError):
        return None
    return chosen if Path(chosen.file_name).name == chosen.file_name else None
