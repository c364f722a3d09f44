"""The frame around every page."""

from dataclasses import dataclass
from typing import Literal

PageName = Literal[
    "unlock",
    "keep",
    "home",
    "meeting",
    "briefing",
    "debrief",
    "library",
    "record",
    "own_practice",
    "desk",
    "sandbox",
    "models",
    "settings",
    "privacy",
    "session",
    "stage",
]

PASSING: tuple[PageName, ...] = (
    "meeting",
    "briefing",
    "debrief",
    "models",
    "own_practice",
    "desk",
    "privacy",
    "session",
    "stage",
)
"""Pages without a row of their own in the rail: from these it offers a way back."""

BARE: tuple[PageName, ...] = ("stage",)
"""Pages for other people's eyes: the rail, which leads to what is the user's alone, is not beside them."""


@dataclass(frozen=True)
class WindowViewState:
    """Which page shows, what the privacy line says, how the page looks.

    `privacy_line` is always visible, short ("Nothing leaves this laptop · history encrypted"); `privacy_detail` is
    what its one click opens. `can_navigate` is False while the vault is locked: only the unlock page shows then.
    `privacy_short` stands in its place where there is no room for it; empty where it is short already.
    `lock_warning` stands in the place of the privacy line while the window is about to lock.
    `is_return`: the page was gone back to, and the keyboard goes where it was there.
    `can_keep`: what was done is in memory only and may be kept; `asks_before_closing`: the window asks first.
    """

    page: PageName
    can_navigate: bool
    privacy_line: str
    privacy_detail: str
    theme: Literal["system", "light", "dark"] = "system"
    text_scale: float = 1.0
    reduced_motion: bool = False
    privacy_short: str = ""
    can_keep: bool = False
    asks_before_closing: bool = False
    is_return: bool = False
    lock_warning: str = ""
