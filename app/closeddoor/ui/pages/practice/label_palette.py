"""What one can do with selected words: a small row of buttons that never takes the keyboard from the document."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout

from closeddoor.presenters.states.briefing import LabelView
from closeddoor.ui.theme.spacing import XS
from closeddoor.ui.widgets.buttons import Button, quiet
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.document.floating import place_beside
from closeddoor.ui.widgets.words import plain_tip

NOTE_WORDS = "N  Note"


class LabelPalette(QFrame):
    """Shows itself under what is selected in `document`; `label_chosen` carries a label's id."""

    label_chosen = Signal(str)
    note_wanted = Signal()

    def __init__(self, document: DocumentView) -> None:
        super().__init__(document)
        self._document = document
        self._is_offered = True
        self._labels: tuple[LabelView, ...] = ()
        self._note = _button(NOTE_WORDS, "Write a note in the margin", "Write a note in the margin (N)")
        self._note.clicked.connect(self.note_wanted)
        self._buttons: list[Button] = [self._note]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(XS, XS, XS, XS)
        self._grid.setSpacing(XS)
        self.setProperty("card", "true")
        self.setAccessibleName("What to do with the selected words")
        self.hide()
        document.selection_changed.connect(self._follow_selection)
        document.verticalScrollBar().valueChanged.connect(self.place)
        document.installEventFilter(self)
        document.viewport().installEventFilter(self)

    def offer(self, labels: Sequence[LabelView], *, can_edit: bool) -> None:
        """Offer `labels`, numbered from 1 as the keys that give them, and a note."""
        self._is_offered = can_edit
        if not can_edit:
            self.hide()
        if tuple(labels) == self._labels:
            return
        self._labels = tuple(labels)
        for button in self._buttons[:-1]:
            button.deleteLater()
        self._buttons = [self._label_button(number, label) for number, label in enumerate(labels, 1)]
        self._buttons.append(self._note)

    def place(self) -> None:
        """Show the palette under the selection, or hide it where there is none in view."""
        start, end = self._document.selected()
        last = self._document.place_rect(end, end)
        in_view = self._document.viewport().rect().intersects(last)
        if end <= start or not self._is_offered or not in_view:
            self.hide()
            return
        self._arrange(self._document.width())
        at = self._document.viewport().mapTo(self._document, QPoint(last.left(), last.top()))
        bounds = self._document.rect().adjusted(XS, 0, -XS, 0)
        self.move(place_beside(QRect(at, last.size()), self.size(), bounds, XS))
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.place()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.isVisible():
            return self._took_escape(event)
        return super().eventFilter(watched, event)

    def _took_escape(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._document.clear_selection()
            return True
        return False

    def _follow_selection(self) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.place()

    def _label_button(self, number: int, label: LabelView) -> Button:
        button = _button(f"{number}  {label.title}", f"Mark as {label.title}", f"Mark as {label.title} ({number})")
        button.clicked.connect(lambda: self.label_chosen.emit(label.label_id))
        return button

    def _arrange(self, room_px: int) -> None:
        """Set the buttons side by side as far as they fit."""
        widest = max(button.sizeHint().width() for button in self._buttons)
        in_one_row = sum(button.sizeHint().width() + XS for button in self._buttons) + XS < room_px
        columns = len(self._buttons) if in_one_row else max(1, room_px // (widest + XS))
        for index, button in enumerate(self._buttons):
            self._grid.addWidget(button, index // columns, index % columns)
            button.show()
        self._grid.activate()
        self.resize(self._grid.sizeHint())


def _button(text: str, name: str, tip: str) -> Button:
    button = quiet(text.replace("&", "&&"))
    button.setAccessibleName(name)
    button.setToolTip(plain_tip(tip))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
