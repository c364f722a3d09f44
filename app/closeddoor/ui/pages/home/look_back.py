"""Under a briefing that was finished: the line for next time, its debrief, and beginning again."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.home import BriefingRow
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import Button, link
from closeddoor.ui.widgets.words import rule, words

AGAIN = "Begin again"
READ_AGAIN = "Read the debrief again"


def next_time_line(row: BriefingRow) -> str:
    """Return the participant's own line as they began it in the debrief; empty when they wrote none."""
    return f"Next time I will ask … {row.next_time}" if row.next_time else ""


class LookBack(QWidget):
    """Shows what a finished briefing left; the buttons name the briefing to a screen reader."""

    briefing_requested = Signal(str, str)
    debrief_requested = Signal(int)

    def __init__(self, row: BriefingRow) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(S)
        if row.next_time:
            column.addWidget(words(next_time_line(row), "soft"))
        buttons = QHBoxLayout()
        buttons.setSpacing(L)
        if row.finished_id is not None:
            read = link(READ_AGAIN)
            read.clicked.connect(partial(self._ask_debrief, row.finished_id))
            buttons.addWidget(read)
        if row.state == "done":
            again = link(AGAIN)
            again.clicked.connect(partial(self._ask_briefing, row.pack_id, row.scenario_id))
            buttons.addWidget(again)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(S)
        column.addWidget(rule())
        for button in self.findChildren(Button):
            button.setAccessibleDescription(row.title)

    def _ask_debrief(self, attempt_id: int) -> None:
        self.debrief_requested.emit(attempt_id)

    def _ask_briefing(self, pack_id: str, scenario_id: str) -> None:
        self.briefing_requested.emit(pack_id, scenario_id)
