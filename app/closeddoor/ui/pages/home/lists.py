"""The lists of the home page: what is under way, what is new, what was finished."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.home import BriefingRow
from closeddoor.ui.pages.home.briefing_words import facts_of, standing_of
from closeddoor.ui.pages.home.look_back import LookBack
from closeddoor.ui.theme.spacing import M
from closeddoor.ui.widgets.buttons import Button, link
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.words import words


class UnderWay(Rows):
    """What was begun, a line each, and the questions that are due."""

    briefing_requested = Signal(str, str)
    record_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("To go on with"), "", "heading")
        self._shown: tuple[tuple[BriefingRow, ...], str] = ((), "")
        self.hide()

    def assign(self, rows: tuple[BriefingRow, ...], cards_line: str) -> None:
        """Show both; the list is not there while there is neither."""
        self.setVisible(bool(rows or cards_line))
        if (rows, cards_line) == self._shown:
            return
        self._shown = (rows, cards_line)
        self.clear()
        for row in rows:
            button = self.add(row.title, standing_of(row), tr("Continue"))
            button.clicked.connect(partial(self._ask, row.pack_id, row.scenario_id))
        if cards_line:
            below = tr("Cards from your debriefs that are due")
            self.add(cards_line, below, tr("Go over")).clicked.connect(self.record_requested)

    def _ask(self, pack_id: str, scenario_id: str) -> None:
        self.briefing_requested.emit(pack_id, scenario_id)


class NewBriefings(Rows):
    """A few that are new, and how many more there are; all of the shelf is in the library."""

    briefing_requested = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("New on the shelf"), "", "heading")
        self._shown: tuple[tuple[BriefingRow, ...], str] | None = None

    def assign(self, rows: tuple[BriefingRow, ...], note: str) -> None:
        if (rows, note) == self._shown:
            return
        self._shown = (rows, note)
        self.clear()
        for row in rows:
            button = self.add(row.title, facts_of(row))
            button.clicked.connect(partial(self._ask, row.pack_id, row.scenario_id))
        if note:
            self.put(_below(words(note, "soft")))

    def _ask(self, pack_id: str, scenario_id: str) -> None:
        self.briefing_requested.emit(pack_id, scenario_id)


class FinishedBriefings(Rows):
    """What was finished, the latest first, each with its debrief."""

    briefing_requested = Signal(str, str)
    debrief_requested = Signal(int)
    more_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Finished"), "", "heading")
        self._shown: tuple[tuple[BriefingRow, ...], int] = ((), 0)
        self.hide()

    def assign(self, rows: tuple[BriefingRow, ...], more: int) -> None:
        self.setVisible(bool(rows))
        if (rows, more) == self._shown:
            return
        self._shown = (rows, more)
        self.clear()
        for row in rows:
            back = LookBack(row)
            back.briefing_requested.connect(self.briefing_requested)
            back.debrief_requested.connect(self.debrief_requested)
            self.put(back)
        if more:
            button = link(tr("Show more"))
            button.setAccessibleDescription(tr("Finished briefings"))
            button.clicked.connect(self.more_requested)
            self.put(_at_left(button))


def _at_left(button: Button) -> QWidget:
    button.setSizePolicy(button.sizePolicy().horizontalPolicy().Maximum, button.sizePolicy().verticalPolicy())
    return _below(button)


def _below(widget: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, M, 0, 0)
    column.addWidget(widget)
    return part
