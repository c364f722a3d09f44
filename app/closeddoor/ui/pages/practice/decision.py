"""Deciding: four options of equal standing, and how sure one is of the choice."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from closeddoor.presenters.states.briefing import BriefingViewState, DecisionState, OptionView
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.reading import beside_reading
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.pages.practice.task_page import TaskPage
from closeddoor.ui.theme.spacing import L, S
from closeddoor.ui.widgets.confidence import ConfidenceScale, confidence_words
from closeddoor.ui.widgets.option_row import OptionRow
from closeddoor.ui.widgets.words import words

COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
NOT_SAID_YET = "Nothing is set yet. Your answer is compared with how often you are right, over many decisions."


class DecisionStep(StepWidget):
    """Options as large rows, then the confidence. Nothing is chosen beforehand; keys 1 to 9 choose an option."""

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._options: tuple[OptionView, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._chosen)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S)
        self._question = words(face="heading")
        self._scale = ConfidenceScale()
        self._scale.chosen.connect(intents.confidence_chosen)
        self._said = words(face="soft")
        self._task = TaskPage()
        self._task.body.addLayout(self._rows)
        self._task.body.addSpacing(L)
        self._task.body.addWidget(self._question)
        self._task.body.addWidget(self._scale)
        self._task.body.addWidget(self._said)
        self._panes = beside_reading(self, self._task)

    def assign(self, view: BriefingViewState) -> None:
        state = body_of(view, DecisionState)
        self._panes.assign(view)
        self._task.assign(state.title, state.prompt)
        self._offer(state.options)
        self._choose(state.chosen)
        self._scale.offer(len(state.options))
        self._scale.show_probability(state.confidence)
        self._say(state)
        for index in range(len(state.options)):
            self._group.button(index).setEnabled(view.can_edit)
        self._scale.setEnabled(view.can_edit)

    def first_field(self) -> QWidget | None:
        return self._group.checkedButton() or self._group.button(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = event.key() - Qt.Key.Key_1
        button = self._group.button(index) if 0 <= index < len(self._options) else None
        if button is None or not button.isEnabled():
            super().keyPressEvent(event)
            return
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.click()

    def _chosen(self, index: int) -> None:
        """The scale that is asked for next may lie below the fold."""
        self.intents.option_chosen.emit(self._options[index].option_id)
        self._task.bring_into_view(self._question, self._said)

    def _offer(self, options: tuple[OptionView, ...]) -> None:
        if options == self._options:
            return
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        self._options = options
        for index, option in enumerate(options):
            row = OptionRow(option.title)
            self._group.addButton(row, index)
            self._rows.addWidget(row)

    def _choose(self, chosen: str | None) -> None:
        self._group.setExclusive(False)
        for index, option in enumerate(self._options):
            self._group.button(index).setChecked(option.option_id == chosen)
        self._group.setExclusive(True)

    def _say(self, state: DecisionState) -> None:
        count = len(state.options)
        self._question.setText(f"How sure are you that this is the best of the {COUNTS.get(count, count)}?")
        said = NOT_SAID_YET if state.confidence is None else confidence_words(state.confidence, count)
        self._said.setText(said)
