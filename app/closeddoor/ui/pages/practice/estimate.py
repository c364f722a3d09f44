"""Estimating: low, best and high in the task's unit, checked in a sentence while they are typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState, EstimateState, FigureField
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.interval import IntervalLine
from closeddoor.ui.pages.practice.reading import beside_reading
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.pages.practice.task_page import TaskPage
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import M
from closeddoor.ui.widgets.figure_field import FigureInput
from closeddoor.ui.widgets.words import set_words, words

NAME_PX = 56
NO_LINE = tr("Type a first figure: from then on the range can be dragged too.")


class EstimateStep(StepWidget):
    """Three fields, each with the unit and with what is wrong with it underneath; a line to drag them on."""

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._inputs: dict[str, FigureInput] = {}
        self._units = [words(face="soft") for _ in range(3)]
        self._problems = [words() for _ in range(3)]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(M)
        self._grid.setColumnMinimumWidth(0, scaled(NAME_PX))
        self._grid.setColumnStretch(2, 1)
        self._line = IntervalLine()
        self._line.dragged.connect(intents.figure_dragged)
        self._no_line = words(NO_LINE, "small")
        self._said = words(face="document")
        self._task = TaskPage()
        self._task.body.addLayout(self._grid)
        self._task.body.addWidget(self._line)
        self._task.body.addWidget(self._no_line)
        self._task.body.addWidget(self._said)
        self._panes = beside_reading(self, self._task)

    def assign(self, view: BriefingViewState) -> None:
        state = body_of(view, EstimateState)
        self._panes.assign(view)
        self._task.assign(state.title, state.prompt)
        self._said.setText(state.said)
        if not self._inputs:
            self._build(state.fields, state.unit)
        self._line.setVisible(state.line is not None)
        self._no_line.setVisible(state.line is None)
        if state.line is not None:
            self._line.assign(state.line, state.fields, state.unit, can_edit=view.can_edit)
        for unit, problem, field in zip(self._units, self._problems, state.fields, strict=True):
            unit.setText(state.unit)
            set_words(problem, field.problem)
            self._inputs[field.field_id].show_text(field.text, field.problem)
            self._inputs[field.field_id].setReadOnly(not view.can_edit)

    def focus_search(self) -> bool:
        return self._panes.focus_search()

    def first_field(self) -> QWidget | None:
        return next(iter(self._inputs.values()), None)

    def _build(self, fields: tuple[FigureField, ...], unit: str) -> None:
        for place, field in enumerate(fields):
            row = FigureInput(tr("{title}, in {unit}", title=field.title, unit=unit))
            row.textEdited.connect(self._tell)
            name = words(field.title, "heading")
            name.setBuddy(row)
            self._inputs[field.field_id] = row
            self._grid.addWidget(name, 2 * place, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(row, 2 * place, 1)
            self._grid.addWidget(self._units[place], 2 * place, 2, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(self._problems[place], 2 * place + 1, 1, 1, 2)

    def _tell(self) -> None:
        self.intents.figures_changed.emit({field_id: field.text() for field_id, field in self._inputs.items()})
