"""Where the pages of a document end: not after a heading, and never within a block."""

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument


def keep_headings_with_text(document: QTextDocument) -> None:
    """Move a heading that ends a page to the next: it belongs to what follows it."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() > 0:
            following = _next_with_text(block)
            if following.isValid() and _page_of(document, block) != _page_of(document, following):
                _begin_page_with(block)
                document.markContentsDirty(0, document.characterCount())  # Qt would lose the pages after the next
        block = block.next()


def _next_with_text(block: QTextBlock) -> QTextBlock:
    block = block.next()
    while block.isValid() and not block.text():
        block = block.next()
    return block


def _page_of(document: QTextDocument, block: QTextBlock, line: int = 0) -> int:
    """Return the page on which a line of a block stands."""
    top = document.documentLayout().blockBoundingRect(block).top()  # this lays out what is not yet
    lines = block.layout()
    middle = lines.lineAt(line).y() + lines.lineAt(line).height() / 2 if lines.lineCount() else 0.0
    return int((top + middle) // document.pageSize().height())


def end_blocks_with_pages(document: QTextDocument) -> None:
    """Cut each paragraph that goes on over the page: of a block, Qt draws the line before the first on a page too."""
    cuts = []
    block = document.begin()
    while block.isValid():
        lines = [block.layout().lineAt(number) for number in range(_line_count(document, block))]
        pages = [_page_of(document, block, number) for number in range(len(lines))]
        cuts += [
            block.position() + line.textStart()
            for line, before, page in zip(lines[1:], pages, pages[1:], strict=False)
            if page != before
        ]
        block = block.next()
    for position in reversed(cuts):
        _cut(document, position)
    document.markContentsDirty(0, document.characterCount())


def _line_count(document: QTextDocument, block: QTextBlock) -> int:
    document.documentLayout().blockBoundingRect(block)  # this lays out what is not yet
    return block.layout().lineCount()


def _cut(document: QTextDocument, position: int) -> None:
    """Make a block of the line that begins at `position` and what follows it, without a gap between the two."""
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    rest = cursor.blockFormat()
    rest.setTopMargin(0)
    rest.setTextIndent(0)
    cursor.insertBlock(rest)
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    begun = cursor.blockFormat()
    begun.setBottomMargin(0)
    cursor.setBlockFormat(begun)


def _begin_page_with(block: QTextBlock) -> None:
    broken = QTextBlockFormat()
    broken.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).mergeBlockFormat(broken)
