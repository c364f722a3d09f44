"""Displayed text and spans over tricky Markdown, held against the stock HTML renderer."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from closeddoor.domain.tasks.quotes import fold
from closeddoor.text.blocks import Code, Heading, Image, Paragraph, Rule, Run, Table
from closeddoor.text.errors import MarkupError
from closeddoor.text.read import read_document, read_markdown, render_chat

TRICKY = [
    "# Heading *with* `code`\n\nText  \nhard break\nsoft break\n",
    "* one\n* two **bold *both* bold**\n\n  second paragraph\n  1. inner\n  2. more\n* three\n",
    "3) three\n4) four\n\n> quote\n> > deeper\ncontinued lazily\n",
    "| a | b |\n|:--|--:|\n| `x|y` | **z** |\n| only |\n\nafter\n",
    "```python\nif a < b:\n    pass\n```\n\n    indented *code*\n\ntext\n",
    "Setext\n===\n\nOther\n---\n\n***\n\n- \n- filled\n",
    "AT&amp;T &copy; \\*not emphasis\\* snake_case_word 5 * 3 * 2 ![alt text](a.png) tail\n",
    '[link *text*](documents/a.md "title") and [ref][r]\n\n[r]: documents/b.md\n',
    "Line one\\\nline two\n# Not\n####### seven\n#no heading\n",
    "“Quotes”—dashes… 99.2\u00a0% Ünïcödé 漢字 \U0001f600 e\u0301\n",
]


class _Text(HTMLParser):
    """The text content of HTML, with a blank where a block or cell begins or ends."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (the parser's interface)
        self._between(tag)

    def handle_endtag(self, tag: str) -> None:
        self._between(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def _between(self, tag: str) -> None:
        if tag not in {"strong", "em", "code", "a", "img"}:
            self.pieces.append(" ")


def html_text(parser: MarkdownIt, markdown: str) -> str:
    reader = _Text()
    reader.feed(parser.render(markdown))
    return fold("".join(reader.pieces))


@pytest.mark.parametrize("markdown", TRICKY)
def test_the_displayed_text_is_the_text_content_of_the_html(markdown: str) -> None:
    stock = MarkdownIt("commonmark").enable("table")
    assert fold(read_document(markdown).displayed) == html_text(stock, markdown)


PIECES = st.sampled_from(
    ["word", "a", " ", "  \n", "\n", "\n\n", "*", "**", "_", "`", "[", "](x.md)", "![", "> ", "- ", "1. ", "# ", "| ",
     "|--|--|\n", "&amp;", "\\", "    ", "```\n", "---\n", "<", "é", "\t", "(", "."]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_chat_shows_what_the_html_would(markdown: str) -> None:
    stock = MarkdownIt("commonmark", {"html": False, "maxNesting": 64}).enable("table").disable("reference")
    assert fold(render_chat(markdown).displayed) == html_text(stock, markdown)


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_runs_and_code_stand_where_they_say(markdown: str) -> None:
    rendered = render_chat(markdown)
    inlines = []
    for block in rendered.blocks:
        if isinstance(block, Code):
            assert rendered.displayed[block.start :].startswith(block.text)
        elif isinstance(block, Table):
            inlines += [inline for row in block.rows for cell in row for inline in cell.inlines]
        elif not isinstance(block, Rule):
            inlines += list(block.inlines)
    for run in (inline for inline in inlines if isinstance(inline, Run)):
        assert rendered.displayed[run.start : run.end] == run.text


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(TRICKY), st.integers(0, 30))
def test_a_marker_is_transparent_or_refused(markdown: str, index: int) -> None:
    """Around any word it changes nothing that is displayed, or the reader says that it stands in a wrong place."""
    words = list(re.finditer(r"\w+", markdown))
    word = words[index % len(words)]
    marked = f"{markdown[: word.start()]}[[m|{word.group()}]]{markdown[word.end() :]}"
    try:
        rendered = read_document(marked)
    except MarkupError as error:
        refused = error.code
    else:
        span = rendered.spans[0]
        assert rendered.displayed[span.start : span.end] == word.group()
        assert rendered.blocks == read_document(markdown).blocks
        refused = ""
    assert refused in {"", "marker.formatting", "marker.hidden"}


def spans(markdown: str) -> dict[str, str]:
    rendered = read_document(markdown)
    return {span.id: rendered.displayed[span.start : span.end] for span in rendered.spans}


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**[[a|bold]]** and *[[b|slanted]]*", {"a": "bold", "b": "slanted"}),
        ("- [[a|item one]]\n- x\n  - [[b|inner]]", {"a": "item one", "b": "inner"}),
        ("| h |\n|---|\n| [[a|cell text]] |", {"a": "cell text"}),
        ("`[[a|code]]`\n\n```\nx [[b|y]] z\n```", {"a": "code", "b": "y"}),
        ("[[[a|link text]]](x.md)", {"a": "link text"}),
        ("[[a|AT&amp;T \\* 5 * 3]]", {"a": "AT&T * 5 * 3"}),
        ("[[a|one]][[b|two]]", {"a": "one", "b": "two"}),
        ("\\[[a|no marker\\]\\] [[b|\U0001f600 yes]]", {"b": "\U0001f600 yes"}),
        ("“[[a|quoted.]]” (**[[b|“bold”]]**)", {"a": "quoted.", "b": "“bold”"}),
    ],
)
def test_markers_are_followed_into_the_displayed_text(markdown: str, expected: dict[str, str]) -> None:
    assert spans(markdown) == expected


