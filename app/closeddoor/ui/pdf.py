"""A document as a PDF file: A4, margins, page numbers, text that can be selected, and nothing about who made it."""

import re
from collections.abc import Iterable

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
    QTextDocument,
)

from closeddoor.language import tr
from closeddoor.presenters.paper import Steps
from closeddoor.text.blocks import Block
from closeddoor.ui.pagination import Sheet, flow
from closeddoor.ui.theme import LIGHT, document_font, mono_font, small_font, title_font
from closeddoor.ui.widgets.document.typesetter import Faces

DOTS_PER_INCH = 96
"""So that a pixel of a font is three quarters of a point, as everywhere else on paper."""

SIDE_MM, TOP_MM, BOTTOM_MM = 28.0, 24.0, 30.0
BODY_PX, TITLE_PX, MONO_PX, SMALL_PX = 15, 26, 13, 11
FOOT_GAP_PX = 26

SETTING_SHARE = 0.8
"""How much of the time the setting takes; the rest is painting."""

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


def pdf_steps(blocks: Iterable[Block], title: str, footnote: str = "") -> Steps:
    """Set `blocks` as a PDF in steps of a few milliseconds, on the window's thread; what is returned is the file.

    `title` stands in the file's metadata, which holds no name, path or machine; `footnote` stands at the foot of every
    page, left of the page number.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, title)
    body = QRectF(QPointF(0, 0), QSizeF(writer.pageLayout().paintRectPixels(DOTS_PER_INCH).size()))
    faces = paper_faces()
    pages: list[Sheet] = []
    for share in flow(blocks, lambda: Sheet(faces, body.size(), writer), pages):
        yield share * SETTING_SHARE
    painter = QPainter(writer)
    try:  # a painter must end before what it paints on: a file may be given up at any step
        for number, page in enumerate(pages, 1):
            if number > 1:
                writer.newPage()
            _paint_page(painter, page.document)
            _paint_foot(painter, body, footnote, f"{number} / {len(pages)}")
            yield SETTING_SHARE + (1 - SETTING_SHARE) * number / len(pages)
    finally:
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


def _with_spaces(content: bytes) -> bytes:
    """Return the file with its spaces as spaces: Qt's table from glyphs to characters calls them tabs.

    The table is plain text of fixed width in the file, so no offset changes.
    """

    def mended(line: re.Match[bytes]) -> bytes:
        return line[1] + line[2].replace(b"<0009>", b"<0020>")

    return _CHARACTER_MAP.sub(lambda table: _MAPPED.sub(mended, table[0]), content)


def _paint_page(painter: QPainter, document: QTextDocument) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.ink))
    context.palette = palette
    document.documentLayout().draw(painter, context)


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
    result.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, NO_LIGATURES_PX)
    return result
