"""When a model reads ahead, when not, and what is kept of it."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, PreparedText
from closeddoor.domain.scenario import Scenario
from closeddoor.packs.read import read_pack
from closeddoor.profile import scenario_folder
from closeddoor.services.reading_ahead import DELAY_S, Conditions, ReadingAhead
from closeddoor.services.scenario_prompt import scenario_turns
from tests.fakes.ports import InlineExecutor, QueueDispatcher

PACK = next(path for path in sorted(scenario_folder().iterdir()) if (path / "pack.toml").is_file())
FIRST, SECOND = read_pack(PACK).scenarios[:2]
DECODED = PreparedText(1800, 0, "decoded", 5.0, slot_bytes=4000)


@dataclass
class Held:
    """A preparation that ends when the test says so."""

    messages: Sequence[ChatMessage]
    future: Future[PreparedText] = field(default_factory=Future)

    def stop(self) -> None:
        if not self.future.done():
            self.future.set_exception(KnownError("model.closed", "", "", ""))


class Model:
    def __init__(self) -> None:
        self.asked: list[Held] = []
        self.kept: list[int] = []

    def prepare(self, messages: Sequence[ChatMessage]) -> Held:
        self.asked.append(Held(messages))
        return self.asked[-1]

    def keep(self, slot: int) -> Future[bool]:
        self.kept.append(slot)
        future: Future[bool] = Future()
        future.set_result(True)
        return future


class Store:
    def __init__(self) -> None:
        self.rooms: list[int] = []
        self.used: list[int] = []

    def make_room(self, slot_bytes: int) -> int | None:
        self.rooms.append(slot_bytes)
        return 4 if slot_bytes < 10_000 else None

    def note_use(self, slot: int) -> None:
        self.used.append(slot)


class Desk:
    """The service with everything around it."""

    def __init__(self, *, in_memory: bool = False) -> None:
        self.model, self.store, self.dispatcher = Model(), Store(), QueueDispatcher()
        self.is_worth_it, self.charge = True, None
        conditions = Conditions(lambda: self.is_worth_it, lambda: self.charge)
        snapshots = None if in_memory else self.store
        self.reading = ReadingAhead(self.model, conditions, snapshots, InlineExecutor(), self.dispatcher)
        self.reading.is_wanted = True

    charge: int | None

    def open(self, scenario: Scenario, after_s: float = DELAY_S) -> None:
        self.reading.opened(scenario)
        self.dispatcher.advance(after_s)

    def end(self, prepared: PreparedText) -> None:
        self.model.asked[-1].future.set_result(prepared)
        self.dispatcher.run()


def test_what_is_read_is_what_every_question_about_the_scenario_begins_with() -> None:
    desk = Desk()
    desk.open(FIRST)
    assert [held.messages for held in desk.model.asked] == [scenario_turns(FIRST)]


def test_a_glance_reads_nothing() -> None:
    desk = Desk()
    desk.open(FIRST, DELAY_S / 2)
    desk.open(SECOND, DELAY_S / 2)
    assert desk.model.asked == []
    desk.dispatcher.advance(DELAY_S)
    assert [held.messages for held in desk.model.asked] == [scenario_turns(SECOND)]


def test_another_scenario_gives_up_the_earlier() -> None:
    desk = Desk()
    desk.open(FIRST)
    desk.open(SECOND)
    assert desk.model.asked[0].future.done()
    assert not desk.model.asked[1].future.done()


def test_the_same_scenario_opened_again_is_not_begun_again() -> None:
    desk = Desk()
    desk.open(FIRST)
    desk.open(FIRST)
    assert len(desk.model.asked) == 1


@pytest.mark.parametrize(("charge", "reads"), [(None, True), (100, True), (20, True), (19, False), (0, False)])
def test_on_a_low_battery_nothing_is_read(charge: int | None, *, reads: bool) -> None:
    desk = Desk()
    desk.charge = charge
    desk.open(FIRST)
    assert bool(desk.model.asked) is reads


def test_the_setting_and_the_model_decide_at_the_moment_it_would_begin() -> None:
    off = Desk()
    off.reading.is_wanted = False
    off.open(FIRST)
    worthless = Desk()
    worthless.reading.opened(FIRST)
    worthless.is_worth_it = False
    worthless.dispatcher.advance(DELAY_S)
    assert off.model.asked == worthless.model.asked == []


def test_what_was_decoded_is_written_into_the_slot_that_was_made_for_it() -> None:
    desk = Desk()
    desk.open(FIRST)
    desk.end(DECODED)
    assert (desk.store.rooms, desk.model.kept) == ([4000], [4])


def test_what_came_from_a_slot_is_used_and_not_written_again() -> None:
    desk = Desk()
    desk.open(FIRST)
    desk.end(PreparedText(1800, 1800, "snapshot", 0.05, slot=6))
    assert (desk.store.used, desk.store.rooms, desk.model.kept) == ([6], [], [])


def test_what_has_no_room_is_not_written() -> None:
    desk = Desk()
    desk.open(FIRST)
    desk.end(PreparedText(1800, 0, "decoded", 5.0, slot_bytes=20_000))
    assert desk.store.rooms == [20_000]
    assert desk.model.kept == []


def test_a_history_in_memory_keeps_nothing() -> None:
    desk = Desk(in_memory=True)
    desk.open(FIRST)
    desk.end(DECODED)
    assert desk.model.asked
    assert (desk.store.rooms, desk.model.kept) == ([], [])


def test_nothing_is_written_once_it_is_off_the_record() -> None:
    desk = Desk()
    desk.open(FIRST)
    desk.is_worth_it = False
    desk.end(DECODED)
    assert desk.store.rooms == []


def test_a_model_that_fails_is_no_news() -> None:
    desk = Desk()
    desk.open(FIRST)
    desk.model.asked[-1].future.set_exception(KnownError("model.too_big", "", "", ""))
    desk.dispatcher.run()
    desk.open(SECOND)
    assert len(desk.model.asked) == 2
