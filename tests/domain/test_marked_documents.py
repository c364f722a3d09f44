"""From Markdown to a score: what a reader sees and quotes is what a marker meant, however the text is formatted."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from closeddoor.domain.document import Document
from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.highlight import (
    Decoy,
    HighlightResponse,
    HighlightTask,
    Label,
    Quote,
    Target,
    place_quotes,
    score,
)
from closeddoor.text import read_document

WORDS = ("risk", "cost", "naïve", "99.2", "日本", "𝔸𝔹", "term", "a", "fee")
STYLES = ("{}", "{}", "**{}**", "*{}*", "`{}`", "[{}](other.md)", "![alt](p.png){}")
BETWEEN = {" ": " ", "\n": " ", "  \n": "\n", "\n\n": "\n", "\n\n- ": "\n", "\n\n> ": "\n", "\n\n## ": "\n"}
"""What separates two words in the source, and what it is displayed as."""


@dataclass(frozen=True)
class Piece:
    """A word as written: its style, what stands behind it, and whether it is marked (then it has no style)."""

    word: str
    style: str
    behind: str
    marked: bool


PIECES = st.lists(
    st.builds(Piece, st.sampled_from(WORDS), st.sampled_from(STYLES), st.sampled_from(sorted(BETWEEN)), st.booleans()),
    min_size=2,
    max_size=25,
)
FILLER = "\n\n" + "Nothing in this sentence is of any matter to whoever reads it. " * 12 + "\n"


def written(pieces: Sequence[Piece]) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the Markdown, and where each word stands in the displayed text with the id of its marker, or none."""
    source, places, offset = "", [], 0
    for number, piece in enumerate(pieces):
        marker = f"m{number}" if piece.marked else ""
        source += f"[[{marker}|{piece.word}]]" if marker else piece.style.format(piece.word)
        source += piece.behind
        places.append((offset, offset + len(piece.word), marker))
        offset += len(piece.word) + 1
    return "# Top\n\n" + source + FILLER, [(start + 4, end + 4, marker) for start, end, marker in places]


@settings(deadline=None, max_examples=150)
@given(PIECES, st.data())
def test_a_quote_from_the_displayed_text_is_found_where_it_was_read(pieces: list[Piece], data: st.DataObject) -> None:
    source, places = written(pieces)
    rendered = read_document(source)
    assert [(span.id, span.start, span.end) for span in rendered.spans] == [
        (marker, start, end) for start, end, marker in places if marker
    ]
    assert [rendered.displayed[start:end] for start, end, _ in places] == [piece.word for piece in pieces]
    first = data.draw(st.integers(0, len(places) - 1))
    last = data.draw(st.integers(first, len(places) - 1))
    start, end = places[first][0], places[last][1]
    quoted = rendered.displayed[start:end]
    occurrence = 1 + sum(
        rendered.displayed[at : at + len(quoted)].replace("\n", " ") == quoted.replace("\n", " ") for at in range(start)
    )
    document = Document("d", "D", "documents/d.md", source, rendered.displayed, rendered.spans)
    response = HighlightResponse((Quote(quoted.replace("\n", "\t \n"), "x", occurrence),))
    task = highlight_over([marker for *_, marker in places if marker] or ["none"])
    if task.targets[0].span == "none":
        return
    placed = place_quotes(task, response, document)[0]
    assert (placed.place.start, placed.place.end) == (start, end)
    inside = {marker for begin, stop, marker in places if marker and start <= begin and stop <= end}
    assert inside <= set(placed.finds) or placed.too_long


@settings(deadline=None, max_examples=100)
@given(PIECES.filter(lambda pieces: any(piece.marked for piece in pieces)), st.data())
def test_finding_one_more_target_never_lowers_the_score(pieces: list[Piece], data: st.DataObject) -> None:
    source, places = written(pieces)
    rendered = read_document(source)
    document = Document("d", "D", "documents/d.md", source, rendered.displayed, rendered.spans)
    marked = [marker for *_, marker in places if marker]
    targets = data.draw(st.lists(st.sampled_from(marked), min_size=1, unique=True))
    task = highlight_over(targets, [marker for marker in marked if marker not in targets])
    drawn = data.draw(st.lists(st.tuples(st.integers(0, len(places) - 1), st.integers(0, 3)), max_size=8))
    ranges = [(places[at][0], places[min(at + more, len(places) - 1)][1]) for at, more in drawn]
    labels = data.draw(st.lists(st.sampled_from(["x", "y"]), min_size=len(ranges), max_size=len(ranges)))
    quotes = [quote_at(rendered.displayed, *place, label) for place, label in zip(ranges, labels, strict=True)]
    span = document.span(data.draw(st.sampled_from(targets)))
    assert span is not None
    context = ScoringContext({"d": document})
    with_it = score(
        task, HighlightResponse((*quotes, quote_at(rendered.displayed, span.start, span.end, "x"))), context
    )
    assert 0 <= with_it.score <= 30
    if quotes:
        assert with_it.score >= score(task, HighlightResponse(tuple(quotes)), context).score
        recall = score(task, HighlightResponse(tuple(quotes)), context).recall
        assert recall is not None
        assert with_it.recall is not None
        assert with_it.recall >= recall


def highlight_over(targets: Sequence[str], decoys: Sequence[str] = ()) -> HighlightTask:
    return HighlightTask(
        id="h",
        title="H",
        prompt="P",
        points=30,
        document="d",
        labels=(Label("x", "X"), Label("y", "Y")),
        targets=tuple(Target(span, "x", 1 + number % 3, "W") for number, span in enumerate(targets)),
        decoys=tuple(Decoy(span, "W") for span in decoys),
    )


def quote_at(displayed: str, start: int, end: int, label: str) -> Quote:
    folded, wanted = displayed.replace("\n", " "), displayed[start:end].replace("\n", " ")
    return Quote(wanted, label, 1 + sum(folded.startswith(wanted, at) for at in range(start)))
