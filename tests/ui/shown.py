"""Widgets really shown, and time for Qt to lay them out."""

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

SETTLING_ROUNDS = 12
"""A height that changes deep in a page travels up one layout per round of events, and scroll ranges follow it."""

Kind = TypeVar("Kind", bound=QWidget)


def exposed(qtbot: QtBot, widget: Kind) -> Kind:
    """Show `widget` at the size that a page has in a window of ordinary size."""
    qtbot.addWidget(widget)
    widget.resize(1250, 860)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


def settle() -> None:
    for _ in range(SETTLING_ROUNDS):
        QApplication.processEvents()
