"""Quotes lead to places and places to quotes, however white space is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.tasks.quotes import FoldedText, Place, covered

TEXTS = st.text(alphabet="ab \n\u00a0\u3000", min_size=1, max_size=40)


@given(TEXTS, st.data())
def test_a_selected_place_is_found_again_without_its_blanks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    folded = FoldedText(text)
    quoted = folded.quote_at(Place(start, end))
    selected = text[start:end]
    if quoted is None:
        assert not selected.strip()
        return
    place = folded.find(*quoted)
    left = start + len(selected) - len(selected.lstrip())
    assert place == Place(left, left + len(selected.strip()))


@pytest.mark.parametrize(("quote", "start"), [("b", 1), (" b\n", 1), ("a b", None), ("", None), ("\u3000", None)])
def test_blanks_are_folded_but_not_invented(quote: str, start: int | None) -> None:
    place = FoldedText("ab").find(quote)
    assert (place.start if place else None) == start


def test_places_may_overlap_and_what_is_not_white_space_in_unicode_stays() -> None:
    text = FoldedText("aaa\x1cb")
    assert text.find("aa", 2) == Place(1, 3)
    assert text.find("aa", 3) is None
    assert text.find("a b") is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=8))
def test_covered_counts_every_character_once(drawn: list[tuple[int, int]]) -> None:
    places = [Place(start, start + length) for start, length in drawn]
    assert covered(places) == len({offset for place in places for offset in range(place.start, place.end)})
