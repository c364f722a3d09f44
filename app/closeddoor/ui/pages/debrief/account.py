"""One's own account before the debrief: what was expected, what surprised. What one says first is one's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.prose import Prose, headline
from closeddoor.ui.widgets.words import set_words, words

WHY = tr("Two lines in your own words first. They stay here and are not scored; what you read next will colour them.")


class OwnAccount(QWidget):
    """Two short fields; Ctrl+Enter in either goes on, as the footer's button does. `changed` carries both."""

    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.expected = TextArea(tr("What did you expect?"), least_lines=2, most_lines=6, serif=True)
        self.surprised = TextArea(tr("What surprised you?"), least_lines=2, most_lines=6, serif=True)
        title = Prose()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(title)
        title.set_text(headline(tr("Before you read on")))
        column.addWidget(words(WHY, "document-soft"))
        for question, field in (
            (tr("What did you expect?"), self.expected),
            (tr("What surprised you?"), self.surprised),
        ):
            column.addSpacing(M)
            label = words(question, "heading")
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            field.draft_changed.connect(self._changed)
        column.addSpacing(L)

    def assign(self, state: DebriefViewState) -> None:
        """Show what was typed so far; the state knows each word of it."""
        self.expected.set_draft(state.expected)
        self.surprised.set_draft(state.surprised)

    def _changed(self) -> None:
        self.changed.emit(self.expected.draft(), self.surprised.draft())


class AccountRecalled(QWidget):
    """What was written before, above what is read now."""

    def __init__(self) -> None:
        super().__init__()
        self._expected = words(face="soft")
        self._surprised = words(face="soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(S)
        column.addWidget(self._expected)
        column.addWidget(self._surprised)

    def assign(self, state: DebriefViewState) -> None:
        set_words(self._expected, tr("You expected: {expected}", expected=state.expected) if state.expected else "")
        set_words(
            self._surprised, tr("What surprised you: {surprised}", surprised=state.surprised) if state.surprised else ""
        )
        self.setVisible(bool(state.expected or state.surprised))
