"""Reworking numbers: assumptions to change, and the results that follow at once."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState, TornadoView, WorkbookState
from closeddoor.ui.pages.practice.assumption import AssumptionRow
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.reading import beside_reading
from closeddoor.ui.pages.practice.results import ResultTable
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.pages.practice.task_page import TaskPage
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.charts.tornado import LEGEND, TornadoChart
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.settled import Settled
from closeddoor.ui.widgets.words import rule, words

ROOM_FOR_ASSUMPTIONS_PX = 430
MOVES = tr("What moves the result most")
LEAVES = tr("I leave every assumption as proposed")


class WorkbookStep(StepWidget):
    """The results, and the way to change nothing, stay in view where there is room; else they end the page."""

    keeps_order = True

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._rows: dict[str, AssumptionRow] = {}
        self._horizon = words(face="kicker")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._leaves = Tick(LEAVES)
        self._leaves.clicked.connect(intents.left_as_proposed)
        self._results = ResultTable(tr("Result"))
        self._task = TaskPage()
        self._task.body.addWidget(self._horizon)
        self._task.body.addLayout(self._list)
        self._outcome = self._outcome_parts()
        self._task.body.addWidget(self._outcome)
        self._charts: list[TornadoChart] = []
        self._chart_list = QVBoxLayout()
        self._chart_list.setSpacing(L)
        self._charted = self._chart_parts()
        self._task.body.addWidget(self._charted)
        self._panes = beside_reading(self, self._task)
        self._task.installEventFilter(self)

    def assign(self, view: BriefingViewState) -> None:
        state = body_of(view, WorkbookState)
        self._panes.assign(view)
        self._task.assign(state.title, state.prompt)
        self._horizon.setText(state.horizon_line)
        if not self._rows:
            self._build(state)
        for each in state.inputs:
            self._rows[each.input_id].assign(each, can_edit=view.can_edit)
        self._leaves.setVisible(state.left_as_proposed is not None)
        self._leaves.setChecked(bool(state.left_as_proposed))
        self._leaves.setEnabled(view.can_edit)
        self._results.assign(state.outputs)
        if state.tornados is not None:
            self._draw_charts(state.tornados)
        self._place_outcome()

    def focus_search(self) -> bool:
        return self._panes.focus_search()

    def first_field(self) -> QWidget | None:
        return next((row.field() for row in self._rows.values()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_outcome()
        return super().eventFilter(watched, event)

    def _build(self, state: WorkbookState) -> None:
        for each in state.inputs:
            row = AssumptionRow(each)
            row.changed.connect(self._tell)
            self._rows[each.input_id] = row
            place = Settled()
            place.body.setContentsMargins(0, 0, 0, 0)
            place.body.setSpacing(0)
            place.body.addWidget(rule())
            place.body.addWidget(row)
            self._list.addWidget(place)

    def _outcome_parts(self) -> QWidget:
        parts = QWidget()
        column = QVBoxLayout(parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._results)
        column.addWidget(self._leaves)
        return parts

    def _chart_parts(self) -> QWidget:
        parts = Settled()
        parts.body.setContentsMargins(0, L, 0, 0)
        parts.body.setSpacing(M)
        for part in (rule(strong=True), words(MOVES, "strong"), words(LEGEND, "small")):
            parts.body.addWidget(part)
        parts.body.addLayout(self._chart_list)
        return parts

    def _draw_charts(self, tornados: tuple[TornadoView, ...]) -> None:
        self._charted.setVisible(bool(tornados))
        while len(self._charts) < len(tornados):
            self._charts.append(TornadoChart())
            self._chart_list.addWidget(self._charts[-1])
        for chart, tornado in zip(self._charts, tornados, strict=False):
            chart.assign(tornado)

    def _place_outcome(self) -> None:
        results_px = self._outcome.heightForWidth(max(1, self._task.width() - 2 * L))
        wanted, other = self._task.foot, self._task.body
        if self._task.height() < scaled(ROOM_FOR_ASSUMPTIONS_PX) + results_px:
            wanted, other = other, wanted
        if wanted.indexOf(self._outcome) < 0:
            other.removeWidget(self._outcome)
            wanted.addWidget(self._outcome)
            self._task.align_foot()

    def _tell(self) -> None:
        self.intents.figures_changed.emit({input_id: row.text() for input_id, row in self._rows.items()})
