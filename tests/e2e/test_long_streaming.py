"""A long conversation streams as lightly as a short one: real page, presenter and vault, a model that is a script."""

import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.sandbox import open_sandbox, sandbox_files
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.ui.pages.sandbox.page import SandboxPage
from closeddoor.vault.vault import Vault
from tests.e2e.running import show
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.fakes.scripted_model import ScriptedModel
from tests.paired import least_ratio
from tests.presenters.sandbox.bench import Model

LONG = 40_000
PIECE = 25
"""About what a fast model writes between two flushes of 33 ms."""
FILLING = 400
SPAN = 1_000
FRAME_MS = 16

PARAGRAPH = (
    "A vendor who says **95 % accuracy** has not said of what: ask for the denominator, the sample, who checked.\n"
    "\n- the baseline before the pilot\n- the cases that were left out\n\nThen ask what one error costs, and who pays. "
)

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


class Streaming:
    """One conversation on a page that shows, whose reply is in the hands of the test."""

    def __init__(self) -> None:
        self._parent = QObject()
        self.vault, self.model, self.dispatcher = Vault.in_memory(), ScriptedModel(), QueueDispatcher()
        changes = HistoryChanges()
        chat = ChatService(self.vault, InlineExecutor(), self.model, self.dispatcher, changes)
        self.page = SandboxPage()
        self.page.resize(1200, 800)
        self.page.show()
        files = sandbox_files(InlineExecutor())
        self.presenter = open_sandbox(self.page, chat, Model(), self.dispatcher, changes, files, self._parent)
        self._written = 0
        self.piece_ms: list[float] = []

    def converse(self, characters: int, a_turn: int = 2_000) -> None:
        """Have turns asked and answered until they are so long together; then begin a reply."""
        for _ in range(characters // a_turn):
            self._ask()
            self.write(a_turn, FILLING)
            self.model.generations[-1].end()
            self.dispatcher.run()
        self._ask()

    def write(self, characters: int, piece: int = PIECE) -> float:
        """Stream so many characters; return the processor's seconds that all of it took on the page."""
        begun_s = time.process_time()
        for _ in range(characters // piece):
            start = self._written % len(PARAGRAPH)
            piece_s = time.process_time()
            self.model.generations[-1].say((PARAGRAPH * 3)[start : start + piece])
            QApplication.processEvents()
            self.piece_ms.append((time.process_time() - piece_s) * 1000)
            self._written += piece
        return time.process_time() - begun_s

    def close(self) -> None:
        self.page.close()
        self.page.deleteLater()
        self._parent.deleteLater()
        self.vault.close()

    def _ask(self) -> None:
        self.presenter.turns.send("And what else?")
        self.dispatcher.run()


@pytest.fixture
def streams(qtbot: QtBot) -> Iterator[tuple[Streaming, Streaming]]:
    assert qtbot
    both = (Streaming(), Streaming())
    yield both
    for each in both:
        each.close()


@pytest.mark.parametrize("a_turn", [2_000, LONG], ids=["many turns", "one reply"])
def test_the_last_thousand_characters_cost_as_much_as_the_first(
    streams: tuple[Streaming, Streaming], a_turn: int
) -> None:
    short, long = streams
    short.converse(0)
    short.write(SPAN)
    if a_turn == LONG:
        long.converse(0)
        long.write(LONG, FILLING)
    else:
        long.converse(LONG, a_turn)
        long.write(SPAN)
    long.piece_ms.clear()
    ratio = least_ratio(partial(long.write, SPAN), partial(short.write, SPAN))
    p99_ms = sorted(long.piece_ms)[int(0.99 * (len(long.piece_ms) - 1))]
    show(
        f"{a_turn}: the last {SPAN} of {LONG} characters cost {ratio:.2f} of the first, p99 of a piece {p99_ms:.1f} ms"
    )
    assert ratio < 1.2
    assert p99_ms < FRAME_MS
