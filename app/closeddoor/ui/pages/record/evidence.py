"""What stands behind a band: each attempt with its points, and its debrief one click away."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.record import CompetencyRow, EstimatesView, EvidenceRow
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.charts.share_bar import ShareBar
from closeddoor.ui.widgets.column import room
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from closeddoor.ui.widgets.words import rule, words

WORDS = {"found": tr("Made"), "partly": tr("Partly"), "missed": tr("Missed")}
INSIDE = {"found": tr("Inside"), "missed": tr("Outside")}
POINTS = tr("The points behind it")

BAR_BESIDE = 560
"""Width at text size 1.0 from which a bar stands beside its words."""


class CompetencyEntry(QWidget):
    """One competency: its band, or the counts that are too few for one, and the points behind it to unfold."""

    debrief_requested = Signal(int)

    def __init__(self, row: CompetencyRow) -> None:
        super().__init__()
        said = QVBoxLayout()
        said.setSpacing(XS)
        said.addWidget(words(row.title, "heading"))
        if row.band:
            said.addWidget(words(row.band))
        said.addWidget(words(f"{row.counts}.", "small"))
        if row.change:
            said.addWidget(words(row.change, "small"))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(L)
        self._pair.addLayout(said, 1)
        if row.share is not None:
            self._pair.addWidget(ShareBar(row.share.value, row.share.low, row.share.high, row.share.said))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, S)
        column.setSpacing(XS)
        column.addLayout(self._pair)
        points = Fold(
            POINTS,
            tr("Fold the points behind it"),
            partial(self._evidence, row),
        )
        points.findChildren(Button)[0].setAccessibleDescription(row.title)
        column.addWidget(points)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_wide = room(self) >= BAR_BESIDE
        self._pair.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def _evidence(self, row: CompetencyRow) -> QWidget:
        evidence = Evidence(row.evidence, row.more)
        evidence.debrief_requested.connect(self.debrief_requested)
        return evidence


class Evidence(QWidget):
    """The attempts behind a competency, the latest first."""

    debrief_requested = Signal(int)

    def __init__(self, rows: tuple[EvidenceRow, ...], more: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(L, 0, 0, 0)
        column.setSpacing(S)
        for row in rows:
            button = RowButton(row.title, row.when, tr("Read the debrief"), title_face="strong")
            button.clicked.connect(partial(self._ask, row.attempt_id))
            column.addWidget(button)
            column.addLayout(_points(row))
        if more:
            column.addWidget(words(more, "small"))

    def _ask(self, attempt_id: int) -> None:
        self.debrief_requested.emit(attempt_id)


class Estimates(QWidget):
    """Each estimate against the truth."""

    debrief_requested = Signal(int)

    def __init__(self, view: EstimatesView) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for row in view.rows:
            button = RowButton(row.title, row.said, INSIDE[row.verdict], title_face="strong")
            button.clicked.connect(partial(self._ask, row.attempt_id))
            column.addWidget(button)
        if view.more:
            column.addWidget(words(view.more, "small"))

    def _ask(self, attempt_id: int) -> None:
        self.debrief_requested.emit(attempt_id)


def _points(row: EvidenceRow) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, S)
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(XS)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, VerdictBadge("missed", WORDS["missed"]).sizeHint().width())
    for line, point in enumerate(row.points):
        grid.addWidget(VerdictBadge(point.verdict, WORDS[point.verdict]), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words(point.title, "small"), line, 1)
    return grid


def section(title: str) -> QWidget:
    """Return the head of a part of the page."""
    head = QWidget()
    column = QVBoxLayout(head)
    column.setContentsMargins(0, L, 0, 0)
    column.setSpacing(S)
    column.addWidget(words(title, "strong"))
    column.addWidget(rule(strong=True))
    return head
