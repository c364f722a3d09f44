"""What the palette finds, in which order, how quickly, and what choosing says."""

from concurrent.futures import Future
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.history import Conversation
from closeddoor.presenters.palette import (
    ACTIONS,
    MOST_SHOWN,
    REGISTRY,
    Index,
    PalettePresenter,
    PaletteSources,
    available_in,
)
from closeddoor.presenters.states.palette import PaletteEntry, PaletteViewState
from closeddoor.services.futures import done
from closeddoor.services.shelf import Shelf
from closeddoor.ui.shortcuts import SHORTCUTS
from tests.fakes.ports import QueueDispatcher
from tests.presenters.recording import RecordingPage
from tests.services.built_in_shelf import built_in_shelf


def talk(number: int, title: str) -> Conversation:
    return Conversation(number, title, 0, 0, 2)


def titles(found: tuple[PaletteEntry, ...]) -> list[str]:
    return [entry.title for entry in found]


class Bench:
    def __init__(self, shelf: Shelf, talks: tuple[Conversation, ...] = ()) -> None:
        self.page = RecordingPage[PaletteViewState]()
        self.dispatcher = QueueDispatcher()
        self.shelf: Future[Shelf] = done(shelf)
        sources = PaletteSources(lambda: self.shelf, lambda: done(talks))
        available = available_in(("home", "library", "sandbox", "settings"), {"theme.dark": None, "shortcuts": None})
        self.presenter = PalettePresenter(self.page, sources, available, self.dispatcher)
        self.chosen: list[tuple[str, str]] = []
        self.presenter.chosen.connect(lambda kind, key: self.chosen.append((kind, key)))

    def opened(self, text: str = "") -> PaletteViewState:
        self.presenter.open()
        self.dispatcher.run()
        self.presenter.search(text)
        return self.page.now()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return built_in_shelf(1)


def test_words_match_in_any_order_and_the_beginning_of_a_title_comes_first() -> None:
    names = ("Renewal of the licence", "The licence", "Licence renewal", "Unlicenced", "Home")
    index = Index(PaletteEntry("page", name, name) for name in names)
    assert titles(index.find("renewal licence")) == ["Renewal of the licence", "Licence renewal"]
    assert titles(index.find("LICENCE")) == ["Licence renewal", "Renewal of the licence", "The licence", "Unlicenced"]
    assert index.find("zebra") == ()
    assert len(index.find("  ")) == len(names)


def test_pages_briefings_meetings_conversations_and_actions_are_found_by_name(qtbot: QtBot, shelf: Shelf) -> None:
    assert qtbot
    bench = Bench(shelf, (talk(7, "Answer to the regulator"),))
    scenario = shelf.packs[0].scenarios[0]
    for text, expected in (
        ("sandb", ("page", "sandbox")),
        ("dark", ("action", "theme.dark")),
        ("meeting board", ("meeting", "board")),
        (scenario.title, ("briefing", f"{shelf.packs[0].info.id}/{scenario.id}")),
        ("regulator answer", ("conversation", "7")),
    ):
        first = bench.opened(text).entries[0]
        bench.presenter.choose(first.kind, first.key)
        assert bench.chosen[-1] == expected
        assert not bench.page.now().is_open


def test_what_this_installation_does_not_have_is_not_offered(qtbot: QtBot) -> None:
    assert qtbot
    entries = Bench(Shelf()).opened().entries
    assert {entry.key for entry in entries if entry.kind == "action"} == {"theme.dark", "shortcuts"}
    assert "record" not in {entry.key for entry in entries if entry.kind == "page"}


def test_it_opens_at_once_and_briefings_come_when_they_are_read(qtbot: QtBot, shelf: Shelf) -> None:
    assert qtbot
    bench = Bench(Shelf())
    bench.shelf = Future()
    bench.presenter.open()
    bench.dispatcher.run()
    assert bench.page.now().is_open
    assert not any(entry.kind == "briefing" for entry in bench.page.now().entries)
    bench.shelf.set_result(shelf)
    bench.dispatcher.run()
    assert sum(entry.kind == "briefing" for entry in bench.page.now().entries) == len(shelf.packs[0].scenarios)


def test_closing_forgets_what_was_typed_and_late_arrivals_do_not_open_it(qtbot: QtBot, shelf: Shelf) -> None:
    assert qtbot
    bench = Bench(shelf)
    bench.presenter.open()
    bench.presenter.search("dark")
    bench.presenter.dismiss()
    bench.dispatcher.run()
    assert bench.page.now() == PaletteViewState()
    assert bench.opened().text == ""


def test_ten_thousand_entries_are_searched_within_a_frame_or_two() -> None:
    index = Index(PaletteEntry("conversation", str(n), f"Conversation number {n} about renewal") for n in range(10_000))

    def measured() -> float:
        begun = perf_counter()
        assert len(index.find("renewal number 99")) > 100
        return perf_counter() - begun

    assert min(measured() for _ in range(5)) < 0.05


def test_only_so_many_are_shown_and_it_says_so(qtbot: QtBot) -> None:
    assert qtbot
    state = Bench(Shelf(), tuple(talk(n, f"Talk {n}") for n in range(500))).opened("talk")
    assert (len(state.entries), state.said) == (MOST_SHOWN, f"500 found, the first {MOST_SHOWN} shown")
    assert Bench(Shelf()).opened("zebra").said.startswith("Nothing has this name.")


def test_an_entry_shows_the_keys_that_the_application_really_has() -> None:
    listed = {spec.keys for spec in SHORTCUTS}
    assert {entry.keys for entry in REGISTRY if entry.keys} <= listed
    assert len({(entry.kind, entry.key) for entry in REGISTRY}) == len(REGISTRY)
    assert all(entry.about for entry in ACTIONS)