def test_escaped_brackets_and_brackets_outside_documents_are_text() -> None:
    assert read_document("\\[\\[a|b]]").displayed == "[[a|b]]\n"
    assert read_markdown("[[a|b]] [[").displayed == "[[a|b]] [[\n"


@pytest.mark.parametrize(
    ("markdown", "code", "line"),
    [
        ("x\n\n[[a|one *two*]]", "marker.formatting", 3),
        ("[[a|one *two]] three*", "marker.formatting", 1),
        ("[[a|`x`]]", "marker.formatting", 1),
        ("[[a|1. x]]", "marker.formatting", 1),
        ("a [[ok|b]]\n\nfoo**[[x|(bar)]]** baz", "marker.formatting", 3),
        ("![a [[a|b]]](c.png)", "marker.hidden", 1),
        ('[x](y.md "[[a|b]]")', "marker.hidden", 1),
        ("[[a|b\n\nc]]", "marker.line_break", 1),
        ("text\n[[a|b\n\n[[c|d]]", "marker.unclosed", 2),
        ("\ufdd0", "text.character", 1),
        ("a\n&#x202E;", "text.character", 2),
        ("a\nb <i>", "text.html", 2),
        ("<!-- x -->", "text.html", 1),
    ],
)
def test_what_cannot_be_followed_is_refused_with_its_line(markdown: str, code: str, line: int) -> None:
    with pytest.raises(MarkupError) as refused:
        read_document(markdown)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_blocks_carry_what_a_page_draws() -> None:
    blocks = read_markdown("> 2. *a* **b**\n\n## H\n\n---\n\n```toml x\nk=1\n```\n\n![alt *it*](p.png)").blocks
    assert [type(block) for block in blocks] == [Paragraph, Heading, Rule, Code, Paragraph]
    first, heading, _, code, picture = blocks
    assert isinstance(first, Paragraph)
    assert (first.container.quotes, first.container.lists, first.container.bullet) == (1, 1, "2.")
    assert [(run.text, run.italic, run.bold) for run in first.inlines if isinstance(run, Run)] == [
        ("a", True, False),
        (" ", False, False),
        ("b", False, True),
    ]
    assert isinstance(heading, Heading)
    assert heading.level == 2
    assert isinstance(code, Code)
    assert (code.text, code.language) == ("k=1", "toml")
    assert isinstance(picture, Paragraph)
    assert picture.inlines == (Image("p.png", "alt it", len("a b\nH\nk=1\n")),)


def test_an_image_alone_adds_no_text_and_a_cell_always_ends() -> None:
    assert read_document("![alt](a.png)\n\nx").displayed == "x\n"
    assert read_document("| a |\n|---|\n|   |\n").displayed == "a\n\n"


def test_chat_never_fails_on_what_packs_refuse() -> None:
    rendered = render_chat("<b>x</b> [[a|b]] \x1b [go](javascript:x)\n\n[r]: /x\n")
    assert "<b>x</b> [[a|b]]" in rendered.displayed
    assert "[r]: /x" in rendered.displayed
