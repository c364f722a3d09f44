"""Sets blocks of `closeddoor.text` into a QTextDocument and notes where each stretch of displayed text went.

`setMarkdown` and `setHtml` are never used: Qt's own parsers would count other characters than the scorer does, and
would fetch what a document names.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextOption,
)

from closeddoor.text.blocks import Block, Code, Container, Heading, Image, Inline, Paragraph, Rule, Run, Table
from closeddoor.ui.theme import Colours, colours_of, document_font, mono_font, title_font
from closeddoor.ui.widgets.document.positions import PositionMap, Stretch
from closeddoor.ui.widgets.document.tables import TableSetter, ruled_table

LINE_HEIGHT = 1.55
"""Of the font's size; columns of 70 characters want more than the usual 1.2."""

BREAK_BETWEEN_PARTS = "*  *  *"

Tail = tuple[int, bool]
"""Where the next block will be set: a place in the document, and whether an empty block waits there."""

LINE_SEPARATOR = "\u2028"


@dataclass(frozen=True)
class Faces:
    """Fonts and colours that text is set in."""

    body: QFont
    title: QFont
    mono: QFont
    colours: Colours

    @classmethod
    def of(cls, palette: QPalette) -> "Faces":
        return cls(document_font(), title_font(), mono_font(), colours_of(palette))

    @property
    def cell(self) -> QFont:
        """Tables are set a little smaller than the text around them."""
        font = QFont(self.body)
        font.setPixelSize(round(self.em_px * 0.9))
        return font

    @property
    def em_px(self) -> int:
        return self.body.pixelSize()


