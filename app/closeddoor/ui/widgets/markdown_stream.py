"""Markdown as it is being written: finished blocks are set once, only the unfinished end is set again."""

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from closeddoor.text.blocks import Block
from closeddoor.text.read import render_chat, split_finished
from closeddoor.ui.clipboard import private_mime
from closeddoor.ui.theme import column_px, document_font
from closeddoor.ui.widgets.document.reading import ReadingText
from closeddoor.ui.widgets.document.typesetter import Faces, Tail, Typesetter


class MarkdownStream(ReadingText):
    """A text of the model, as high as it needs to be; the page around it scrolls.

    `set_text` assigns all of it, `append` adds a piece. HTML is characters, links are text, pictures are not loaded.
    """

    def __init__(self, name: str = "Answer", parent: QWidget | None = None) -> None:
        super().__init__(name, grows=True, parent=parent)
        self._source = ""
        self._finished = 0
        self._begin()

    def text(self) -> str:
        """Return the Markdown source so far."""
        return self._source

    def set_text(self, markdown: str) -> None:
        """Show `markdown`; what only grew is appended, what is the same stays untouched."""
        if markdown == self._source:
            return
        if markdown.startswith(self._source):
            self.append_markdown(markdown[len(self._source) :])
            return
        self._source = ""
        self._begin()
        self.append_markdown(markdown)

    def append_markdown(self, piece: str) -> None:
        """Add `piece` to the end of the source and set what changed."""
        self._source += piece
        rest = self._source[self._finished :]
        finished = split_finished(rest)
        if finished:
            self._set_again(render_chat(rest[:finished]).blocks)
            self._finished += finished
            self._unfinished.clear()
        self._set_again(render_chat(rest[finished:]).blocks)
        self._fit()

    # Qt's side

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy characters, without fonts and colours."""
        return private_mime(self.textCursor().selection().toPlainText())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            source, self._source = self._source, ""
            self._begin()
            self.append_markdown(source)

    def _begin(self) -> None:
        self.document().clear()
        self._setter = Typesetter(self.document(), Faces.of(self.palette()))
        self._unfinished: list[tuple[Block, Tail]] = []
        self._finished = 0

    def _set_again(self, blocks: tuple[Block, ...]) -> None:
        """Bring the unfinished end to `blocks`, leaving those alone that are as they were."""
        pairs = zip(blocks, self._unfinished, strict=False)
        same = next((index for index, (new, (old, _)) in enumerate(pairs) if new != old), None)
        if same is None:
            same = min(len(blocks), len(self._unfinished))
        if same < len(self._unfinished):
            self._setter.cut_to(self._unfinished[same][1])
            del self._unfinished[same:]
        for block in blocks[same:]:
            self._unfinished.append((block, self._setter.tail()))
            self._setter.set_blocks((block,))

    def _fit(self) -> None:
        self.setMaximumWidth(column_px(document_font()) + 3)
        self.grow()
