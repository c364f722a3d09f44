"""What practice leaves behind: cards that come back, and the record of attempts."""

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