class Typesetter:
    """Sets blocks at the end of `document`, one call after the other.

    `places` finds displayed text in the document. `tail` and `cut_to` let a streaming text take back what is not
    finished.
    """

    def __init__(self, document: QTextDocument, faces: Faces) -> None:
        self._document = document
        self._faces = faces
        self._cursor = QTextCursor(document)
        self._unused_block = True
        self._offset = 0
        self.places = PositionMap()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(faces.body)
        document.setDefaultTextOption(QTextOption())

    @contextmanager
    def one_change(self) -> Iterator[None]:
        """Let all that is set and taken back within be laid out once, at the end."""
        self._cursor.beginEditBlock()
        try:
            yield
        finally:
            self._cursor.endEditBlock()

    def set_blocks(self, blocks: Iterable[Block], offset: int = 0) -> None:
        """Append `blocks`; `offset` is added to their displayed offsets."""
        self._offset = offset
        with self.one_change():
            for block in blocks:
                self._set(block)

    def tail(self) -> Tail:
        """Return the place after all that is set, for `cut_to`."""
        return self._cursor.position(), self._unused_block

    def cut_to(self, tail: Tail) -> None:
        """Take back everything set after `tail`."""
        position, self._unused_block = tail
        self._cursor.setPosition(position)
        self._cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        self._cursor.removeSelectedText()

    # Blocks

    def _set(self, block: Block) -> None:
        match block:
            case Heading():
                self._begin(self._heading_block(block), block.container)
                self._set_inlines(block.inlines, self._heading_characters(block.level))
            case Paragraph():
                self._begin(self._paragraph_block(block.container), block.container)
                self._set_inlines(block.inlines, self._body_characters(block.container))
            case Code():
                self._set_code(block)
            case Table():
                self._set_table(block)
            case Rule():
                self._begin(self._rule_block(), Container())
                self._put_unmapped(BREAK_BETWEEN_PARTS, self._body_characters(Container()))

    def _begin(self, block_format: QTextBlockFormat, container: Container) -> None:
        """Start a block, in the one left empty by a table if there is one, with its bullet hanging before it."""
        if self._unused_block:
            self._cursor.setBlockFormat(block_format)
        else:
            self._cursor.insertBlock(block_format)
        self._unused_block = False
        if container.bullet:
            bullet = self._body_characters(Container())
            bullet.setForeground(QBrush(QColor(self._faces.colours.ink_soft)))
            self._cursor.insertText(f"{container.bullet}\t", bullet)

    def _set_code(self, block: Code) -> None:
        if not self._unused_block:
            self._cursor.insertBlock()
        self._thin()
        self._cursor.insertFrame(self._code_frame(block.container))
        self._cursor.setBlockFormat(self._leaded(self._faces.mono.pixelSize()))
        self._put(block.text, block.start, self._mono_characters())
        self._leave()

    def _set_table(self, block: Table) -> None:
        if not block.rows:
            return
        if not self._unused_block:
            self._cursor.insertBlock()
        self._thin()
        columns = max(len(row) for row in block.rows)
        table = self._cursor.insertTable(len(block.rows), columns, ruled_table(self._faces.em_px))
        TableSetter(table, self._faces.colours, self._faces.em_px).set_rows(block.rows, self._set_cell)
        self._leave()

    def _set_cell(self, cursor: QTextCursor, inlines: tuple[Inline, ...], *, head: bool) -> None:
        outer, self._cursor = self._cursor, cursor
        characters = self._body_characters(Container())
        characters.setFont(self._faces.cell)
        if head:
            characters.setFontWeight(QFont.Weight.Bold)
        self._set_inlines(inlines, characters)
        self._cursor = outer

    def _leave(self) -> None:
        """Go on after a table or a frame, in the empty block that Qt keeps there."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._unused_block = True
        self._thin()

    def _thin(self) -> None:
        """Make the empty block that Qt keeps around a table take no room."""
        thin = QTextBlockFormat()
        thin.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._cursor.setBlockFormat(thin)

    # Inline text

    def _set_inlines(self, inlines: tuple[Inline, ...], base: QTextCharFormat) -> None:
        for inline in inlines:
            match inline:
                case Run():
                    self._put(inline.text, inline.start, self._run_characters(inline, base))
                case Image():
                    self._put_unmapped(f"[{inline.alt or 'picture'}]", base)

    def _put(self, text: str, start: int, characters: QTextCharFormat) -> None:
        """Set displayed text; line ends stay within the block and keep their one place."""
        self.places.note(Stretch(start + self._offset, self._cursor.position(), text))
        self._cursor.insertText(text.replace("\n", LINE_SEPARATOR), characters)

    def _put_unmapped(self, text: str, base: QTextCharFormat) -> None:
        characters = QTextCharFormat(base)
        characters.setForeground(QBrush(QColor(self._faces.colours.ink_soft)))
        self._cursor.insertText(text, characters)

    def _run_characters(self, run: Run, base: QTextCharFormat) -> QTextCharFormat:
        characters = QTextCharFormat(base)
        if run.bold:
            characters.setFontWeight(QFont.Weight.Bold)
        if run.italic:
            characters.setFontItalic(not base.fontItalic())
        if run.code:
            characters.merge(self._mono_characters())
        return characters

    def _body_characters(self, container: Container) -> QTextCharFormat:
        characters = QTextCharFormat()
        characters.setFont(self._faces.body)
        ink = self._faces.colours.ink_soft if container.quotes else self._faces.colours.ink
        characters.setForeground(QBrush(QColor(ink)))
        return characters

    def _mono_characters(self) -> QTextCharFormat:
        characters = QTextCharFormat()
        characters.setFont(self._faces.mono)
        characters.setForeground(QBrush(QColor(self._faces.colours.ink)))
        return characters

    def _heading_characters(self, level: int) -> QTextCharFormat:
        characters = self._body_characters(Container())
        if level == 1:
            title = QFont(self._faces.title)
            title.setPixelSize(round(title.pixelSize() * 0.87))
            characters.setFont(title)
        elif level == 2:
            characters.setFontWeight(QFont.Weight.Bold)
        else:
            characters.setFontItalic(True)
        return characters

    # Block formats

    def _paragraph_block(self, container: Container) -> QTextBlockFormat:
        em_px = self._faces.em_px
        result = self._leaded(em_px)
        indent = self._indent(container)
        result.setLeftMargin(indent)
        result.setTopMargin(em_px * (0.15 if container.lists else 0.3))
        result.setBottomMargin(em_px * (0.3 if container.lists else 0.55))
        if container.bullet:
            result.setTextIndent(-self._hang())
            result.setTabPositions([QTextOption.Tab(self._hang(), QTextOption.TabType.LeftTab)])
        return result

    def _heading_block(self, block: Heading) -> QTextBlockFormat:
        em_px = self._faces.em_px
        size_px = round(self._faces.title.pixelSize() * 0.87) if block.level == 1 else em_px
        result = self._leaded(size_px, 1.28)
        result.setTopMargin(em_px * (0.2 if block.level == 1 else 1.3))
        result.setBottomMargin(em_px * (0.7 if block.level == 1 else 0.2))
        result.setLeftMargin(self._indent(block.container))
        result.setHeadingLevel(block.level)
        return result

    def _code_frame(self, container: Container) -> QTextFrameFormat:
        em_px = self._faces.em_px
        result = QTextFrameFormat()
        result.setBackground(QBrush(QColor(self._faces.colours.sunken)))
        result.setPadding(em_px * 0.6)
        result.setLeftMargin(self._indent(container))
        result.setTopMargin(em_px * 0.3)
        result.setBottomMargin(em_px * 0.6)
        return result

    def _rule_block(self) -> QTextBlockFormat:
        result = self._leaded(self._faces.em_px)
        result.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        result.setTopMargin(self._faces.em_px * 0.5)
        result.setBottomMargin(self._faces.em_px * 0.5)
        return result

    def _leaded(self, size_px: int, height: float = LINE_HEIGHT) -> QTextBlockFormat:
        result = QTextBlockFormat()
        result.setLineHeight(round(size_px * height), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return result

    def _hang(self) -> float:
        return QFontMetricsF(self._faces.body).horizontalAdvance("00. ")

    def _indent(self, container: Container) -> float:
        return container.lists * self._hang() + container.quotes * self._faces.em_px * 1.4
