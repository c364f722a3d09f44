"""What one can do with selected words: a small row of buttons that never takes the keyboard from the document."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import LabelView
from closeddoor.ui.theme.spacing import XS
from closeddoor.ui.widgets.buttons import Button, quiet
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.document.floating import place_beside
from closeddoor.ui.widgets.words import plain_tip

NOTE_WORDS = tr("N  Note")
REMOVE_WORDS = tr("Del  Remove")


class LabelPalette(QFrame):
    """Shows itself under what is selected in `document`, or under a mark; `label_chosen` carries a label's id."""

    label_chosen = Signal(str)
    note_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, document: DocumentView) -> None:
        super().__init__(document)
        self._document = document
        self._is_offered = True
        self._labels: tuple[LabelView, ...] = ()
        self._note = self._button(NOTE_WORDS, tr("Write a note in the margin"), tr("Write a note in the margin (N)"))
        self._note.clicked.connect(self._want_note)
        self._remove = self._button(REMOVE_WORDS, tr("Remove this mark"), tr("Remove this mark (Delete)"))
        self._remove.clicked.connect(self.removal_wanted)
        self._mark: tuple[int, int] | None = None
        self._buttons: list[Button] = [self._note, self._remove]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(XS, XS, XS, XS)
        self._grid.setSpacing(XS)
        self.setProperty("card", "true")
        self.setAccessibleName(tr("What to do with the selected words"))
        self.hide()
        document.selection_changed.connect(self._follow_caret)
        document.cursorPositionChanged.connect(self._follow_caret)
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
        for button in self._buttons[:-2]:
            button.deleteLater()
        self._buttons = [self._label_button(number, label) for number, label in enumerate(labels, 1)]
        self._buttons += [self._note, self._remove]

    def offer_for_mark(self, start: int, end: int) -> None:
        """Show the palette under a mark that was clicked, until the caret leaves it."""
        self._mark = (start, end)
        self.place()

    def place(self) -> None:
        """Show the palette under the selection, or hide it where there is none in view."""
        start, end = self._document.selected()
        if end > start or not self._at_mark(start):
            self._mark = None
        start, end = self._mark or (start, end)
        last = self._document.place_rect(start if self._mark else end, end)
        in_view = self._document.viewport().rect().intersects(last)
        if end <= start or not self._is_offered or not in_view:
            self.hide()
            return
        self._remove.setVisible(self._mark is not None)
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
            self._mark = None
            self._document.clear_selection()
            self.hide()
            return True
        return False

    def _want_note(self) -> None:
        if self._mark is not None:
            self._document.select(*self._mark)
        self.note_wanted.emit()

    def _at_mark(self, caret: int) -> bool:
        return self._mark is not None and self._mark[0] <= caret <= self._mark[1]

    def _follow_caret(self) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.place()

    def _label_button(self, number: int, label: LabelView) -> Button:
        button = self._button(
            f"{number}  {label.title}",
            tr("Mark as {title}", title=label.title),
            tr("Mark as {title} ({number})", title=label.title, number=number),
        )
        button.clicked.connect(lambda: self.label_chosen.emit(label.label_id))
        return button

    def _button(self, text: str, name: str, tip: str) -> Button:
        button = quiet(text.replace("&", "&&"))
        button.setParent(self)
        button.setAccessibleName(name)
        button.setToolTip(plain_tip(tip))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _arrange(self, room_px: int) -> None:
        """Set the buttons side by side as far as they fit."""
        shown = [button for button in self._buttons if button is not self._remove or self._mark is not None]
        widest = max(button.sizeHint().width() for button in shown)
        in_one_row = sum(button.sizeHint().width() + XS for button in shown) + XS < room_px
        columns = len(shown) if in_one_row else max(1, room_px // (widest + XS))
        for index, button in enumerate(shown):
            self._grid.addWidget(button, index // columns, index % columns)
            button.show()
        self._grid.activate()
        self.resize(self._grid.sizeHint())
