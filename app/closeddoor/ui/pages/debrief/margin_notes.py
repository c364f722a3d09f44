"""A document with notes in its margin, each beside its place; under the document where there is no margin."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.ui.theme import column_px, document_font, scaled
from closeddoor.ui.theme.spacing import XL, L, M, S
from closeddoor.ui.widgets.column import room
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.tab_order import LaidOutByHand

BESIDE_FROM_PX = 800
NOTE_PX = 300


class MarginNotes(LaidOutByHand):
    """Lays out `view`, which grows with its text, and notes that each belong to a code point of it.

    `beside_changed` comes before the notes are measured, so what stands in them may depend on where they stand.
    """

    beside_changed = Signal()

    def __init__(self, view: DocumentView) -> None:
        super().__init__()
        self.view = view
        self._notes: list[tuple[int, QWidget]] = []
        self._is_arranging = False
        self._was_beside: bool | None = None
        self._sheet = QWidget(self)
        self._sheet.setProperty("ground", "surface")
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        margins = QVBoxLayout(self._sheet)
        margins.setContentsMargins(M, L, M, L)
        margins.addWidget(view)
        view.installEventFilter(self)

    def set_notes(self, notes: Sequence[tuple[int, QWidget]]) -> None:
        """Show `notes`, (code point, widget), in the order of the document."""
        self._notes = list(notes)
        for _, note in notes:
            note.setParent(self)
            note.show()
        self._arrange()

    def in_order(self) -> Sequence[QWidget]:
        return (self._sheet, *(note for _, note in self._notes))

    def is_beside(self) -> bool:
        return room(self) >= BESIDE_FROM_PX

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.view:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        """Lay out sheet and notes. Moving the sheet makes the view measure itself, which must not come back here."""
        if self._is_arranging:
            return
        self._is_arranging = True
        self._lay_out()
        self._is_arranging = False

    def _lay_out(self) -> None:
        beside = self.is_beside()
        if beside != self._was_beside:
            self._was_beside = beside
            self.beside_changed.emit()
        note_px = scaled(NOTE_PX) if beside else self.width()
        sheet_px = self._sheet_width(note_px) if beside else self.width()
        layout = self._sheet.layout()
        if layout is None:
            return
        self._sheet.setGeometry(0, 0, sheet_px, self.view.height() + 2 * L)
        layout.activate()
        self._sheet.resize(sheet_px, self.view.height() + 2 * L)
        left = sheet_px + XL if beside else 0
        free_from = 0 if beside else self._sheet.height() + L
        for start, note in self._notes:
            top = max(free_from, self._place_y(start)) if beside else free_from
            width = min(note_px, self.width() - left)
            height = max(
                note.heightForWidth(width), note.minimumSizeHint().height() if not note.hasHeightForWidth() else 0
            )
            note.setGeometry(left, top, width, height)
            free_from = top + height + S
        self._take_height(max(free_from, self._sheet.height()))

    def _sheet_width(self, note_px: int) -> int:
        widest = column_px(document_font()) + 2 * M + 2 * S + XL
        return min(self.width() - note_px - XL, widest)

    def _place_y(self, start: int) -> int:
        rect = self.view.place_rect(start, start)
        return self.view.viewport().mapTo(self, rect.topLeft()).y()

    def _take_height(self, height: int) -> None:
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)
