import time

import pytest

from closeddoor.reader.clean import clean_line
from closeddoor.reader.lines import paragraphs


def joined(text: str) -> list[str]:
    return list(paragraphs(text.split("\n")))


def test_wrapped_lines_are_one_paragraph_and_a_short_line_ends_it() -> None:
    text = (
        "The supplier may change the fee by notice of ninety\n"
        "days, and the customer pays in arrears as it did.\n"
        "It ends.\n"
        "The next paragraph begins here and is as long again."
    )
    assert joined(text) == [
        (
            "The supplier may change the fee by notice of ninety days, and the customer pays in arrears as it did. "
            "It ends."
        ),
        "The next paragraph begins here and is as long again.",
    ]


def test_items_and_numbered_clauses_stand_alone() -> None:
    text = (
        "The following is agreed between the parties hereto:\n"
        "1. one thing that is long enough for a whole line here\n"
        "(b) another\n"
        "14.2 The fee rises every year by nine per cent or so\n"
        "• last"
    )
    assert len(joined(text)) == 5


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("an agree-\nment in writing", "agreement"),
        ("a long-\nterm plan", "long-term"),
        ("section 4-\nA applies", "4- A"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole_again(lines: str, word: str) -> None:
    assert word in joined(lines)[0]


def test_the_time_grows_with_the_length_alone() -> None:
    begun_s = time.perf_counter()
    list(paragraphs(["A short line of text."] * 20_000))
    assert time.perf_counter() - begun_s < 2.0


def test_nothing_invisible_remains() -> None:
    assert clean_line("Pay\u202e the\u200b \U000e0041fee\ufeff\x00 now\u00ad.") == "Pay the fee now."
    assert clean_line("\uf0b7\tone\u00a0\u2003two") == "• one two"
    assert clean_line("नमस्\u200dते") == "नमस्\u200dते"
