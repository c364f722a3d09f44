"""The statement of practice as a document: the same for the screen, for paper and for whoever hears it."""

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextTableFormat

from closeddoor.presenters.states.record import StatementPage
from closeddoor.ui.widgets.document.typesetter import LINE_HEIGHT, Faces


def statement_document(page: StatementPage, faces: Faces) -> QTextDocument:
    """Return the page set in `faces`."""
    document = QTextDocument()
    document.setDefaultFont(faces.body)
    cursor = QTextCursor(document)
    _set(cursor, page.title, faces.title, faces, below_em=1.0)
    for text in page.above:
        _add(cursor, text, faces.body, faces)
    _add_modules(cursor, page.modules, faces)
    for text in page.below:
        _add(cursor, text, faces.body, faces)
    return document


def _add(cursor: QTextCursor, text: str, font: QFont, faces: Faces) -> None:
    cursor.insertBlock()
    _set(cursor, text, font, faces, below_em=0.7)


def _set(cursor: QTextCursor, text: str, font: QFont, faces: Faces, below_em: float) -> None:
    block = QTextBlockFormat()
    block.setLineHeight(LINE_HEIGHT * 100 * 0.86, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    block.setBottomMargin(faces.em_px * below_em)
    cursor.setBlockFormat(block)
    cursor.setCharFormat(_ink(font, faces))
    cursor.insertText(text, _ink(font, faces))


def _add_modules(cursor: QTextCursor, modules: tuple[tuple[str, str], ...], faces: Faces) -> None:
    table_format = QTextTableFormat()
    table_format.setBorder(0)
    table_format.setCellSpacing(0)
    table_format.setCellPadding(faces.em_px * 0.25)
    table_format.setTopMargin(faces.em_px * 0.2)
    table_format.setBottomMargin(faces.em_px * 0.9)
    table = cursor.insertTable(len(modules), 2, table_format)
    for row, texts in enumerate(modules):
        for column, text in enumerate(texts):
            table.cellAt(row, column).firstCursorPosition().insertText(text, _ink(faces.body, faces))
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _ink(font: QFont, faces: Faces) -> QTextCharFormat:
    ink = QTextCharFormat()
    ink.setFont(font)
    ink.setForeground(QColor(faces.colours.ink))
    return ink
