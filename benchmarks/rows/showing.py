"""Rows of a long answer on the page: what its last 1,000 characters cost, piece by piece as they stream.

Processor time of the window's thread, laid out and painted; the least of the rounds, since what disturbs only adds.
The same characters are shown at both lengths, and an earlier turn fills the window at both: with an answer of 1,000
characters alone two thirds of it are empty, and each new line has less to paint, which says nothing of the length.
For comparison the same pieces by `setMarkdown`, which reads and lays out everything again for each of them.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication, QTextEdit

from benchmarks.streaming import streaming
from benchmarks.table.row import Figure, Measured
from closeddoor.presenters.states.sandbox import MessageRow
from closeddoor.ui.pages.sandbox.page import SandboxPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch

ROUNDS, QUICK_ROUNDS = 15, 9
SHOWN, LONG, SHORT = 1_000, 40_000, 1_000
EARLIER = 3_000
"""More than a window shows at once."""
PIECE = 20
"""About what a fast model writes between two flushes of 33 ms."""

PARAGRAPH = (
    "The supplier names **one** figure and leaves out the other: how often the model was wrong on cases like ours.\n\n"
    "- what was measured, on which cases\n- who counted, and *when*\n\n"
    "A pilot of six weeks with `120` cases would tell; until then the claim stands on its own.\n\n"
)


def measure(*, quick: bool) -> Measured:
    application = QApplication([])
    AppearanceSwitch(application).show(Appearance("light"))
    pairs, others = [], []
    for number in range(1 + (QUICK_ROUNDS if quick else ROUNDS)):
        pairs.append((_page_ms(LONG), _page_ms(SHORT)))
        if number < 3:
            others.append(_set_markdown_ms(LONG))
    long_ms, short_ms = (min(each) for each in zip(*pairs[1:], strict=True))  # fonts and styles are made once
    note = f"{SHOWN // PIECE} pieces"
    return {
        "long-answer": Figure(long_ms, short_ms, long_ms / short_ms, note),
        "set-markdown": Figure(long_ms, min(others), long_ms / min(others), note),
    }


def _page_ms(characters: int) -> float:
    """Return what the last characters of an answer of so many take on the sandbox's page."""
    text = _text(characters)
    page = SandboxPage()
    page.resize(1200, 820)
    page.show()
    earlier, answer = MessageRow(1, "assistant", _text(EARLIER), "complete"), MessageRow(2, "assistant", "", "writing")
    page.render(replace(streaming(answer), messages=(earlier, answer)))
    add = partial(page.append_text, answer.message_id)
    add(text[:-SHOWN])
    _settle()
    taken_ms = _pieces_ms(text[-SHOWN:], add)
    page.close()
    page.deleteLater()
    _settle()
    return taken_ms


def _set_markdown_ms(characters: int) -> float:
    text, editor = _text(characters), QTextEdit()
    editor.setReadOnly(True)
    editor.resize(700, 820)
    editor.show()
    shown = text[:-SHOWN]

    def add(piece: str) -> None:
        nonlocal shown
        shown += piece
        editor.setMarkdown(shown)

    taken_ms = _pieces_ms(text[-SHOWN:], add)
    editor.close()
    return taken_ms


def _pieces_ms(text: str, add: Callable[[str], None]) -> float:
    begun_s = time.thread_time()
    for start in range(0, len(text), PIECE):
        add(text[start : start + PIECE])
        _settle()
    return (time.thread_time() - begun_s) * 1000


def _settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def _text(characters: int) -> str:
    """Return so many characters; the last ones are the same whatever the length, so the same pieces are shown."""
    return (PARAGRAPH * (characters // len(PARAGRAPH) + 1))[-characters:]
