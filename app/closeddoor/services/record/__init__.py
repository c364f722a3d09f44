"""What practice leaves behind: cards that come back, and the record of attempts."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closeddoor.services.record.attempts import Findings, Holdings, RecordedAttempt, RecordService
    from closeddoor.services.record.cards import CardGoneError, CardService, Due, Rated

__all__ = [
    "CardGoneError",
    "CardService",
    "Due",
    "Findings",
    "Holdings",
    "Rated",
    "RecordService",
    "RecordedAttempt",
]

_HOMES = dict(
    zip(__all__, ("cards", "cards", "cards", "attempts", "attempts", "cards", "attempts", "attempts"), strict=True)
)
"""The module of each name, imported when that is asked for: home needs a few of them, and would wait for all."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(name)
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
