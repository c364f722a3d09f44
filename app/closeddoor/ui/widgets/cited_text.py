"""A text of the model in which the numbers of passages lead to them; nothing else in it leads anywhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from closeddoor.language import tr
from closeddoor.text.citations import citations_in
from closeddoor.ui.theme import colours_of
from closeddoor.ui.theme.typography import mono_family
from closeddoor.ui.widgets.document.positions import utf16_length
from closeddoor.ui.widgets.markdown_stream import MarkdownStream
from closeddoor.ui.widgets.words import plain_tip


@dataclass(frozen=True)
class Cited:
    """A number in the document, from `start` to `end` in its own count."""

    number: int
    start: int
    end: int


class PassageLink(QAbstractButton):
    """Lies over a number that the text shows: a target for the mouse, a stop for Tab, a name for who does not see it.

    The number itself stays part of the text, and is copied with it.
    """

    def __init__(self, number: int, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        name = tr("passage {number} of {words}", number=number, words=words)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(words))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is drawn
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours_of(self.palette()).accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 2, 2)


class CitedText(MarkdownStream):
    """`set_passages` says which numbers lead somewhere; `passage_requested` carries the one that was followed.

    A number without a passage is text like any other, and so is one in code.
    """

    passage_requested = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._passages: Mapping[int, str] = {}
        self._links: tuple[tuple[Cited, PassageLink], ...] = ()
        self._looked_at: tuple[int, Mapping[int, str]] = (-1, {})
        self._is_looking = False

    def set_passages(self, passages: Mapping[int, str]) -> None:
        """Let the numbers of `passages`, by their names, lead to them, wherever the text has them."""
        self._passages = dict(passages)
        self._show_links()

    def links(self) -> Sequence[PassageLink]:
        """Return what leads to passages, in the order of the text."""
        return tuple(link for _, link in self._links)

    def _begin(self) -> None:
        super()._begin()
        self._is_marked = False

    def _fit(self) -> None:
        super()._fit()
        if not self._is_looking:
            self._show_links()

    def _set_all_again(self) -> None:
        """Look for the numbers when all of the text is there again: while it is empty, none would keep its link."""
        was_looking, self._is_looking = self._is_looking, True
        super()._set_all_again()
        self._is_looking = was_looking
        if not was_looking:
            self._show_links()

    def _show_links(self) -> None:
        """Find the numbers if the text or its passages have changed, and lie over them where they stand now."""
        has_changed = self._looked_at != (self.document().revision(), self._passages)
        if has_changed and (self._passages or self._links):
            self._is_looking = True
            if self._is_marked:
                self._set_all_again()
            self._find(has_same_passages=self._passages == self._looked_at[1])
            self._mark()
            super()._fit()
            self._is_looking = False
        self._looked_at = (self.document().revision(), self._passages)
        self._place()

    def _find(self, *, has_same_passages: bool) -> None:
        cited = tuple(each for each in cited_in(self.document()) if each.number in self._passages)
        if has_same_passages and cited == tuple(each for each, _ in self._links):
            return  # set anew in another size: the one that has the focus keeps it
        for _, link in self._links:
            link.hide()
            link.deleteLater()
        self._links = tuple((each, self._link_to(each.number)) for each in cited)
        for before, after in pairwise((self, *self.links())):
            QWidget.setTabOrder(before, after)

    def _link_to(self, number: int) -> PassageLink:
        link = PassageLink(number, self._passages[number], self.viewport())
        link.clicked.connect(partial(self.passage_requested.emit, number))
        link.show()
        return link

    def _mark(self) -> None:
        """Show by colour and line what leads somewhere.

        In the text itself: Qt draws extra selections that touch, or of which a paragraph has several, wrongly.
        """
        mark = QTextCharFormat()
        mark.setForeground(QBrush(QColor(colours_of(self.palette()).accent)))
        mark.setFontUnderline(True)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for cited, _ in self._links:
            cursor.setPosition(cited.start)
            cursor.setPosition(cited.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(mark)
        cursor.endEditBlock()
        self._is_marked = bool(self._links)

    def _place(self) -> None:
        places = [place_of(self.document(), cited) for cited, _ in self._links]
        for (_, link), place in zip(self._links, widened(places), strict=True):
            link.setGeometry(place)


def cited_in(document: QTextDocument) -> Iterator[Cited]:
    """Yield the numbers in brackets in the order of the text; what is set as code is no citation."""
    block = document.begin()
    while block.isValid():
        text, start = block.text(), block.position()
        found = [
            Cited(each.number, start + utf16_length(text[: each.start]), start + utf16_length(text[: each.end]))
            for each in citations_in(text)
        ]
        if found:
            code = _code_of(block)
            yield from (each for each in found if not any(each.start in stretch for stretch in code))
        block = block.next()


def _code_of(block: QTextBlock) -> list[range]:
    """Return the stretches of a block that are set as code."""
    mono, code = mono_family(), []
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        if mono in fragment.charFormat().font().families():
            code.append(range(fragment.position(), fragment.position() + fragment.length()))
        fragments += 1
    return code


def place_of(document: QTextDocument, cited: Cited) -> QRect:
    """Return where a number stands, as high as its line; nowhere in a text that was never laid out."""
    block = document.findBlock(cited.start)
    top_left = document.documentLayout().blockBoundingRect(block).topLeft()
    start, end = cited.start - block.position(), cited.end - block.position()
    line = block.layout().lineForTextPosition(start)
    if not line.isValid():
        return QRect()
    left, right = _x_of(line, start), _x_of(line, end)
    return QRectF(top_left.x() + left, top_left.y() + line.y(), right - left, line.height()).toAlignedRect()


def _x_of(line: QTextLine, place: int) -> float:
    """Return where `place` stands; PySide returns the place with it, and its types do not say so."""
    return float(cast("tuple[float, int]", line.cursorToX(place))[0])


def widened(places: Sequence[QRect]) -> list[QRect]:
    """Return places that are at least as wide as high, as far as those beside them leave room."""
    wide = [
        place.adjusted(-(more := max(0, (place.height() - place.width() + 1) // 2)), 0, more, 0) for place in places
    ]
    for before, after in pairwise(wide):
        if before.intersects(after):
            middle = (before.right() + after.left()) // 2
            before.setRight(middle)
            after.setLeft(middle + 1)
    return wide
