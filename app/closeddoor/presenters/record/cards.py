"""Going over the questions that are due: think, turn the card, say how well it came to mind."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from closeddoor.domain.cards import Card
from closeddoor.language import tr
from closeddoor.presenters.states.record import CardsState, DueCard, KeptRow
from closeddoor.presenters.words import counted, long_date, one_line
from closeddoor.services.record import Due

NONE_KEPT = tr(
    "No questions kept yet. A debrief, and practice on a document of your own, end with a line for next time; a "
    "debrief also proposes questions for your next meeting. What you keep there comes back here before you forget it."
)
MOST_LISTED = 100
MOST_TITLE = 200


class CardRound:
    """What of the cards is on the page; the presenter feeds it and renders what it returns."""

    def __init__(self, day: Callable[[], date]) -> None:
        self._day = day
        self._due = Due()
        self._all: tuple[Card, ...] = ()
        self._is_turned = False

    @property
    def current(self) -> Card | None:
        return self._due.cards[0] if self._due.cards else None

    @property
    def is_turned(self) -> bool:
        return self._is_turned and self.current is not None

    def take(self, due: Due) -> None:
        """Show what is due; the card in hand stays as it lies, if it is still the first."""
        before = self.current
        self._due = due
        if before is None or self.current is None or before.id != self.current.id:
            self._is_turned = False

    def take_all(self, cards: tuple[Card, ...]) -> None:
        self._all = cards

    def turn(self) -> None:
        self._is_turned = True

    def find(self, card_id: int) -> Card | None:
        return next((card for card in self._all if card.id == card_id), None)

    def state(self) -> CardsState:
        return CardsState(
            card=self._card(),
            resting=self._resting(),
            kept=tuple(self._kept(card) for card in self._all[:MOST_LISTED]),
            count=len(self._due.cards),
        )

    def _card(self) -> DueCard | None:
        card = self.current
        if card is None:
            return None
        question, reason = (_question(card), card.reason) if self._is_turned else ("", "")
        rest = len(self._due.cards) - 1
        left = counted(rest, "more is due", "more are due") if rest else tr("The last one for now")
        return DueCard(card.id, card.cue, question, reason, self._is_turned, left)

    def _resting(self) -> str:
        if self._due.cards:
            return ""
        if not self._due.kept:
            return NONE_KEPT
        if self._due.next_at_ms is None:
            return ""
        return tr(
            "Nothing is due. The next question comes back {again}.",
            again=again(_day(self._due.next_at_ms), self._day()),
        )

    def _kept(self, card: Card) -> KeptRow:
        """Return a line of the list; it does not give away what a card that is due asks one to think of."""
        cue = one_line(card.cue, MOST_TITLE)
        if any(due.id == card.id for due in self._due.cards):
            return KeptRow(card.id, cue, tr("Its question stands on the other side of the card"), "due")
        when = again(_day(card.due_at_ms), self._day())
        written = one_line(card.reason, MOST_TITLE).removesuffix(".") if card.source == "next_time" else ""
        below = " · ".join(part for part in (cue, written) if part)
        return KeptRow(card.id, one_line(_question(card), MOST_TITLE), below, tr("back {when}", when=when))


def rated_line(card: Card, today: date) -> str:
    """Return `Again in 6 days.`."""
    words = again(_day(card.due_at_ms), today)
    return tr("Again {words}.", words=words)


def again(day: date, today: date) -> str:
    """Return when a day comes, in the words one would use: `tomorrow`, `in 6 days`, `in about 3 months, on …`."""
    days = (day - today).days
    if days <= 1:
        return "tomorrow" if days == 1 else "today"
    if days < 60:
        return tr("in {days} days", days=days)
    if days < 730:
        return tr("in about {days} months, on {day}", days=round(days / 30.4), day=long_date(day))
    return tr("in about {days} years, on {day}", days=round(days / 365.25), day=long_date(day))


def _question(card: Card) -> str:
    return (
        tr("Next time I will ask … {question}", question=card.question) if card.source == "next_time" else card.question
    )


def _day(time_ms: int) -> date:
    return datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone().date()
