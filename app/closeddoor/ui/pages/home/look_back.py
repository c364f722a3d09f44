"""Briefings that were finished: when, the line for next time, the debrief again, and beginning again."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.presenters.states.home import BriefingRow
from closeddoor.ui.pages.home.briefing_words import AGAIN, READ_AGAIN, next_time_line, standing_of
from closeddoor.ui.theme.spacing import XS, L, M
from closeddoor.ui.widgets.buttons import Button, link
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.words import rule, words


class LookBack(QWidget):
    """Shows what a finished briefing left; the buttons name the briefing to a screen reader."""

    briefing_requested = Signal(str, str)
    debrief_requested = Signal(int)

    def __init__(self, row: BriefingRow) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(XS)
        column.addWidget(words(row.title, "heading"))
        column.addWidget(words(standing_of(row), "small"))
        if row.next_time:
            column.addWidget(words(next_time_line(row), "soft"))
        column.addWidget(self._buttons(row))
        column.addSpacing(M)
        column.addWidget(rule())

    def _buttons(self, row: BriefingRow) -> QWidget:
        buttons = QWidget()
        flow = Flow(buttons, gap_px=L)
        if row.finished_id is not None:
            read = link(READ_AGAIN)
            read.clicked.connect(partial(self._ask_debrief, row.finished_id))
            flow.addWidget(read)
        if row.state == "done":
            again = link(AGAIN)
            again.clicked.connect(partial(self._ask_briefing, row.pack_id, row.scenario_id))
            flow.addWidget(again)
        for button in buttons.findChildren(Button):
            button.setAccessibleDescription(row.title)
        return buttons

    def _ask_debrief(self, attempt_id: int) -> None:
        self.debrief_requested.emit(attempt_id)

    def _ask_briefing(self, pack_id: str, scenario_id: str) -> None:
        self.briefing_requested.emit(pack_id, scenario_id)
