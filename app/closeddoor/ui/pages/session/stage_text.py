"""Text on the projector: as a document is set, in a size of its own, one place of it marked, turned page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from closeddoor.text.blocks import Block
from closeddoor.ui.theme import colours_of, column_px, document_font, mono_font, title_font
from closeddoor.ui.theme.spacing import L, M
from closeddoor.ui.theme.typography import DOCUMENT_PX, SMALL_PX, TITLE_PX
from closeddoor.ui.widgets.document.ranges import Look, TextRange, characters_of
from closeddoor.ui.widgets.document.reading import ReadingText
from closeddoor.ui.widgets.document.typesetter import Faces, Typesetter

CHARACTERS = 64
MOST_PX = 16_000
"""As high as a widget may be: no limit but Qt's own."""

SPARE_ABOVE = 0.36
"""How much of the room that a short text leaves stands above it: a little above the middle."""

KEPT_SHARE = 0.12
"""How much of a page stays in view when it is turned, so that the room finds the line again."""


@dataclass(frozen=True)
class Shown:
    """What a text shows: `mark` is in code points of what the blocks display, `scale` multiplies their usual size."""

    blocks: tuple[Block, ...] = ()
    mark: tuple[int, int] | None = None
    look: Look = "mark"
    scale: float = 1.0


class StageText(ReadingText):
    """Shows blocks in a column of good width, a little above the middle where there is room.

    With `is_aside` it stands below another text, as high as its own, up to what `allow` leaves it.
    """

    def __init__(self, name: str, *, is_aside: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, grows=False, parent=parent)
        self._is_aside = is_aside
        self._most_px = MOST_PX
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shown = Shown()
        self._is_set = True
        self._setter = Typesetter(self.document(), stage_faces(self.palette(), 1.0))

    def assign(self, shown: Shown) -> None:
        """Show it; the same blocks again stay where they were turned to, unless a place is to be seen."""
        before, self._shown = self._shown, shown
        if (shown.blocks, shown.scale) != (before.blocks, before.scale):
            self._set()
            self.verticalScrollBar().setValue(0)
        self._draw_mark()
        if shown.mark is not None and (shown.mark, shown.scale) != (before.mark, before.scale):
            self._reveal(shown.mark[0])

    def allow(self, most_px: int) -> None:
        """Be no higher than this; what has no room then is turned to."""
        self._most_px = most_px
        self._fit()

    def turn(self, direction: int) -> bool:
        """Go a page on or back; return False where there is nothing more that way."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(direction * (1 - KEPT_SHARE) * self.viewport().height()))
        return bar.value() != before

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self._is_set and self._shown.mark is not None:
            self._reveal(self._shown.mark[0])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set()
            self._draw_mark()

    def _set(self) -> None:
        self._is_set = False  # an empty text takes its scroll bar away, and is resized: the place is not in it yet
        self.document().clear()
        self._setter = Typesetter(self.document(), stage_faces(self.palette(), self._shown.scale))
        self._setter.set_blocks(self._shown.blocks)
        self._is_set = True
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        font = stage_faces(self.palette(), self._shown.scale).body
        column = min(column_px(font, CHARACTERS), width - 2 * M)
        side = max(M, (width - column) // 2)
        self._set_margins(side, 0)
        height = self.document().size().height()
        if self._is_aside:
            self.setFixedHeight(min(round(height) + 4, self._most_px))
        else:
            self._set_margins(side, max(0, round(SPARE_ABOVE * (self.viewport().height() - height))))

    def _set_margins(self, side_px: int, top_px: int) -> None:
        frame = self.document().rootFrame().frameFormat()
        if (frame.leftMargin(), frame.rightMargin(), frame.topMargin()) != (side_px, side_px, top_px):
            frame.setLeftMargin(side_px)
            frame.setRightMargin(side_px)
            frame.setTopMargin(top_px)
            frame.setBottomMargin(0 if self._is_aside else L)
            self.document().rootFrame().setFrameFormat(frame)

    def _draw_mark(self) -> None:
        self.setExtraSelections(self._selections())

    def _selections(self) -> Sequence[QTextEdit.ExtraSelection]:
        if self._shown.mark is None:
            return []
        start, end = self._shown.mark
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(start, end)
        selection.format = characters_of(TextRange(start, end, self._shown.look), colours_of(self.palette()))
        return [selection]

    def _reveal(self, start: int) -> None:
        """Scroll so that the place stands in the upper third."""
        bar = self.verticalScrollBar()
        top = self.cursorRect(self._cursor(start, start)).top()
        bar.setValue(bar.value() + top - self.viewport().height() // 3)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._setter.places.position_of(start))
        cursor.setPosition(self._setter.places.position_of(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def stage_faces(palette: QPalette, scale: float) -> Faces:
    """Return the fonts of the stage: they follow its own scale, not that of the text at the desk."""
    sized = ((document_font(), DOCUMENT_PX), (title_font(), TITLE_PX), (mono_font(), SMALL_PX + 1))
    body, title, mono = (_sized(font, pixels * scale) for font, pixels in sized)
    return Faces(body, title, mono, colours_of(palette))


def _sized(font: QFont, pixels: float) -> QFont:
    font.setPixelSize(round(pixels))
    return font
