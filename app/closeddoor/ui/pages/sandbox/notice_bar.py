"""What is to be known before something is done, what was done, and what can be undone: a line each."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.presenters.states.shared import UNPROTECTED
from closeddoor.ui.file_choice import ask_where_to_save
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import Button, quiet, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.undo_band import UndoBand
from closeddoor.ui.widgets.words import set_words, words

FORMS = {"pdf": ("pdf", tr("PDF (*.pdf)")), "markdown": ("md", tr("Markdown (*.md)"))}


class NoticeBar(QFrame):
    """Words, and under them what to do; a screen reader hears it once."""

    def __init__(self, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "true")
        self._words = words()
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, S)
        column.setSpacing(S)
        column.addWidget(self._words)
        if buttons:
            row = Flow()
            for button in buttons:
                row.addWidget(button)
            column.addLayout(row)
        self.hide()

    def say(self, text: str) -> None:
        """Show `text`, or nothing."""
        is_new = bool(text) and text != self._words.text()
        set_words(self._words, text)
        self.setVisible(bool(text))
        if is_new:
            announce(self, text)


class Notices(QWidget):
    """The question before a file is written, else what was saved where."""

    place_chosen = Signal(Path)
    export_given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choose, keep = secondary(tr("Choose where to save")), quiet(tr("Do not save"))
        choose.clicked.connect(self._ask_for_place)
        keep.clicked.connect(self.export_given_up)
        self._export, self._done = NoticeBar(choose, keep), NoticeBar()
        self._choose = choose
        self._form = self._name = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for bar in (self._export, self._done):
            column.addWidget(bar)
        self.hide()

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        was_asking = self._export.isVisible()
        self._form, self._name = state.export, state.export_name
        self._export.say(UNPROTECTED if state.export else "")
        self._done.say("" if state.export else state.notice)
        self.setVisible(bool(state.export or state.notice))
        if state.export and not was_asking:
            self._choose.setFocus()

    def _ask_for_place(self) -> None:
        if self._form:
            ending, name_filter = FORMS[self._form]
            title, name = tr("Save this conversation"), f"{self._name}.{ending}"
            ask_where_to_save(self.window(), title, name, name_filter, self.place_chosen.emit)


class UndoOffer(UndoBand):
    """Offers to undo what the state says was deleted, once for each deletion."""

    undo_requested = Signal()
    undo_settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = ""

    def render(self, undo: str) -> None:  # type: ignore[override]  # not a paint device
        if undo == self._offered:
            return
        self._offered = undo
        if undo:
            self.offer(undo, self.undo_requested.emit, self._tell_settled)
        else:
            self.settle()

    def _tell_settled(self) -> None:
        self.undo_settled.emit()
