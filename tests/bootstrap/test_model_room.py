"""The model room of the real application with its starter model: loading, a file that does not load, the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.presenters.models.trust import UNMEASURED
from closeddoor.presenters.states.models import ModelsViewState
from closeddoor.services.found_models import chosen_model
from tests.bootstrap.test_first_minute import LONGEST_MS, Bench
from tests.inference.gguf_bytes import gguf
from tests.inference.starter import NEEDS_CHAT

pytestmark = [pytest.mark.real_model, NEEDS_CHAT]


class Room:
    """The room as a person has it before them."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.page = bench.application.pages.models
        bench.application.window.page_requested.emit("models")
        self.wait(lambda: bench.page == "models" and self.now().trust.verdict != "")

    def now(self) -> ModelsViewState:
        session = self.bench.application.house.session
        assert session is not None
        return session.models.choosing._shown.state

    def problem(self) -> str:
        """Return what is said to have happened to the model in use; empty where nothing has."""
        problem = self.now().in_use.problem
        return problem.happened if problem else ""

    def wait(self, until: object) -> None:
        self.bench.qtbot.waitUntil(until, timeout=LONGEST_MS)  # type: ignore[arg-type]  # a callable

    def use(self, path: Path) -> None:
        """Pick a file of one's own, and use it where it is."""
        self.page.choosing.files_chosen.emit([path])
        self.wait(lambda: self.now().chosen is not None)
        self.bench.press("Use it where it is")
        self.wait(lambda: self.now().done_line != "")


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    bench = Bench(qapp, qtbot, tmp_path)
    yield Room(bench)
    bench.end()


def test_the_model_that_comes_along_is_told_loaded_and_taken_out_of_memory(room: Room) -> None:
    in_use = room.now().in_use
    assert (in_use.name, in_use.action, room.now().trust.verdict) == (STARTER_CHAT.title, "load", UNMEASURED)
    facts = {fact.name: fact.value for fact in in_use.facts}
    assert (facts["File"], facts["Licence"]) == (STARTER_CHAT.file_name, "Apache-2.0")
    assert facts["Memory"].startswith("About ")
    room.bench.press("Load it now")
    room.wait(lambda: room.now().in_use.action == "unload")
    assert {fact.name: fact.value for fact in room.now().in_use.facts}["Memory"].endswith(" now")
    room.bench.press("Take it out of memory")
    room.wait(lambda: room.now().in_use.action == "load")
    client = room.bench.application.house.models.chat_client
    assert client is not None
    assert client.process_id == 0


def test_a_file_that_does_not_load_says_why_and_the_one_before_is_one_press_away(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(gguf())
    room.use(path)
    room.wait(lambda: room.problem() != "")
    in_use = room.now().in_use
    assert (in_use.name, in_use.action, in_use.back_to) == ("broken", "retry", STARTER_CHAT.title)
    room.bench.press(f"Go back to {STARTER_CHAT.title}")
    room.wait(lambda: room.now().in_use.action == "unload")
    assert (room.now().in_use.name, room.now().in_use.problem) == (STARTER_CHAT.title, None)
    vault = room.bench.application.house.vault
    assert vault is not None
    assert room.bench.application._front.database.submit(lambda: chosen_model(vault)).result() is None


def test_a_file_that_went_away_is_said_and_the_starter_is_offered(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "gone.gguf"
    path.write_bytes(gguf())
    room.use(path)
    room.wait(lambda: room.problem() != "")
    path.unlink()
    room.bench.press("Try again")
    room.wait(lambda: "gone away" in room.problem())
    assert room.now().in_use.action == "retry"
    room.bench.press(f"Go back to {STARTER_CHAT.title}")
    room.wait(lambda: room.now().in_use.action == "unload")
