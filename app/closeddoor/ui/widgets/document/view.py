"""A document to read, set like a document; whoever reads can select in it, by pointer or keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import TermView
from closeddoor.text.blocks import RenderedText
from closeddoor.ui.clipboard import private_mime
from closeddoor.ui.theme import colours_of, column_px, document_font, scaled
from closeddoor.ui.theme.spacing import L, S
from closeddoor.ui.widgets.document.margin import Margin
from closeddoor.ui.widgets.document.ranges import LAYERS, Layer, TextRange, characters_of
from closeddoor.ui.widgets.document.reading import ReadingText
from closeddoor.ui.widgets.document.terms import TermCard, TermPlace, find_terms
from closeddoor.ui.widgets.document.typesetter import Faces, Typesetter

EMPTY = RenderedText((), "")


class DocumentView(ReadingText):
    """Shows displayed text; every offset that goes in or comes out is a code point of it.

    `selection_changed(start, end)` has blanks at the ends dropped, and start = end when nothing is selected;
    `range_activated(key)` says which range was clicked, in the text or in the margin. With `grows`, it is as high as
    its text and the page around it scrolls; with `keeps_margin`, the first word in the margin finds its room there and
    moves no line. Links and pictures are never opened or loaded.
    """

    selection_changed = Signal(int, int)
    range_activated = Signal(str)

    def __init__(
        self,
        name: str = tr("Document"),
        *,
        grows: bool = False,
        keeps_margin: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, grows=grows, parent=parent)
        self._keeps_margin = keeps_margin
        self._text = EMPTY
        self._layers: dict[Layer, tuple[TextRange, ...]] = dict.fromkeys(LAYERS, ())
        self._terms: tuple[TermView, ...] = ()
        self._term_places: tuple[TermPlace, ...] = ()
        self._next_term = 0
        self._card: TermCard | None = None
        self._margin = Margin(self)
        self._setter = Typesetter(self.document(), Faces.of(self.palette()))
        self.viewport().setMouseTracking(True)
        self.selectionChanged.connect(self._tell_selection)
        self.verticalScrollBar().valueChanged.connect(self._hide_term)

    # What the page assigns

    def set_document(self, text: RenderedText) -> None:
        """Show `text`; the same text again keeps scroll, caret and selection, also where other places are marked."""
        is_same = (text.displayed, text.blocks) == (self._text.displayed, self._text.blocks)
        self._text = text
        if is_same:
            return
        self._reset_text()
        self.verticalScrollBar().setValue(0)

    def set_ranges(self, ranges: Sequence[TextRange], layer: Layer = "ranges") -> None:
        """Draw attention to `ranges` of one layer; later ones lie over earlier ones."""
        if tuple(ranges) == self._layers[layer]:
            return
        had_margin = self._needs_margin()
        self._layers[layer] = tuple(ranges)
        self._draw_ranges()
        if had_margin != self._needs_margin():
            self._fit()

    def set_terms(self, terms: Sequence[TermView]) -> None:
        """Let `terms` explain themselves where they stand in the text."""
        if tuple(terms) != self._terms:
            self._terms = tuple(terms)
            self._find_terms()

    # What the page asks

    def displayed(self) -> str:
        """Return the displayed text."""
        return self._text.displayed

    def selected(self) -> tuple[int, int]:
        """Return the selection as displayed offsets, blanks at its ends dropped; start = end when there is none."""
        cursor = self.textCursor()
        start = self._setter.places.shown_at(cursor.selectionStart())
        end = self._setter.places.shown_at(cursor.selectionEnd())
        quote = self._text.displayed[start:end]
        start += len(quote) - len(quote.lstrip())
        return (start, start + len(quote.strip()))

    def select(self, start: int, end: int) -> None:
        """Select from code point `start` to `end`."""
        self.setTextCursor(self._cursor_over(start, end))

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def show_place(self, start: int) -> None:
        """Scroll so that code point `start` stands in the upper third, and put the caret there."""
        self.setTextCursor(self._cursor_over(start, start))
        self.reveal(start)

    def reveal(self, start: int) -> None:
        """Scroll so that code point `start` stands in the upper third; caret and selection stay."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.place_rect(start, start).top() - self.viewport().height() // 3)

    def place_rect(self, start: int, end: int) -> QRect:
        """Return where the first line of a range stands, in coordinates of the viewport."""
        first = self.cursorRect(self._cursor_over(start, start))
        last = self.cursorRect(self._cursor_over(end, end))
        same_line = last.top() == first.top()
        return first.united(last) if same_line else QRect(first.topLeft(), QPoint(self._right(), first.bottom()))

    # Qt's side

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy characters, without fonts and colours."""
        start, end = self.selected()
        return private_mime(self._text.displayed[start:end])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._reset_text()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._margin.paint(painter, self._ranges, self._right(), colours_of(self.palette()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        in_margin = self._margin.key_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if in_margin else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        self._show_term_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self._activate(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_term()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hide_term()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_T and not event.modifiers() and self._term_places:
            self._show_next_term()
        elif event.key() == Qt.Key.Key_Escape and self._card is not None and self._card.isVisible():
            self._hide_term()
        else:
            super().keyPressEvent(event)

    # Setting and measuring

    def _reset_text(self) -> None:
        """Set the text anew in the fonts and colours in force, and stay where the reader was."""
        selected, scrolled = self.selected() if self._text.displayed else (0, 0), self.verticalScrollBar().value()
        blocked = self.blockSignals(True)
        self.document().clear()
        self._setter = Typesetter(self.document(), Faces.of(self.palette()))
        self._setter.set_blocks(self._text.blocks)
        self._fit()
        self._find_terms()
        self.select(*selected)
        self.verticalScrollBar().setValue(scrolled)
        self.blockSignals(blocked)

    def _fit(self) -> None:
        """Centre a column of good width, with a margin for words where they are needed and there is room."""
        width = self.viewport().width()
        wanted = column_px(document_font())
        self._margin.fit(width, wanted, has_words=self._needs_margin())
        column = min(wanted, width - 2 * S - self._margin.width)
        left = max(S, (width - column - self._margin.width) // 2)
        frame = self.document().rootFrame().frameFormat()
        if (frame.leftMargin(), frame.rightMargin()) != (left, width - left - column):
            frame.setLeftMargin(left)
            frame.setRightMargin(max(S, width - left - column))
            frame.setBottomMargin(0 if self._grows else scaled(L))
            self.document().rootFrame().setFrameFormat(frame)
        self.grow()

    def _needs_margin(self) -> bool:
        return self._keeps_margin or any(each.word is not None for each in self._ranges)

    def _right(self) -> int:
        return self.viewport().width() - round(self.document().rootFrame().frameFormat().rightMargin())

    def _cursor_over(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._setter.places.position_of(start))
        cursor.setPosition(self._setter.places.position_of(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # Ranges and terms

    @property
    def _ranges(self) -> tuple[TextRange, ...]:
        return tuple(each for layer in LAYERS for each in self._layers[layer])

    def _draw_ranges(self) -> None:
        colours = colours_of(self.palette())
        dotted = QTextCharFormat()
        dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        dotted.setUnderlineColor(colours.edge)
        drawn = [self._over(place.start, place.end, dotted) for place in self._term_places]
        drawn += [self._over(each.start, each.end, characters_of(each, colours)) for each in self._ranges]
        self.setExtraSelections(drawn)
        self.viewport().update()

    def _over(self, start: int, end: int, characters: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor_over(start, end)
        selection.format = characters
        return selection

    def _find_terms(self) -> None:
        self._term_places = find_terms(self._text.displayed, self._terms)
        self._next_term = 0
        self._draw_ranges()

    def _tell_selection(self) -> None:
        self.selection_changed.emit(*self.selected())

    def _activate(self, point: QPoint) -> None:
        key = self._margin.key_at(point)
        if key is None:
            shown = self._setter.places.shown_at(self.cursorForPosition(point).position())
            keyed = (each for each in reversed(self._ranges) if each.key)
            key = next((each.key for each in keyed if each.start <= shown < each.end), None)
        if key:
            self.range_activated.emit(key)

    def _show_term_at(self, point: QPoint) -> None:
        shown = self._setter.places.shown_at(self.cursorForPosition(point).position())
        place = next((each for each in self._term_places if each.start <= shown < each.end), None)
        if place is None or not self.place_rect(place.start, place.end).adjusted(-4, -4, 4, 4).contains(point):
            self._hide_term()
        else:
            self._show_term(place)

    def _show_next_term(self) -> None:
        place = self._term_places[self._next_term % len(self._term_places)]
        self._next_term = (self._next_term + 1) % len(self._term_places)
        self.setTextCursor(self._cursor_over(place.start, place.start))
        self.ensureCursorVisible()
        self._show_term(place)

    def _show_term(self, place: TermPlace) -> None:
        if self._card is None or self._card.parentWidget() is not self.window():
            self._card = TermCard(self.window())
        word = self.place_rect(place.start, place.end)
        self._card.show_term(place.term, QRect(self.viewport().mapTo(self.window(), word.topLeft()), word.size()))

    def _hide_term(self) -> None:
        if self._card is not None:
            self._card.hide()
