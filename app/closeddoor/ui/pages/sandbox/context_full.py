"""The question that is asked when a conversation has outgrown the model."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme.spacing import M
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import words

HAPPENED = tr("This conversation is longer than the model can hold.")
QUESTION = tr("All of it stays in your history. How should the model go on?")


class ContextFull(QFrame):
    """The model's context is full: the user chooses how to go on; nothing is dropped silently."""

    context_choice_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "true")
        drop = secondary(tr("Go on without the oldest turns"))
        anew = secondary(tr("Start a new conversation"))
        drop.clicked.connect(lambda: self.context_choice_requested.emit("drop_oldest"))
        anew.clicked.connect(lambda: self.context_choice_requested.emit("start_new"))
        buttons = QWidget()
        flow = Flow(buttons)
        flow.addWidget(drop)
        flow.addWidget(anew)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.addWidget(words(HAPPENED, "strong"))
        column.addWidget(words(QUESTION))
        column.addWidget(buttons)

    def ask(self, *, is_full: bool) -> None:
        """Ask, or stop asking; a screen reader hears the question once, for nothing else says what happened."""
        is_new = is_full and self.isHidden()
        self.setVisible(is_full)
        if is_new:
            announce(self, f"{HAPPENED} {QUESTION}")
