"""Reading a Markdown text: documents with markers, the other texts of a pack, and conversations."""

import re
from typing import TYPE_CHECKING

from closeddoor.domain.characters import first_forbidden
from closeddoor.text.blocks import Paragraph, Reference, RenderedText, Run
from closeddoor.text.density import refuse_long
from closeddoor.text.errors import MarkupError
from closeddoor.text.layout import lay_out
from closeddoor.text.markers import MarkedSource, SpanCollector, take_out_markers
from closeddoor.text.parser import chat_parser, pack_parser

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)")


def read_document(markdown: str) -> RenderedText:
    """Read a document of a scenario, in which spans are marked; raises `MarkupError`."""
    marked = take_out_markers(_with_line_feeds(markdown))
    plain = _read_strictly(marked.plain, SpanCollector())
    if not marked.markers:
        return plain
    collector = SpanCollector(marked.markers)
    rendered = _read_strictly(marked.with_sentinels, collector)
    if rendered.blocks != plain.blocks or rendered.displayed != plain.displayed:
        raise _formatting_at_marker(marked, rendered, plain)
    return rendered


def read_markdown(markdown: str) -> RenderedText:
    """Read any other Markdown of a pack, in which `[[` is text; raises `MarkupError`."""
    return _read_strictly(_with_line_feeds(markdown), SpanCollector())


def render_chat(markdown: str) -> RenderedText:
    """Render what a model or a user wrote in a conversation; never fails, HTML is shown as text."""
    return lay_out(chat_parser().parse(_with_line_feeds(markdown)), SpanCollector(), strict=False)


def render_plain(text: str) -> RenderedText:
    """Render a text as the characters it is written in, in time that grows with its length alone."""
    shown = _with_line_feeds(text).strip("\n")
    return RenderedText((Paragraph((Run(shown, 0),)),) if shown else (), shown)


def split_finished(markdown: str) -> int:
    """Return how many characters at the beginning hold only finished top-level blocks.

    While a reply streams, these blocks are drawn once and for good; only the rest is drawn anew. The last block may
    still grow, and a line that has not ended may still turn out to belong to the block before it.
    """
    ended = markdown[: markdown.rfind("\n") + 1]
    starts = _top_level_starts(chat_parser(), ended)
    if len(starts) < 2:
        return 0
    lines = _LINE.findall(ended)
    return sum(len(line) for line in lines[: starts[-1]])


def _formatting_at_marker(marked: MarkedSource, rendered: RenderedText, plain: RenderedText) -> MarkupError:
    """Return the error that names the marker at which the text first reads otherwise than without markers."""
    characters = zip(rendered.displayed, plain.displayed, strict=False)
    same = next((index for index, (marked_one, plain_one) in enumerate(characters) if marked_one != plain_one), 0)
    at = next((index for index, span in enumerate(rendered.spans) if span.end >= same), 0)
    problem = "begins or ends where Markdown formatting does; move it a little."
    return marked.markers[at].error("marker.formatting", problem)


def _read_strictly(markdown: str, collector: SpanCollector) -> RenderedText:
    refuse_long(markdown)
    environment: dict[str, dict[str, dict[str, object]]] = {}
    tokens = pack_parser().parse(markdown, environment)
    rendered = lay_out(tokens, collector, strict=True)
    definitions = _definitions(environment)
    return RenderedText(rendered.blocks, rendered.displayed, rendered.spans, (*rendered.references, *definitions))


def _definitions(environment: dict[str, dict[str, dict[str, object]]]) -> tuple[Reference, ...]:
    """Return the link definitions of a text: they lead somewhere even when no link uses them."""
    return tuple(_definition(definition) for definition in environment.get("references", {}).values())


def _definition(definition: dict[str, object]) -> Reference:
    target, line = str(definition["href"]), _first_line(definition)
    hidden = first_forbidden(target + str(definition["title"]))
    if hidden is not None:
        raise MarkupError("text.character", line, "defines a link with a character that is not allowed.")
    return Reference("link", target, line)


def _first_line(definition: dict[str, object]) -> int:
    lines = definition.get("map")
    return int(lines[0]) + 1 if isinstance(lines, list | tuple) else 1


def _top_level_starts(parser: "MarkdownIt", markdown: str) -> list[int]:
    """Return the first line (from 0) of every top-level block."""
    return [token.map[0] for token in parser.parse(markdown) if token.level == 0 and token.map and token.nesting >= 0]


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
