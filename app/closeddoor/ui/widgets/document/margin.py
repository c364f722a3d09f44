"""The margin of a document: beside each range its shape and word; the shape alone where room is short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from closeddoor.ui.theme import Colours, small_font
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.document.ranges import TextRange, margin_words, shape_of, tint_of_look

if TYPE_CHECKING:
    from closeddoor.ui.widgets.document.view import DocumentView

WIDEST = "● A claim of some length"


class Margin:
    """Lays out, paints and hit-tests the words beside the column of one `DocumentView`."""

    def __init__(self, view: DocumentView) -> None:
        self._view = view
        self._hits: list[tuple[QRect, str]] = []
        self._words_fit = True
        self.width = 0

    def fit(self, total_px: int, column_px: int, *, has_words: bool) -> None:
        """Decide how wide the margin is, `total_px` being what column and margin share."""
        metrics = QFontMetrics(small_font())
        full = metrics.horizontalAdvance(WIDEST) + M
        self._words_fit = total_px >= column_px * 0.8 + full
        narrow = metrics.horizontalAdvance("●") + M
        self.width = 0 if not has_words else full if self._words_fit else narrow

    def paint(self, painter: QPainter, ranges: Sequence[TextRange], left: int, colours: Colours) -> None:
        """Paint the words of all ranges in view, one under the other where their lines are close."""
        self._hits.clear()
        free_from = -10_000
        height = self._view.viewport().height()
        for marked in sorted((each for each in ranges if each.word is not None), key=lambda each: each.start):
            top = max(self._view.place_rect(marked.start, marked.start).top(), free_from)
            if -100 <= top <= height:
                free_from = self._paint_one(painter, marked, QPoint(left + M, top), colours)

    def key_at(self, point: QPoint) -> str | None:
        """Return the key of the range whose word is at `point`."""
        return next((key for rect, key in self._hits if rect.contains(point) and key), None)

    def _paint_one(self, painter: QPainter, marked: TextRange, at: QPoint, colours: Colours) -> int:
        font = small_font()
        font.setWeight(QFont.Weight.DemiBold if marked.current else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(tint_of_look(marked.look, colours).ink))
        said = margin_words(marked) if self._words_fit else shape_of(marked.look)
        metrics = QFontMetrics(font)
        rect = QRect(at.x(), at.y(), max(24, self.width - M), max(24, metrics.height() + S))
        shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        self._hits.append((rect, marked.key))
        return rect.bottom() + 1
