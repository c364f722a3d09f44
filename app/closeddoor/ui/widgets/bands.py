"""The bands of a page that does not scroll as a whole: its head, what it says about its state, and its foot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner
from closeddoor.ui.widgets.words import ElidedLabel, words


class HeadBand(QFrame):
    """A kicker and a title in one line; put what belongs below them into `column`."""

    def __init__(self) -> None:
        super().__init__()
        _draw_line(self, "below")
        self._kicker = words(face="kicker")
        self._kicker.setWordWrap(False)
        self._title = ElidedLabel()
        names = QHBoxLayout()
        names.setSpacing(S)
        names.addWidget(self._kicker, 0, Qt.AlignmentFlag.AlignVCenter)
        names.addWidget(self._title, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(L, M, L, M)
        self.column.setSpacing(S)
        self.column.addLayout(names)

    def assign(self, kicker: str, title: str) -> None:
        self._kicker.setText(kicker)
        self._title.set_text(title)


class MessageBand(QWidget):
    """A problem and work under way, which may be given up; takes no room while there is neither."""

    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._problem = ProblemBanner()
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, 0)
        column.addWidget(self._problem)
        column.addWidget(self._busy)

    def assign(self, problem: Problem | None, busy: Busy | None) -> None:
        self._problem.render(problem)
        self._busy.render(busy)
        self.setVisible(problem is not None or busy is not None)


class FootBand(QFrame):
    """A line of controls in `row`, the one way on at its right end; what is said about them stands above it."""

    def __init__(self, said: QWidget | None = None) -> None:
        super().__init__()
        _draw_line(self, "above")
        column = QVBoxLayout(self)
        column.setContentsMargins(L, S, L, S)
        column.setSpacing(XS)
        self.row = QHBoxLayout()
        self.row.setSpacing(M)
        if said is not None:
            column.addWidget(said)
        column.addLayout(self.row)


def _draw_line(band: QFrame, place: str) -> None:
    band.setProperty("line", place)
    band.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
