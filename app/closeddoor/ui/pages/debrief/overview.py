"""What came of it, in words first; points for those who ask for them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.ui.pages.debrief.account import AccountRecalled
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import link
from closeddoor.ui.widgets.prose import Prose, headline
from closeddoor.ui.widgets.words import set_words, words

SHOW, HIDE = "Show the score", "Hide the score"


class Overview(QWidget):
    """The headline, the points on demand, and the own account as it was written before."""

    points_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.shows_points = False
        self._headline = Prose()
        self._open_points = words(face="document-soft")
        self._points = words(face="heading")
        self._toggle = link(SHOW)
        self._toggle.clicked.connect(self._toggle_points)
        self._account = AccountRecalled()
        row = QHBoxLayout()
        row.addWidget(self._toggle)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in (self._headline, self._open_points, self._points):
            column.addWidget(part)
        column.addLayout(row)
        column.addSpacing(S)
        column.addWidget(self._account)

    def assign(self, state: DebriefViewState) -> None:
        self._headline.set_text(headline(state.headline))
        set_words(self._open_points, state.open_points_line)
        set_words(self._points, state.points_headline if self.shows_points else "")
        self._toggle.set_words(HIDE if self.shows_points else SHOW)
        self._toggle.setVisible(bool(state.points_headline))
        self._account.assign(state)

    def _toggle_points(self) -> None:
        self.shows_points = not self.shows_points
        self.points_toggled.emit(self.shows_points)
