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
MOST_LINES = 4
"""Of a note; the whole of it is a click away."""


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
        free_from = -self._view.verticalScrollBar().value()  # the top of the text: a title's line begins above it
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
        metrics = QFontMetrics(font)
        said = margin_words(marked) if self._words_fit else shape_of(marked.look)
        width = max(24, self.width - M)
        lines = shown_lines(said, metrics, width, MOST_LINES if marked.look == "note" else 1)
        height = metrics.height() * len(lines) + S
        rect = QRect(at.x(), at.y(), width, max(24, height))
        flags = Qt.AlignmentFlag.AlignLeft | (Qt.AlignmentFlag.AlignTop if lines[1:] else Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect, flags, "\n".join(lines))
        self._hits.append((rect, marked.key))
        return rect.bottom() + 1


def shown_lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Return `text` broken at words into at most `most` lines, the last one ending in an ellipsis where it was cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (metrics.horizontalAdvance(longer) <= width or len(lines) == most):
            lines[-1] = longer
        else:
            lines.append(word)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines] or [""]
