"""When a card comes back: FSRS-6 in whole days.

The weights and the wanted retention (9 in 10) are the package's own. Its steps of minutes are left out, because nobody
goes over a card twice in one sitting here, and its fuzz, because the same rating shall give the same day. Each day
stands as its noon in UTC, so that a card learned on Monday evening and rated on Tuesday morning is a day old.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from closeddoor.domain.cards import Recall

if TYPE_CHECKING:
    from fsrs import Card as FsrsCard
    from fsrs import Scheduler

FIRST_AFTER_DAYS = 1
"""A card that was just written is first asked for on the next day."""

_NOON = time(12, tzinfo=UTC)
_RATINGS: Mapping[Recall, int] = {"not_at_all": 1, "with_effort": 2, "yes": 3, "at_once": 4}
"""As in `fsrs.Rating`: again, hard, good, easy. Imported when a card is scheduled: home only counts them."""


@dataclass(frozen=True)
class Schedule:
    """The state of the scheduler as JSON, and the day on which the card is due."""

    state_json: str
    due: date

    @property
    def due_at_ms(self) -> int:
        """The start of the day here, in milliseconds since 1970, UTC."""
        return round(datetime.combine(self.due, time()).astimezone().timestamp() * 1000)


def first_schedule(today: date) -> Schedule:
    """Return the schedule of a card that was written today."""
    from fsrs import Card as FsrsCard  # noqa: PLC0415 - see `_RATINGS`

    due = datetime.combine(today + timedelta(days=FIRST_AFTER_DAYS), _NOON)
    return _schedule(FsrsCard(card_id=0, due=due))


def rated(state_json: str, recall: Recall, today: date) -> Schedule:
    """Return the schedule after a card was gone over today; a state that cannot be read is begun anew."""
    from fsrs import Rating  # noqa: PLC0415 - see `_RATINGS`

    card = _read(state_json, today)
    reviewed, _ = _scheduler().review_card(card, Rating(_RATINGS[recall]), datetime.combine(today, _NOON))
    return _schedule(reviewed)


def day_at(time_ms: int) -> date:
    """Return the day here at a time in milliseconds since 1970, UTC."""
    return datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone().date()


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler  # noqa: PLC0415 - see `_RATINGS`

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _schedule(card: "FsrsCard") -> Schedule:
    return Schedule(json.dumps(card.to_dict()), card.due.astimezone(UTC).date())


def _read(state_json: str, today: date) -> "FsrsCard":
    from fsrs import Card as FsrsCard  # noqa: PLC0415 - see `_RATINGS`

    try:
        return FsrsCard.from_dict(json.loads(state_json))
    except (ValueError, KeyError, TypeError):
        return FsrsCard(card_id=0, due=datetime.combine(today, _NOON))
