import pytest

from closeddoor.text.citations import citations_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a [1].", [(1, "[1]")]),
        ("[2][3]", [(2, "[2]"), (3, "[3]")]),
        ("[1, 12; 3]", [(1, "[1"), (12, "12"), (3, "3]")]),
        ("[ 7 ]", [(7, "[ 7 ]")]),
        ("[1-3] [x] [] [1,] [1234] (1) [1.5] [-1] [1", []),
    ],
)
def test_numbers_in_brackets_are_citations_and_nothing_else_is(text: str, found: list[tuple[int, str]]) -> None:
    assert [(each.number, text[each.start : each.end]) for each in citations_in(text)] == found
