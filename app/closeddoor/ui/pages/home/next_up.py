"""The one thing to do next, set like the opening of an article."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.home import BriefingRow
from closeddoor.ui.pages.home.look_back import AGAIN, READ_AGAIN, next_time_line
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import primary, secondary
from closeddoor.ui.widgets.words import set_words, words

BEGIN = {"new": "Begin the briefing", "open": "Go on where you were", "done": AGAIN}


def facts_of(row: BriefingRow) -> str:
    """Return the line under a briefing: how long, how hard, how fresh its facts are, and if nobody vouches for it."""
    fresh = f"facts as of {row.facts_as_of}" if row.facts_as_of else ""
    unsigned = "unsigned pack" if row.is_unsigned else ""
    return " · ".join(part for part in (f"{row.minutes} minutes", f"level {row.level}", fresh, unsigned) if part)


class NextUp(QWidget):
    """Emits the briefing it shows when the user begins, or its finished attempt when they look back at it."""

    briefing_requested = Signal(str, str)
    debrief_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: BriefingRow | None = None
        self._module = words(face="kicker")
        self._title = words(face="title")
        self._summary = words(face="document")
        self._facts = words(face="small")
        self._progress = words(face="soft")
        self._begin = primary(BEGIN["new"])
        self._begin.clicked.connect(self._ask)
        self._begin.hide()
        self._next_time = words(face="document-soft")
        self._read_again = secondary(READ_AGAIN)
        self._read_again.clicked.connect(self._ask_debrief)
        self._read_again.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for label in (self._module, self._title, self._summary, self._facts, self._progress, self._next_time):
            column.addWidget(label)
        column.addSpacing(M)
        buttons = QHBoxLayout()
        buttons.setSpacing(M)
        for button in (self._begin, self._read_again):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def render(self, row: BriefingRow | None) -> None:  # type: ignore[override]  # a state, not a paint device
        self._row = row
        self._begin.setVisible(row is not None)
        self._read_again.setVisible(row is not None and row.finished_id is not None)
        if row is None:
            self._show("", "The shelf is empty", "No briefing is installed. Add a pack in the library.")
            return
        self._show(row.module, row.title, row.summary)
        set_words(self._facts, facts_of(row))
        set_words(self._progress, row.progress)
        set_words(self._next_time, next_time_line(row))
        self._begin.set_words(BEGIN[row.state])

    def _show(self, module: str, title: str, summary: str) -> None:
        set_words(self._module, module)
        set_words(self._title, title)
        set_words(self._summary, summary)
        set_words(self._facts, "")
        set_words(self._progress, "")
        set_words(self._next_time, "")

    def _ask(self) -> None:
        if self._row is not None:
            self.briefing_requested.emit(self._row.pack_id, self._row.scenario_id)

    def _ask_debrief(self) -> None:
        if self._row is not None and self._row.finished_id is not None:
            self.debrief_requested.emit(self._row.finished_id)
