from pathlib import Path

import pytest

from closeddoor.text import read_markdown
from closeddoor.text.author_cards import AuthorCard, part_cards

CARDS = """| When | Ask | Because |
|---|---|---|
| A share is credited | **By what** rule? | It may be generous. |
| Nothing to ask | | An empty row. |
| A share is credited | **By what** rule? | It may be generous. |
"""
BEGIN = "# After the call\n\nIt turned here.\n\n"
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def test_cards_leave_the_text_with_their_heading() -> None:
    text, cards = part_cards(read_markdown(f"{BEGIN}## Cards\n\n{CARDS}"))
    assert cards == (AuthorCard("A share is credited", "By what rule?", "It may be generous."),)
    assert text.blocks == read_markdown(BEGIN).blocks
    assert text.displayed.strip() == read_markdown(BEGIN).displayed.strip()


def test_a_heading_with_more_under_it_stays() -> None:
    text, cards = part_cards(read_markdown(f"{BEGIN}## For your next meeting\n\n* Who?\n\n{CARDS}\nAnd more.\n"))
    assert len(cards) == 1
    assert "For your next meeting" in text.displayed
    assert len(text.blocks) == 5


@pytest.mark.parametrize(
    "markdown",
    ["", BEGIN, "| When | Ask |\n|---|---|\n| a | b |\n", "| Ask | When | Because |\n|---|---|---|\n| a | b | c |\n"],
)
def test_what_is_no_table_of_cards_is_left_alone(markdown: str) -> None:
    text = read_markdown(markdown)
    assert part_cards(text) == (text, ())


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*/scenarios/*/debrief.md")), ids=lambda path: path.parent.name)
def test_every_built_in_debrief_has_cards_that_leave_no_trace_in_it(path: Path) -> None:
    whole = read_markdown(path.read_text(encoding="utf-8"))
    text, cards = part_cards(whole)
    assert len(cards) >= 3
    assert all(card.when and card.ask and card.because for card in cards)
    assert whole.displayed.startswith(text.displayed.rstrip())
    assert not any(card.because in text.displayed for card in cards)
