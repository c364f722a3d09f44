"""What was just done and can be undone, or what is to be known before it is done: one line, one or two buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import Button, quiet, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import set_words, words

UNPROTECTED = "A file is not protected by Closed Door: who can open it can read it."


class NoticeBar(QFrame):
    """One line above the conversation; a screen reader hears it once."""

    def __init__(self, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "true")
        self._words = words()
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(M)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        if buttons:
            place = QWidget()
            flow = Flow(place)
            for button in buttons:
                flow.addWidget(button)
            row.addWidget(place, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def say(self, text: str) -> None:
        """Show `text`, or nothing."""
        is_new = bool(text) and text != self._words.text()
        set_words(self._words, text)
        self.setVisible(bool(text))
        if is_new:
            announce(self, text)


class Notices(QWidget):
    """The question before a file is written, else undo, else what was saved where: one at a time."""

    undo_requested = Signal()
    place_requested = Signal()
    export_given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        undo, choose, keep = quiet("Undo", "undo"), secondary("Choose where to save"), quiet("Do not save")
        undo.clicked.connect(self.undo_requested)
        choose.clicked.connect(self.place_requested)
        keep.clicked.connect(self.export_given_up)
        self._undo, self._export, self._done = NoticeBar(undo), NoticeBar(choose, keep), NoticeBar()
        self._choose = choose
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for bar in (self._undo, self._export, self._done):
            column.addWidget(bar)

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        was_asking = self._export.isVisible()
        self._export.say(UNPROTECTED if state.export else "")
        self._undo.say("" if state.export else state.undo)
        self._done.say("" if state.export or state.undo else state.notice)
        self.setVisible(bool(state.undo or state.export or state.notice))
        if state.export and not was_asking:
            self._choose.setFocus()
