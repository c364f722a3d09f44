"""What is to be known before something is done, what was done, and what can be undone: a line each."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.presenters.states.shared import UNPROTECTED
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import Button, quiet, secondary
from closeddoor.ui.widgets.column import room
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.undo_band import UndoBand
from closeddoor.ui.widgets.words import set_words, words

BESIDE_FITS = 620
"""Width at text size 1.0 from which the buttons stand beside the words."""


class NoticeBar(QFrame):
    """One line above the conversation; a screen reader hears it once."""

    def __init__(self, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "true")
        self._words = words()
        self._has_buttons = bool(buttons)
        self._row = row = QHBoxLayout(self)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def say(self, text: str) -> None:
        """Show `text`, or nothing."""
        is_new = bool(text) and text != self._words.text()
        set_words(self._words, text)
        self.setVisible(bool(text))
        if is_new:
            announce(self, text)

    def _fit(self) -> None:
        """Set the buttons under the words where beside them they would leave a column of single words."""
        is_narrow = self._has_buttons and room(self) < BESIDE_FITS
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)


class Notices(QWidget):
    """The question before a file is written, else what was saved where."""

    place_requested = Signal()
    export_given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choose, keep = secondary(tr("Choose where to save")), quiet(tr("Do not save"))
        choose.clicked.connect(self.place_requested)
        keep.clicked.connect(self.export_given_up)
        self._export, self._done = NoticeBar(choose, keep), NoticeBar()
        self._choose = choose
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for bar in (self._export, self._done):
            column.addWidget(bar)

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        was_asking = self._export.isVisible()
        self._export.say(UNPROTECTED if state.export else "")
        self._done.say("" if state.export else state.notice)
        self.setVisible(bool(state.export or state.notice))
        if state.export and not was_asking:
            self._choose.setFocus()


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
