"""What practice shows: bands with their evidence, calibration, estimates."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.record import (
    CalibrationView,
    CompetencyRow,
    EstimatesView,
    RecordViewState,
    ShowsState,
)
from closeddoor.ui.pages.record.evidence import CompetencyEntry, Estimates, section
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import primary
from closeddoor.ui.widgets.charts.calibration import CalibrationChart
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.tab_order import order_by_layout
from closeddoor.ui.widgets.words import words

NOTHING = tr("Nothing yet. What your finished briefings show stands here, and nowhere else.")
IN_WORDS = tr("The chart in words")
LEGEND = tr(
    "Each line runs from all missed, at the left, to all made. The band is where the true share is likely to lie."
)


class ShowsView(FlowPage):
    """Draws what it is given, anew when that changed, and not before somebody looks: it is the page's dearest part."""

    debrief_requested = Signal(int)
    home_requested = Signal()

    def __init__(self) -> None:
        super().__init__(760, top_px=L)
        self._shown: ShowsState | None = None
        self._parts: QWidget | None = None
        self._empty = words(NOTHING, "document-soft")
        self._begin = primary(tr("Choose a briefing"), "home")
        self._begin.clicked.connect(self.home_requested)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._empty.hide()  # nothing is claimed before it was looked at
        self._begin.hide()

    def render(self, state: RecordViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        is_empty = state.is_ready and not state.has_attempts
        self._empty.setVisible(is_empty)
        self._begin.setVisible(is_empty)
        if self._parts is not None:
            self._parts.setVisible(state.has_attempts)
        is_due = state.view == "shows" and state.has_attempts and bool(state.shows.lead)
        if is_due and state.shows != self._shown:
            self._shown = state.shows
            self._draw(state.shows)

    def _draw(self, shows: ShowsState) -> None:
        if self._parts is not None:
            self._parts.hide()
            self._parts.deleteLater()
        self._parts = QWidget()
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(words(shows.lead, "document"))
        self._add_competencies(column, tr("By competency"), shows.banded)
        if shows.calibration is not None:
            _add_calibration(column, shows.calibration)
        if shows.estimates is not None:
            self._add_estimates(column, shows.estimates)
        self._add_competencies(column, tr("Too little to tell yet"), shows.too_little)
        column.addSpacing(M)
        for note in shows.notes:
            column.addWidget(words(note, "small"))
        self.body.insertWidget(0, self._parts)
        order_by_layout(self)

    def _add_competencies(self, column: QVBoxLayout, title: str, rows: tuple[CompetencyRow, ...]) -> None:
        if rows:
            column.addWidget(section(title))
        if any(row.share for row in rows):
            column.addWidget(words(LEGEND, "small"))
        for row in rows:
            entry = CompetencyEntry(row)
            entry.debrief_requested.connect(self.debrief_requested)
            column.addWidget(entry)

    def _add_estimates(self, column: QVBoxLayout, view: EstimatesView) -> None:
        column.addWidget(section(tr("Estimates")))
        column.addWidget(words(view.title, "heading"))
        column.addWidget(words(view.note))
        estimates = Estimates(view)
        estimates.debrief_requested.connect(self.debrief_requested)
        column.addWidget(estimates)


def _add_calibration(column: QVBoxLayout, view: CalibrationView) -> None:
    column.addWidget(section(tr("Calibration")))
    column.addWidget(words(view.title, "heading"))
    if view.points:
        said = ". ".join((view.title, *view.lines))
        column.addSpacing(S)
        column.addWidget(CalibrationChart(view.points, said, is_curve=view.is_curve))
    column.addWidget(words(view.note, "soft"))
    if view.lines:
        column.addWidget(
            Fold(
                IN_WORDS,
                tr("Fold the chart in words"),
                partial(_lines, view),
            )
        )


def _lines(view: CalibrationView) -> QWidget:
    return words("\n".join(f"{line}." for line in view.lines), "small", selectable=True)
