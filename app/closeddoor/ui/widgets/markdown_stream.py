"""Markdown as it is being written: finished blocks are set once, only the unfinished end is set again."""

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.text.blocks import Block, Code
from closeddoor.text.read import render_chat, render_plain, split_finished
from closeddoor.ui.clipboard import private_mime
from closeddoor.ui.theme import column_px, document_font
from closeddoor.ui.widgets.document.reading import ReadingText
from closeddoor.ui.widgets.document.typesetter import Faces, Tail, Typesetter

_MOST_UNFINISHED = 6_000
_MOST_UNFINISHED_LINES = 200
"""How long the last block may be before it is finished as it stands: it is read and set anew with every piece."""

_MOST_MARKDOWN = 40_000
"""How much of a text is read as Markdown; what is behind it is shown as it is written."""


class MarkdownStream(ReadingText):
    """A text of the model, as high as it needs to be; the page around it scrolls.

    `set_text` assigns all of it, `append` adds a piece. HTML is characters, links are text, pictures are not loaded.
    """

    def __init__(self, name: str = tr("Answer"), parent: QWidget | None = None) -> None:
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
        with self._setter.one_change():
            for start in range(0, len(piece), _MOST_UNFINISHED):
                self._source += piece[start : start + _MOST_UNFINISHED]
                self._set_end()
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
            self._set_all_again()

    def _set_all_again(self) -> None:
        source, self._source = self._source, ""
        self._begin()
        self.append_markdown(source)

    def _set_end(self) -> None:
        rest = self._source[self._finished :]
        plain = self._finished > _MOST_MARKDOWN
        render = render_plain if plain else render_chat
        finished = rest.rfind("\n") + 1 if plain else split_finished(rest)
        blocks = render(rest[finished:]).blocks
        if _is_long(rest[finished:]) and not _is_code(blocks):
            finished = rest.rfind("\n") + 1 or len(rest)
            blocks = render(rest[finished:]).blocks
        if finished:
            self._set_again(render(rest[:finished]).blocks)
            self._finished += finished
            self._unfinished.clear()
        self._set_again(blocks)

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


def _is_long(unfinished: str) -> bool:
    return len(unfinished) > _MOST_UNFINISHED or unfinished.count("\n") > _MOST_UNFINISHED_LINES


def _is_code(blocks: tuple[Block, ...]) -> bool:
    """Return whether there is one block of code and nothing else: long ones are read fast, and must not be cut."""
    return len(blocks) == 1 and isinstance(blocks[0], Code)
