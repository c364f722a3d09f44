"""A document as a PDF file: A4, margins, page numbers, text that can be selected, and nothing about who made it."""

import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from closeddoor.language import tr
from closeddoor.ui.pagination import end_blocks_with_pages, keep_headings_with_text
from closeddoor.ui.theme import LIGHT, document_font, mono_font, small_font, title_font
from closeddoor.ui.widgets.document.typesetter import Faces

DOTS_PER_INCH = 96
"""So that a pixel of a font is three quarters of a point, as everywhere else on paper."""

SIDE_MM, TOP_MM, BOTTOM_MM = 28.0, 24.0, 30.0
BODY_PX, TITLE_PX, MONO_PX, SMALL_PX = 15, 26, 13, 11
FOOT_GAP_PX = 26

OVERHANG_PX = 8
"""How far letters may reach over the edge of a page; a line is drawn on the one page that holds the rest of it."""

CREATOR = tr("Closed Door")

NO_LIGATURES_PX = 0.02
"""A letter spacing that nobody sees; with none, Qt writes ligatures that a reader cannot turn back into letters."""

_CHARACTER_MAP = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_MAPPED = re.compile(rb"(?m)^(<[0-9A-F]{4}> <[0-9A-F]{4}> )(.*)$")


def paper_faces() -> Faces:
    """Return what to set a document for paper in, whatever text size and theme the screen has."""
    sized = ((document_font(), BODY_PX), (title_font(), TITLE_PX), (mono_font(), MONO_PX))
    body, title, mono = (_sized(font, pixels) for font, pixels in sized)
    return Faces(body, title, mono, LIGHT)


def pdf_of(document: QTextDocument, title: str, footnote: str = "") -> bytes:
    """Return `document` as a PDF; it is left as it was.

    Fonts are sized in pixels of 1/96 inch (`paper_faces`). `title` stands in the file's metadata, which holds no name,
    path or machine; `footnote` stands at the foot of every page, left of the page number.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, title)
    body = QRectF(QPointF(0, 0), QSizeF(writer.pageLayout().paintRectPixels(DOTS_PER_INCH).size()))
    copy = _laid_out(document, writer, body)
    painter = QPainter(writer)
    for page in range(copy.pageCount()):
        if page:
            writer.newPage()
        _paint_page(painter, copy, body, page)
        _paint_foot(painter, body, footnote, f"{page + 1} / {copy.pageCount()}")
    painter.end()
    buffer.close()
    return _with_spaces(bytes(content.data()))


def _writer(buffer: QBuffer, title: str) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(title)
    writer.setCreator(CREATOR)
    margins = QMarginsF(SIDE_MM, TOP_MM, SIDE_MM, BOTTOM_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter, QMarginsF())
    )
    return writer


def _laid_out(document: QTextDocument, writer: QPdfWriter, body: QRectF) -> QTextDocument:
    copy = document.clone()
    copy.setDocumentMargin(0)
    copy.setUseDesignMetrics(True)
    copy.documentLayout().setPaintDevice(writer)
    _spell_out(copy)
    copy.setPageSize(body.size())
    keep_headings_with_text(copy)
    end_blocks_with_pages(copy)
    return copy


def _spell_out(document: QTextDocument) -> None:
    """Set every letter by itself, so that what is copied or searched is what was written."""
    spaced = QTextCharFormat()
    spaced.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    spaced.setFontLetterSpacing(NO_LIGATURES_PX)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeCharFormat(spaced)


def _with_spaces(content: bytes) -> bytes:
    """Return the file with its spaces as spaces: Qt's table from glyphs to characters calls them tabs.

    The table is plain text of fixed width in the file, so no offset changes.
    """

    def mended(line: re.Match[bytes]) -> bytes:
        return line[1] + line[2].replace(b"<0009>", b"<0020>")

    return _CHARACTER_MAP.sub(lambda table: _MAPPED.sub(mended, table[0]), content)


def _paint_page(painter: QPainter, document: QTextDocument, body: QRectF, page: int) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.ink))
    context.palette = palette
    context.clip = QRectF(0, page * body.height(), body.width(), body.height()).adjusted(
        0, OVERHANG_PX, 0, -OVERHANG_PX
    )
    painter.save()
    painter.setClipRect(body.adjusted(0, -OVERHANG_PX, 0, OVERHANG_PX))
    painter.translate(0, -page * body.height())
    document.documentLayout().draw(painter, context)
    painter.restore()


def _paint_foot(painter: QPainter, body: QRectF, footnote: str, number: str) -> None:
    painter.setFont(_sized(small_font(), SMALL_PX))
    painter.setPen(QColor(LIGHT.ink_soft))
    number_px = painter.fontMetrics().horizontalAdvance("000 / 000")
    foot = QRectF(0, body.bottom() + FOOT_GAP_PX, body.width(), 4 * SMALL_PX)
    painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), number)
    wrapped = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
    painter.drawText(foot.adjusted(0, 0, -number_px, 0), wrapped, footnote)


def _sized(font: QFont, pixels: int) -> QFont:
    result = QFont(font)
    result.setPixelSize(pixels)
    return result
