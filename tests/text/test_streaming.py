"""A streamed reply is drawn in finished pieces: together they must be what the whole would have been."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeddoor.text.blocks import Code, Container, Inline, Rule, Run, Table
from closeddoor.text.read import render_chat, split_finished

REPLY = """Here is *the* answer.

1. First
2. Second

   with a paragraph

10. Third
* Other
  * deeper

```python
def f():

    return "```"
```
| a | b |
|---|---|
| 1 | 2 |

> quoted
lazily

Setext
======
    code

- x

2. y
The end
"""


def shapes(markdown: str) -> list[tuple[str, Container]]:
    """Return what is drawn, without offsets, which begin anew in each piece."""
    drawn = []
    for block in render_chat(markdown).blocks:
        if isinstance(block, Code):
            text = block.text
        elif isinstance(block, Table):
            text = " | ".join(_text(cell.inlines) for row in block.rows for cell in row)
        elif isinstance(block, Rule):
            text = "rule"
        else:
            text = _text(block.inlines)
        drawn.append((text, block.container))
    return drawn


def test_every_prefix_of_a_reply_commits_only_what_stays() -> None:
    whole = shapes(REPLY)
    for length in range(len(REPLY) + 1):
        finished = split_finished(REPLY[:length])
        assert shapes(REPLY[:finished]) + shapes(REPLY[finished:]) == whole


def _text(inlines: Sequence[Inline]) -> str:
    return "".join(inline.text if isinstance(inline, Run) else f"image {inline.target}" for inline in inlines)


LINES = st.sampled_from(
    ["text", "more text", "", "- item", "  - inner", "    four", "1. one", "2) two", "# head", "---", "===", "```",
     "> q", "| a | b |", "|---|---|", "[r]: x", " ", "*a", "b*"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(LINES, max_size=14).map("\n".join), st.data())
def test_any_cut_commits_only_what_stays(markdown: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(markdown)))
    finished = split_finished(markdown[:cut])
    assert 0 <= finished <= cut
    assert shapes(markdown[:finished]) + shapes(markdown[finished:]) == shapes(markdown)


@pytest.mark.parametrize(
    ("markdown", "finished"),
    [
        ("", 0),
        ("one paragraph", 0),
        ("one\n\ntw", 0),
        ("one\n\ntwo\n", 5),
        ("- a\n\n2", 0),
        ("one\r\n\r\ntwo\r\n", 7),
    ],
)
def test_the_last_block_is_never_finished(markdown: str, finished: int) -> None:
    assert split_finished(markdown) == finished
