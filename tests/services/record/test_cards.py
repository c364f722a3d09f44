import json
from concurrent.futures import Future
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from closeddoor.domain.cards import ANY_CUE, Card, Recall
from closeddoor.packs import archive_bytes
from closeddoor.services.record.cards import CardGoneError, CardService
from closeddoor.services.record.scheduling import first_schedule, rated
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor
from tests.services.practice_bench import letter_pack

T = TypeVar("T")

MONDAY = date(2026, 11, 2)
QUESTION = "I will ask who signs the renewal."


class Desk:
    """A card service over a vault in memory, on a day that tests choose."""

    def __init__(self) -> None:
        self.day = MONDAY
        self.vault = Vault.in_memory(self.now_ms)
        self.cards = CardService(self.vault, InlineExecutor(), self.now_ms)

    def now_ms(self) -> int:
        return round(datetime.combine(self.day, time(9)).astimezone().timestamp() * 1000)

    def attempt(self) -> int:
        return self.vault.attempts.create("p", "1", "no such pack", "s")

    def days_until_due(self, card: Card) -> int:
        return (datetime.fromtimestamp(card.due_at_ms / 1000, tz=UTC).astimezone().date() - self.day).days


@pytest.fixture
def desk() -> Desk:
    return Desk()


def now(future: Future[T]) -> T:
    return future.result(0)


def test_the_line_for_next_time_is_one_card_that_is_reworded_and_goes_with_the_line(desk: Desk) -> None:
    attempt = desk.attempt()
    now(desk.cards.keep_next_time(attempt, QUESTION))
    (card,) = now(desk.cards.all())
    desk.day += timedelta(days=1)
    now(desk.cards.rate(card.id, "yes"))
    (before,) = now(desk.cards.all())
    now(desk.cards.keep_next_time(attempt, "I will ask for the exit clause."))
    (after,) = now(desk.cards.all())
    assert after.question == "I will ask for the exit clause."
    assert (after.id, after.schedule_json, after.due_at_ms) == (before.id, before.schedule_json, before.due_at_ms)
    now(desk.cards.keep_next_time(attempt, "  "))
    assert now(desk.cards.all()) == ()


def test_a_card_says_when_it_is_wanted_and_where_it_was_written(desk: Desk, tmp_path: Path) -> None:
    pack = letter_pack(tmp_path)
    desk.vault.packs.keep(pack.content_hash, archive_bytes(pack))
    attempt = desk.vault.attempts.create(pack.info.id, "1", pack.content_hash, pack.scenarios[0].id)
    now(desk.cards.keep_next_time(attempt, QUESTION))
    now(desk.cards.keep_next_time(desk.attempt(), QUESTION))
    known, unknown = now(desk.cards.all())
    assert known.cue == "Before a vendor meeting"
    assert pack.scenarios[0].title in known.reason
    assert (unknown.cue, unknown.reason) == (ANY_CUE, "")


def test_a_question_of_the_author_is_kept_once_forgotten_and_brought_back(desk: Desk) -> None:
    attempt = desk.attempt()
    first = now(desk.cards.keep_debrief_card(attempt, "Before signing", "Who leaves first?", "Exits cost."))
    assert now(desk.cards.keep_debrief_card(attempt, "Before signing ", "Who leaves first?", "Exits cost.")) == first
    (kept,) = now(desk.cards.of_attempt(attempt))
    assert now(desk.cards.forget(first)) == kept
    assert now(desk.cards.forget(first)) is None
    now(desk.cards.restore(kept))
    now(desk.cards.restore(kept))
    assert now(desk.cards.all()) == (kept,)


def test_a_card_of_a_deleted_attempt_cannot_come_back(desk: Desk) -> None:
    attempt = desk.attempt()
    card_id = now(desk.cards.keep_debrief_card(attempt, "When", "What?", "Why"))
    card = now(desk.cards.forget(card_id))
    assert card is not None
    desk.vault.attempts.delete(attempt)
    now(desk.cards.keep_next_time(attempt, QUESTION))
    with pytest.raises(CardGoneError):
        now(desk.cards.restore(card))
    with pytest.raises(CardGoneError):
        now(desk.cards.keep_debrief_card(attempt, "When", "What?", "Why"))
    assert now(desk.cards.all()) == ()


def test_a_new_card_is_due_from_the_next_morning_on(desk: Desk) -> None:
    now(desk.cards.keep_next_time(desk.attempt(), QUESTION))
    due = now(desk.cards.due())
    assert (due.cards, due.kept) == ((), 1)
    assert due.next_at_ms is not None
    desk.day += timedelta(days=1)
    assert now(desk.cards.due_count()) == len(now(desk.cards.due()).cards) == 1
    assert now(desk.cards.due(due.next_at_ms - 1)).cards == ()


@pytest.mark.parametrize(("recall", "days"), [("not_at_all", 1), ("with_effort", 1), ("yes", 2), ("at_once", 8)])
def test_the_first_interval_is_the_initial_stability_of_fsrs_6(desk: Desk, recall: Recall, days: int) -> None:
    # With a wanted retention of 0.9 an interval is the stability, whose first values are weights 0 to 3 of FSRS-6:
    # 0.212, 1.2931, 2.3065 and 8.2956 days, rounded, at least one.
    now(desk.cards.keep_next_time(desk.attempt(), QUESTION))
    desk.day += timedelta(days=1)
    (card,) = now(desk.cards.due()).cards
    assert desk.days_until_due(now(desk.cards.rate(card.id, recall)).card) == days


def test_intervals_grow_with_what_came_to_mind_and_shrink_with_what_did_not() -> None:
    schedule, day = first_schedule(MONDAY), MONDAY + timedelta(days=1)
    days: list[int] = []
    for recall in ("yes", "yes", "yes", "not_at_all", "yes"):
        schedule = rated(schedule.state_json, recall, day)
        days.append((schedule.due - day).days)
        day = schedule.due
    assert days == [2, 11, 46, 3, 8]


def test_a_rating_taken_back_leaves_the_card_as_it_was(desk: Desk) -> None:
    now(desk.cards.keep_next_time(desk.attempt(), QUESTION))
    desk.day += timedelta(days=1)
    rating = now(desk.cards.rate(now(desk.cards.due()).cards[0].id, "at_once"))
    assert now(desk.cards.due()).cards == ()
    now(desk.cards.take_back(rating))
    assert now(desk.cards.due()).cards == (rating.before,)


def test_a_schedule_that_cannot_be_read_begins_anew() -> None:
    fresh = rated(first_schedule(MONDAY).state_json, "yes", MONDAY)
    for broken in ("", "[]", "{}", json.dumps({"card_id": "x"})):
        assert rated(broken, "yes", MONDAY) == fresh
