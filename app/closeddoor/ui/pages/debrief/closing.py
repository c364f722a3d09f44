"""The end of the debrief: the author's reasons and a real case, one line for next time, and where the facts stand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.ui.theme.spacing import XL, L, M, S
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.prose import Prose
from closeddoor.ui.widgets.words import rule, set_words, words

NEXT_TIME = "Next time I will ask …"


class AuthorsDebrief(QWidget):
    """The pack's own text."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Prose()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, XL, 0, 0)
        column.setSpacing(M)
        column.addWidget(rule(strong=True))
        column.addWidget(self._text)

    def assign(self, state: DebriefViewState) -> None:
        self._text.set_text(state.debrief)


class NextTime(QWidget):
    """One line to take along. It is kept as it is typed."""

    next_time_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.field = TextArea(NEXT_TIME, least_lines=1, most_lines=4, serif=True)
        self.field.draft_changed.connect(self.next_time_changed)
        self._facts = words(face="small")
        label = words(NEXT_TIME, "heading")
        label.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, XL, 0, 0)
        column.setSpacing(S)
        column.addWidget(rule(strong=True))
        column.addSpacing(S)
        column.addWidget(label)
        column.addWidget(self.field)
        column.addSpacing(L)
        column.addWidget(self._facts)

    def assign(self, state: DebriefViewState) -> None:
        if state.next_time != self._shown:
            self._shown = state.next_time
            self.field.set_draft(state.next_time)
        set_words(self._facts, state.facts_line)
