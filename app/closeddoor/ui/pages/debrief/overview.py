"""What came of it, in words first: two sentences, one row for each task, points for those who ask for them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.presenters.states.debrief_parts import OutcomeView
from closeddoor.ui.pages.debrief.account import AccountRecalled
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.theme.verdicts import VERDICTS
from closeddoor.ui.widgets.buttons import link
from closeddoor.ui.widgets.prose import Prose, headline
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.words import set_words, words

SHOW, HIDE = tr("Show the score"), tr("Hide the score")
CORRECTED = tr("The author has corrected this since:")


class OutcomeRows(QWidget):
    """One row for each task, in their order: its sentence, its sign and how much of it. A row leads to its section."""

    task_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[OutcomeView, ...] = ()
        self._rows: list[RowButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def assign(self, outcomes: tuple[OutcomeView, ...]) -> None:
        """Show `outcomes`; a row that says the same as before is left alone, with the focus if it has it."""
        for number, outcome in enumerate(outcomes):
            if number >= len(self._shown) or self._shown[number] != outcome:
                self._put(number, outcome)
        self._shown = outcomes

    def _put(self, number: int, outcome: OutcomeView) -> None:
        row = RowButton(outcome.title, outcome.line, said_of(outcome), title_face="strong")
        row.clicked.connect(lambda: self.task_wanted.emit(outcome.task_id))
        if number >= len(self._rows):
            self._rows.append(row)
            self._column.addWidget(row)
            return
        gone, self._rows[number] = self._rows[number], row
        had_focus = gone.hasFocus()
        self._column.replaceWidget(gone, row)
        gone.hide()
        gone.deleteLater()
        if had_focus:
            row.setFocus()


class Overview(QWidget):
    """The headline, a row for each task, the points on demand, and the own account as it was written before."""

    points_toggled = Signal(bool)
    task_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shows_points = False
        self._headline = Prose()
        self._errata = words(face="soft")
        self._rows = OutcomeRows()
        self._rows.task_wanted.connect(self.task_wanted)
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
        for part in (self._headline, self._account, self._errata, self._rows, self._points):
            column.addWidget(part)
        column.addSpacing(S)
        column.addLayout(row)

    def assign(self, state: DebriefViewState) -> None:
        self._headline.set_text(headline(state.headline))
        set_words(self._errata, "\n".join([CORRECTED, *state.errata]) if state.errata else "")
        self._rows.assign(state.outcomes)
        set_words(self._points, state.points_headline if self.shows_points else "")
        self._toggle.set_words(HIDE if self.shows_points else SHOW)
        self._toggle.setVisible(bool(state.points_headline))
        self._account.assign(state)

    def _toggle_points(self) -> None:
        self.shows_points = not self.shows_points
        self.points_toggled.emit(self.shows_points)


def said_of(outcome: OutcomeView) -> str:
    """Return sign and word: `◐ 6 of 8`, or the verdict's own word where it is yes or no."""
    style = VERDICTS[outcome.verdict]
    return f"{style.shape} {outcome.count or style.word}"
