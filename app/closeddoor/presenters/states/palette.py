"""The palette: everything that can be gone to or done, by its name."""

from dataclasses import dataclass
from typing import Literal

EntryKind = Literal["page", "action", "meeting", "briefing", "conversation"]


@dataclass(frozen=True)
class PaletteEntry:
    """One line; `kind` and `key` say what choosing it does. `about` is shown below, `keys` are its shortcut."""

    kind: EntryKind
    key: str
    title: str
    about: str = ""
    keys: str = ""


@dataclass(frozen=True)
class PaletteViewState:
    """What was typed and what fits it, the best first; `said` is how many those are, in words."""

    is_open: bool = False
    text: str = ""
    entries: tuple[PaletteEntry, ...] = ()
    said: str = ""
