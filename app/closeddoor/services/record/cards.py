"""The use cases of cards: keep one, go over those that are due, say how well each came to mind, forget one."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from closeddoor.domain.cards import ANY_CUE, MODULE_CUES, Card, NewCard, Recall
from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Attempt
from closeddoor.domain.own_briefing import OwnBriefing
from closeddoor.domain.ports import Executor
from closeddoor.domain.scenario import Scenario
from closeddoor.language import tr
from closeddoor.packs import read_archive
from closeddoor.services.record.scheduling import day_at, first_schedule, rated
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.vault import Vault


@dataclass(frozen=True)
class Rated:
    """A card after it was rated, and as it was before, for whoever takes the rating back."""

    card: Card
    before: Card


@dataclass(frozen=True)
class Due:
    """The cards that are due, the one that waits longest first; `next_at_ms` is when a later one is, if there is."""

    cards: tuple[Card, ...] = ()
    next_at_ms: int | None = None
    kept: int = 0


class CardGoneError(KnownError):
    """A card was rated or restored that is not in the vault any more, or whose attempt was deleted."""

    def __init__(self) -> None:
        super().__init__(
            "card.gone",
            tr("This card is no longer there: it, or the attempt it came from, was deleted."),
            tr("Your other cards are unchanged."),
            tr("Go on with the next one."),
        )


class CardService:
    """Keeps cards in the vault; every future completes on the database thread."""

    def __init__(self, vault: Vault, database: Executor, clock: Clock = now_ms) -> None:
        self._vault = vault
        self._database = database
        self._clock = clock

    def keep_next_time(self, attempt_id: int, text: str) -> Future[None]:
        """Keep the participant's line for next time as the one such card of an attempt; an empty line removes it."""
        return self._database.submit(lambda: self._keep_next_time(attempt_id, text.strip()))

    def write_own_next_time(self, own_id: int, text: str) -> None:
        """Keep the line for next time of practice on an own document, as `keep_next_time` does of an attempt.

        Call it on the database thread, in the job that saves the document.
        """
        own = self._vault.own_briefings
        self._write_line(self._vault.cards.of_own(own_id), text.strip(), lambda: _own_line(own.get(own_id)))

    def keep_debrief_card(self, attempt_id: int, cue: str, question: str, reason: str) -> Future[int]:
        """Keep a question that the author proposes and return its card's id; a second time changes nothing.

        Fails with `CardGoneError` when the attempt was deleted meanwhile.
        """
        return self._database.submit(
            lambda: self._keep_once(NewCard(attempt_id, "debrief", cue.strip(), question.strip(), reason.strip()))
        )

    def of_attempt(self, attempt_id: int) -> Future[tuple[Card, ...]]:
        """Return the author's questions that were kept from an attempt."""
        return self._database.submit(lambda: self._vault.cards.of_attempt(attempt_id, "debrief"))

    def forget(self, card_id: int) -> Future[Card | None]:
        """Delete a card and return it, for `restore`; None when it was not there."""
        return self._database.submit(lambda: self._forget(card_id))

    def restore(self, card: Card) -> Future[None]:
        """Put a forgotten card back as it was; fails with `CardGoneError` when its attempt was deleted meanwhile."""
        return self._database.submit(lambda: self._restore(card))

    def due(self, at_ms: int | None = None) -> Future[Due]:
        """Return what is due at a time in milliseconds since 1970, UTC; now, if none is given."""
        return self._database.submit(lambda: self._due(self._clock() if at_ms is None else at_ms))

    def due_count(self) -> Future[int]:
        """Return how many cards are due now."""
        return self._database.submit(lambda: self._vault.cards.due_count(self._clock()))

    def all(self) -> Future[tuple[Card, ...]]:
        """Return every card, the one due first first."""
        return self._database.submit(self._vault.cards.list)

    def rate(self, card_id: int, recall: Recall) -> Future[Rated]:
        """Say how well a card came to mind; fails with `CardGoneError` for one that is not there any more."""
        return self._database.submit(lambda: self._rate(card_id, recall))

    def take_back(self, rating: Rated) -> Future[None]:
        """Put a card's schedule back to what it was before a rating."""
        before = rating.before
        return self._database.submit(
            lambda: self._vault.cards.reschedule(before.id, before.schedule_json, before.due_at_ms)
        )

    def _keep_next_time(self, attempt_id: int, text: str) -> None:
        there = self._vault.cards.of_attempt(attempt_id, "next_time")
        self._write_line(there, text, lambda: _attempt_line(self._vault, attempt_id))

    def _write_line(self, there: tuple[Card, ...], text: str, new: Callable[[], NewCard | None]) -> None:
        """Let the one card `there` say `text`; `new` makes it without its question, None where its origin is gone."""
        if not text:
            for card in there:
                self._vault.cards.delete(card.id)
        elif there:
            if there[0].question != text:
                self._vault.cards.reword(there[0].id, text)
        elif (blank := new()) is not None:
            self._keep(replace(blank, question=text))

    def _keep_once(self, card: NewCard) -> int:
        if card.attempt_id is not None and self._vault.attempts.get(card.attempt_id) is None:
            raise CardGoneError
        kept = () if card.attempt_id is None else self._vault.cards.of_attempt(card.attempt_id, card.source)
        same = next((each for each in kept if (each.cue, each.question) == (card.cue, card.question)), None)
        return self._keep(card) if same is None else same.id

    def _keep(self, card: NewCard) -> int:
        schedule = first_schedule(day_at(self._clock()))
        return self._vault.cards.add(card, schedule.state_json, schedule.due_at_ms)

    def _forget(self, card_id: int) -> Card | None:
        card = self._vault.cards.get(card_id)
        self._vault.cards.delete(card_id)
        return card

    def _restore(self, card: Card) -> None:
        if not self._vault.cards.restore(card) and self._vault.cards.get(card.id) is None:
            raise CardGoneError

    def _due(self, at_ms: int) -> Due:
        cards = self._vault.cards.list()
        due = tuple(card for card in cards if card.due_at_ms <= at_ms)
        later = next((card.due_at_ms for card in cards if card.due_at_ms > at_ms), None)
        return Due(due, later, len(cards))

    def _rate(self, card_id: int, recall: Recall) -> Rated:
        before = self._vault.cards.get(card_id)
        if before is None:
            raise CardGoneError
        schedule = rated(before.schedule_json, recall, day_at(self._clock()))
        self._vault.cards.reschedule(card_id, schedule.state_json, schedule.due_at_ms)
        after = self._vault.cards.get(card_id)
        return Rated(after or before, before)


def _attempt_line(vault: Vault, attempt_id: int) -> NewCard | None:
    """Return the card of an attempt's line for next time: when it is wanted again, and where it was written."""
    attempt = vault.attempts.get(attempt_id)
    if attempt is None:
        return None
    scenario = _scenario_of(attempt, vault.packs.get(attempt.pack_hash))
    if scenario is None:
        return NewCard(attempt_id, "next_time", ANY_CUE, "")
    reason = tr("You wrote this after “{title}”.", title=scenario.title)
    return NewCard(attempt_id, "next_time", MODULE_CUES[scenario.module], "", reason)


def _own_line(briefing: OwnBriefing | None) -> NewCard | None:
    """Return the same of practice on an own document."""
    if briefing is None:
        return None
    reason = tr("You wrote this after “{title}”, a document of your own.", title=briefing.title)
    return NewCard(None, "next_time", ANY_CUE, "", reason, briefing.id)


def _scenario_of(attempt: Attempt, content: bytes | None) -> Scenario | None:
    """Return the scenario of an attempt from the pack kept with it; None when that cannot be read any more."""
    try:
        return read_archive(content).scenario(attempt.scenario_id) if content is not None else None
    except KnownError:
        return None
