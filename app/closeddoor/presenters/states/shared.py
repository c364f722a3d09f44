"""Values that more than one page shows."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr

UNPROTECTED = tr("A saved file is no longer protected by Closed Door: whoever can open it can read it.")
"""Said before a file is written, in the file where it holds what the user wrote, and after."""


@dataclass(frozen=True)
class Problem:
    """Something went wrong, in the user's words: what happened, what is safe, what to do next."""

    happened: str
    safe: str = ""
    next_step: str = ""

    @classmethod
    def of(cls, error: BaseException) -> "Problem":
        """Return what there is to tell of a failure; a mistake of ours is raised."""
        if not isinstance(error, KnownError):
            raise error
        return cls(error.happened, error.safe, error.next_step)


@dataclass(frozen=True)
class Busy:
    """Work that takes more than a moment; `fraction` is how far it is, 0 to 1, None when that is not known."""

    text: str
    fraction: float | None = None
    can_cancel: bool = False


Verdict = Literal["found", "partly", "missed", "decoy", "unsure", "neutral"]
"""How a point came out; each has a shape, a word and a colour in the theme, never a colour alone."""
