"""PySide6 6.12.0 on Python 3.11 lost a reference to None at each void call, and aborted after seconds of streaming."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 2_000
BOUND = 100
"""The interpreter itself takes and gives some references meanwhile; a loss would be one for each call."""


class Teller(QObject):
    told = Signal(bool)


def test_void_calls_keep_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < BOUND


def test_emitting_keeps_true_and_none() -> None:
    teller = Teller()
    heard: list[int] = []
    teller.told.connect(lambda value: heard.append(int(value)))
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(CALLS):
        teller.told.emit(True)
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert len(heard) == CALLS
    assert all(abs(new - old) < BOUND for new, old in zip(after, before, strict=True))
