from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from closeddoor.inference.predecessors import Predecessors


class Leaving(QObject):
    gone = Signal()


def test_all_are_waited_for_and_each_counts_once(qtbot: QtBot) -> None:
    parent, one, other = QObject(), Leaving(), Leaving()
    before = Predecessors(60_000, parent)
    told: list[str] = []
    before.all_gone.connect(lambda: told.append("all gone"))
    assert not before
    for leaving in (one, other):
        before.add(leaving.gone)
    one.gone.emit()
    one.gone.emit()
    assert (bool(before), told) == (True, [])
    other.gone.emit()
    assert (bool(before), told) == (False, ["all gone"])
    assert qtbot


def test_one_that_does_not_end_is_waited_for_only_so_long(qtbot: QtBot) -> None:
    parent, never = QObject(), Leaving()
    before = Predecessors(50, parent)
    with qtbot.waitSignal(before.all_gone, timeout=10_000):
        before.add(never.gone)
    assert not before
    never.gone.emit()  # in the end it does
    assert not before
