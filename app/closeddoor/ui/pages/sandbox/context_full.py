"""The question that is asked when a conversation has outgrown the model."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import CarryingState
from closeddoor.ui.theme.spacing import M
from closeddoor.ui.widgets.buttons import Button, secondary
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import set_words, words

HAPPENED = tr("This conversation is longer than the model can hold.")
QUESTION = tr("All of it stays in your history. How should the model go on?")
SUMMARISING = tr("The model reads the conversation and writes a summary.")

Way = tuple[str, str]
"""What is asked for, and the words of its button."""

ASKED: tuple[Way, ...] = (
    ("summarise", tr("Summarise the oldest turns")),
    ("drop_oldest", tr("Go on without the oldest turns")),
    ("fresh", tr("Start a new conversation")),
)
OF_SUMMARY: tuple[Way, ...] = (("use", tr("Use it and go on")), ("discard", tr("Discard it")))
OF_FRESH: tuple[Way, ...] = (("start", tr("Start the new conversation")), ("discard", tr("Back")))
TO_CARRY: tuple[Way, ...] = (
    ("exchange", tr("The last exchange")),
    ("whole", tr("A summary by the model")),
    ("nothing", tr("Nothing")),
)
CARRY = tr("What goes with you into the new conversation?")
WHILE_SUMMARISING: tuple[Way, ...] = (("stop", tr("Stop")),)
WAYS = {"ask": ASKED, "summarising": WHILE_SUMMARISING, "summary": OF_SUMMARY, "fresh": OF_FRESH}


class ContextFull(QFrame):
    """The model's context is full: the user chooses how to go on; nothing is dropped silently.

    `context_choice_requested` carries the way and what stands in the field, which the model is to read;
    `carried_changed` that alone, as it is typed.
    """

    context_choice_requested = Signal(str, str)
    carried_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "true")
        self._shown = CarryingState()
        self._happened = words(HAPPENED, "strong")
        self._question = words(QUESTION)
        self._problem = words()
        self._about = words(face="soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(SUMMARISING)
        self._field = TextArea(tr("What the model will read"), least_lines=3, most_lines=10)
        self._field.draft_changed.connect(self.carried_changed)
        self._to_carry = self._row(TO_CARRY)
        self._rows = {step: self._row(ways) for step, ways in WAYS.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        said = (self._happened, self._question, self._problem)
        for part in (*said, self._to_carry, self._about, self._bar, self._field):
            column.addWidget(part)
        for row in self._rows.values():
            column.addWidget(row)
        self._assign(self._shown)

    def ask(self, state: CarryingState, *, is_full: bool) -> None:
        """Ask, or stop asking; a screen reader hears the question once, for nothing else says what happened."""
        is_new = is_full and self.isHidden()
        self.setVisible(is_full)
        if is_new:
            announce(self, f"{HAPPENED} {QUESTION}")
        if state != self._shown:
            self._assign(state)

    def _assign(self, state: CarryingState) -> None:
        """Show a step; what stands in the field is the user's until something else is proposed."""
        before, self._shown = self._shown, state
        had_keyboard = self.isAncestorOf(self.window().focusWidget() or self)
        if (state.step, state.text) != (before.step, before.text):
            self._field.set_draft(state.text)
        set_words(self._question, {"ask": QUESTION, "fresh": CARRY}.get(state.step, ""))
        self._to_carry.setVisible(state.step == "fresh")
        set_words(self._problem, state.problem)
        set_words(self._about, SUMMARISING if state.step == "summarising" else state.about)
        self._bar.setVisible(state.step == "summarising")
        self._bar.setRange(0, 1000 if state.fraction else 0)
        self._bar.setValue(round(1000 * (state.fraction or 0)))
        self._field.setVisible(state.step in {"summary", "fresh"})
        for step, row in self._rows.items():
            row.setVisible(step == state.step)
        if state.step != before.step or state.problem != before.problem:
            self._tell(state, had_keyboard=had_keyboard)

    def _tell(self, state: CarryingState, *, had_keyboard: bool) -> None:
        """Say what shows now, and keep the keyboard where one goes on: what had it is gone."""
        announce(self, state.problem or self._about.text() or QUESTION)
        if had_keyboard and self.isVisible():
            first = self._field if state.step in {"summary", "fresh"} else self._first_of(self._rows[state.step])
            first.setFocus()

    def _first_of(self, row: QWidget) -> QWidget:
        return row.findChildren(Button)[0]

    def _row(self, ways: Sequence[Way]) -> QWidget:
        row = QWidget()
        flow = Flow(row)
        for way, title in ways:
            button = secondary(title)
            button.clicked.connect(lambda _=False, way=way: self._choose(way))
            flow.addWidget(button)
        return row

    def _choose(self, way: str) -> None:
        self.context_choice_requested.emit(way, self._field.draft())
