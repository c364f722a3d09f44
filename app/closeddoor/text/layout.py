"""From parsed tokens to blocks and displayed text: the one place that decides which characters a reader sees.

The displayed text is the text content in reading order, with one line feed after each block that holds text itself and
each table cell, soft breaks as one space, no bullets and no alternative text of images.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from closeddoor.domain.characters import first_forbidden
from closeddoor.text.blocks import (
    Alignment,
    Block,
    Cell,
    Code,
    Container,
    Heading,
    Image,
    Inline,
    Paragraph,
    Reference,
    RenderedText,
    Rule,
    Run,
    Table,
)
from closeddoor.text.errors import MarkupError
from closeddoor.text.parser import MOST_NESTING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.token import Token

    from closeddoor.text.markers import SpanCollector


@dataclass(frozen=True)
class _Style:
    bold: bool = False
    italic: bool = False
    link: str | None = None


_OPENING: Mapping[str, Callable[[_Style, Token], _Style]] = {
    "strong_open": lambda style, _: replace(style, bold=True),
    "em_open": lambda style, _: replace(style, italic=True),
    "link_open": lambda style, token: replace(style, link=str(token.attrGet("href") or "")),
}
_CLOSING = {"strong_close", "em_close", "link_close"}
_BREAKS: Mapping[str, str] = {"softbreak": " ", "hardbreak": "\n"}


def lay_out(tokens: Sequence[Token], collector: SpanCollector, *, strict: bool) -> RenderedText:
    """Build the blocks of a parsed text.

    `strict` refuses what packs may not hold: raw HTML, deep nesting and forbidden characters that entities decode to.
    """
    layout = _Layout(collector, strict=strict)
    for token in tokens:
        layout.add(token)
    return layout.finish()


class _Layout:
    def __init__(self, collector: SpanCollector, *, strict: bool) -> None:
        self._collector = collector
        self._strict = strict
        self._blocks: list[Block] = []
        self._displayed: list[str] = []
        self._length = 0
        self._references: list[Reference] = []
        self._quotes = 0
        self._lists: list[int | None] = []  # the next ordinal of each open list, None for bullets
        self._bullet = ""
        self._heading = 0
        self._rows: list[list[Cell]] | None = None
        self._align: Alignment = ""
        self._line = 1
        self._handlers: Mapping[str, Callable[[Token], None]] = {
            "blockquote_open": lambda _: self._quote(1),
            "blockquote_close": lambda _: self._quote(-1),
            "bullet_list_open": lambda _: self._lists.append(None),
            "bullet_list_close": lambda _: self._close_list(),
            "ordered_list_open": lambda token: self._lists.append(int(token.attrGet("start") or 1)),
            "ordered_list_close": lambda _: self._close_list(),
            "list_item_open": lambda _: self._open_item(),
            "heading_open": lambda token: self._open_heading(int(token.tag[1:])),
            "heading_close": lambda _: self._open_heading(0),
            "inline": self._add_inline,
            "fence": self._add_code,
            "code_block": self._add_code,
            "hr": lambda _: self._blocks.append(Rule(self._container())),
            "html_block": lambda _: self._refuse_html(),
            "table_open": lambda _: self._open_table(),
            "table_close": lambda _: self._close_table(),
            "tr_open": lambda _: self._open_row(),
            "th_open": self._open_cell,
            "td_open": self._open_cell,
        }

    def add(self, token: Token) -> None:
        if token.map:
            self._line = token.map[0] + 1
        if self._strict and token.level > MOST_NESTING:
            raise MarkupError("text.nesting", self._line, f"nests deeper than {MOST_NESTING}.")
        handler = self._handlers.get(token.type)
        if handler:
            handler(token)

    def finish(self) -> RenderedText:
        displayed = "".join(self._displayed)
        return RenderedText(tuple(self._blocks), displayed, self._collector.spans(), tuple(self._references))

    # Containers

    def _quote(self, step: int) -> None:
        self._quotes += step

    def _close_list(self) -> None:
        self._lists.pop()
        self._bullet = ""

    def _open_item(self) -> None:
        ordinal = self._lists[-1]
        self._bullet = "•" if ordinal is None else f"{ordinal}."
        self._lists[-1] = None if ordinal is None else ordinal + 1

    def _open_heading(self, level: int) -> None:
        self._heading = level

    def _container(self) -> Container:
        """Return where the next block stands; the bullet goes to the first block of its item."""
        bullet, self._bullet = self._bullet, ""
        return Container(self._quotes, len(self._lists), bullet)

    # Tables

    def _open_table(self) -> None:
        self._rows = []

    def _open_row(self) -> None:
        if self._rows is not None:
            self._rows.append([])

    def _open_cell(self, token: Token) -> None:
        style = str(token.attrGet("style") or "")
        self._align = cast("Alignment", style.removeprefix("text-align:"))

    def _close_table(self) -> None:
        rows = tuple(tuple(row) for row in self._rows or ())
        self._rows = None
        self._blocks.append(Table(rows, self._container()))

    # Blocks that hold text

    def _add_inline(self, token: Token) -> None:
        start = self._length
        inlines = self._inlines(token.children or [])
        if self._rows is not None:
            self._rows[-1].append(Cell(inlines, self._align))
            self._show("\n")
            return
        block = Heading(self._heading, inlines) if self._heading else Paragraph(inlines)
        self._blocks.append(replace(block, container=self._container()))
        if self._length > start:
            self._show("\n")

    def _add_code(self, token: Token) -> None:
        language = self._checked(token.info.strip().partition(" ")[0])
        start = self._length
        text = self._show(token.content.removesuffix("\n"))
        self._blocks.append(Code(text, start, language, self._container()))
        if text:
            self._show("\n")

    def _inlines(self, tokens: Sequence[Token]) -> tuple[Inline, ...]:
        styles = [_Style()]
        inlines: list[Inline] = []
        for token in tokens:
            if token.type in _OPENING:
                styles.append(_OPENING[token.type](styles[-1], token))
                self._refer(token)
            elif token.type in _CLOSING:
                styles.pop()
            elif token.type == "image":
                inlines.append(self._image(token))
            elif token.type == "html_inline":
                self._refuse_html()
            else:
                inlines.append(self._run(token, styles[-1]))
        return tuple(inline for inline in inlines if isinstance(inline, Image) or inline.text)

    def _run(self, token: Token, style: _Style) -> Run:
        start = self._length
        text = self._show(_BREAKS.get(token.type, token.content))
        self._line += token.type in _BREAKS
        return Run(text, start, style.bold, style.italic, code=token.type == "code_inline", link=style.link)

    def _image(self, token: Token) -> Image:
        target = self._target(token, "src")
        self._references.append(Reference("image", target, self._line))
        alt = "".join(child.content for child in token.children or [])
        return Image(target, self._checked(alt), self._length)

    def _refer(self, token: Token) -> None:
        if token.type == "link_open":
            self._references.append(Reference("link", self._target(token, "href"), self._line))

    def _target(self, token: Token, attribute: str) -> str:
        self._checked(str(token.attrGet("title") or ""))
        return self._checked(str(token.attrGet(attribute) or ""))

    def _show(self, text: str) -> str:
        shown = self._checked(self._collector.take(text, self._length))
        self._displayed.append(shown)
        self._length += len(shown)
        return shown

    # What packs may not hold

    def _checked(self, text: str) -> str:
        offset = first_forbidden(text) if self._strict and not text.isprintable() else None
        if offset is not None:
            problem = f"holds the character U+{ord(text[offset]):04X}, which is not allowed."
            raise MarkupError("text.character", self._line, problem)
        return text

    def _refuse_html(self) -> None:
        raise MarkupError("text.html", self._line, "holds raw HTML; a literal < is written \\<.")
