"""Choosing and deciding: one option or all that fit, and how sure one is where the task asks for it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import BriefingViewState, ChoiceState, OptionView
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.reading import beside_reading
from closeddoor.ui.pages.practice.step_widget import StepWidget, body_of
from closeddoor.ui.pages.practice.task_page import TaskPage
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.confidence import SCALE_MEANS, ConfidenceScale, confidence_words
from closeddoor.ui.widgets.option_row import OptionRow, TickRow
from closeddoor.ui.widgets.words import set_words, words

COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
NOT_SAID_YET = tr(
    "Nothing is set yet. What you say here is compared, over many decisions, with how often you are right."
)
PICK_MANY = tr("Pick all that apply. One that does not apply may count against you.")


class ChoiceStep(StepWidget):
    """Options as large rows. Nothing is chosen beforehand; keys 1 to 9 choose, among many they also take back."""

    def __init__(self, intents: PracticeIntents) -> None:
        super().__init__(intents)
        self._options: tuple[OptionView, ...] = ()
        self._picks_many = False
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._chosen)
        self._how_many = words(face="soft")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S)
        self._question = words(face="heading")
        self._scale = ConfidenceScale()
        self._scale.chosen.connect(intents.confidence_chosen)
        self._said = words(face="soft")
        self._sureness = self._sureness_parts()
        self._task = TaskPage()
        self._task.body.addWidget(self._how_many)
        self._task.body.addLayout(self._rows)
        self._task.body.addWidget(self._sureness)
        self._panes = beside_reading(self, self._task)

    def assign(self, view: BriefingViewState) -> None:
        state = body_of(view, ChoiceState)
        self._panes.assign(view)
        self._task.assign(state.title, state.prompt)
        set_words(self._how_many, PICK_MANY if state.picks_many else "")
        self._offer(state)
        self._choose(state.chosen)
        self._sureness.setVisible(state.asks_confidence)
        if state.asks_confidence:
            self._ask_confidence(state)
        for button in self._group.buttons():
            button.setEnabled(view.can_edit)
        self._scale.setEnabled(view.can_edit)

    def focus_search(self) -> bool:
        return self._panes.focus_search()

    def first_field(self) -> QWidget | None:
        """The frame of the focus around a first option would look like a choice; from the ground digits choose too."""
        return self._group.checkedButton() or self._task.ground()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Lead Tab from the ground, at which it does not stop, to the first option."""
        first = self._group.button(0)
        if forward and self._task.ground().hasFocus() and first is not None and first.isEnabled():
            first.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = event.key() - Qt.Key.Key_1
        button = self._group.button(index) if 0 <= index < min(9, len(self._options)) else None
        if button is None or not button.isEnabled():
            super().keyPressEvent(event)
            return
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        button.click()

    def _sureness_parts(self) -> QWidget:
        parts = QWidget()
        column = QVBoxLayout(parts)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(M)
        for part in (self._question, self._scale, self._said, words(SCALE_MEANS, "small")):
            column.addWidget(part)
        return parts

    def _chosen(self, index: int) -> None:
        """The scale that is asked for next may lie below the fold."""
        self.intents.option_chosen.emit(self._options[index].option_id)
        if not self._sureness.isHidden():
            self._task.bring_into_view(self._question, self._said)

    def _offer(self, state: ChoiceState) -> None:
        if (state.options, state.picks_many) == (self._options, self._picks_many):
            return
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        self._options, self._picks_many = state.options, state.picks_many
        for index, option in enumerate(state.options):
            row = TickRow(option.title) if state.picks_many else OptionRow(option.title)
            self._group.addButton(row, index)
            self._rows.addWidget(row)

    def _choose(self, chosen: tuple[str, ...]) -> None:
        self._group.setExclusive(False)
        for index, option in enumerate(self._options):
            self._group.button(index).setChecked(option.option_id in chosen)
        self._group.setExclusive(not self._picks_many)

    def _ask_confidence(self, state: ChoiceState) -> None:
        count = len(state.options)
        self._scale.offer(count)
        self._scale.show_probability(state.confidence)
        self._question.setText(
            tr("How sure are you that this is the best of the {options}?", options=COUNTS.get(count, count))
        )
        self._said.setText(NOT_SAID_YET if state.confidence is None else confidence_words(state.confidence, count))
