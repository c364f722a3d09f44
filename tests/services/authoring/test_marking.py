"""Marks by selection: what the reader says comes out there is what was selected, or it is said why not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeddoor.services.authoring.marking import UnmarkableError, mark_displayed, mark_source, marks_of, unmark
from closeddoor.text import read_document

SOURCE = """# The offer

We reach [[claim|99.2 % accuracy]] from day one. We **always** reach it,
and we reach it fast. Fish & chips \\* cost 5 &euro;.

| Paper | Where |
|---|---|
| Audit, reach it | [on request](offer.md) |

> quoted words
> run on
"""
SHOWN = read_document(SOURCE).displayed


def places(words: str) -> list[int]:
    return [start for start in range(len(SHOWN)) if SHOWN.startswith(words, start)]


@pytest.mark.parametrize("nth", range(3))
def test_the_very_place_that_was_selected_is_marked(nth: int) -> None:
    start = places("reach it")[nth]
    marked = mark_displayed(SOURCE, start, start + 8)
    rendered = read_document(marked.source)
    span = next(span for span in rendered.spans if span.id == marked.id)
    assert (span.start, span.end) == (start, start + 8)
    assert rendered.displayed == SHOWN


def test_a_line_that_ends_within_is_joined_and_reads_the_same() -> None:
    start = places("it, and we")[0]
    marked = mark_displayed(SOURCE, start, start + 10)
    assert "[[it-and-we|it, and we]]" in marked.source
    assert read_document(marked.source).displayed == SHOWN


def test_an_id_says_what_is_marked_and_is_taken_by_no_other() -> None:
    first = mark_displayed(SOURCE, places("reach it")[0], places("reach it")[0] + 8)
    second = mark_displayed(first.source, places("reach it")[1], places("reach it")[1] + 8)
    assert (first.id, second.id) == ("reach-it", "reach-it-2")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("We always", "Bold"),
        ("accuracy from", "overlaps"),
        ("99.2 % accuracy", "overlaps"),
        ("Paper\nWhere", "end of a line"),
        ("words run", "Bold"),
        ("chips * cost", "Bold"),
        (" ", "Select"),
    ],
)
def test_a_selection_that_cannot_be_a_mark_says_why(words: str, why: str) -> None:
    start = places(words)[0]
    with pytest.raises(UnmarkableError, match=why):
        mark_displayed(SOURCE, start, start + len(words))


def test_blanks_at_the_ends_are_dropped() -> None:
    start = places("fast.")[0]
    assert "[[fast|fast.]] Fish" in mark_displayed(SOURCE, start, start + 6).source


def test_the_source_is_marked_where_it_is_selected() -> None:
    start = SOURCE.index("Audit")
    assert "| [[audit|Audit]], reach" in mark_source(SOURCE, start, start + 5).source
    for words in ("**always", "[[claim|99.2 %", "reach it,\nand we", "[on request"):
        with pytest.raises(UnmarkableError):
            mark_source(SOURCE, SOURCE.index(words), SOURCE.index(words) + len(words))


def test_a_mark_that_is_taken_away_leaves_its_words() -> None:
    marked = mark_displayed(SOURCE, places("fast")[0], places("fast")[0] + 4)
    assert unmark(marked.source, marked.id) == SOURCE
    assert [each.id for each in marks_of(SOURCE)] == ["claim"]
    assert marks_of("[[open") == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SHOWN)), st.integers(1, 40))
def test_any_selection_is_marked_exactly_or_refused(start: int, length: int) -> None:
    quote = SHOWN[start : start + length]
    try:
        marked = mark_displayed(SOURCE, start, start + length)
    except UnmarkableError:
        return
    rendered = read_document(marked.source)
    span = next(span for span in rendered.spans if span.id == marked.id)
    assert SHOWN[span.start : span.end] == quote.strip()
    assert start <= span.start
    assert span.end <= start + length
