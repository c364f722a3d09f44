"""Texts made to be slow: characters as written in a conversation, refused in a pack, and both at once."""

import time

import pytest

from closeddoor.text.blocks import Paragraph, Table
from closeddoor.text.errors import MarkupError
from closeddoor.text.read import read_markdown, render_chat, split_finished
from tests.paired import least_ratio

WIDE = "|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "|\n" * 2_000
FLOODS = ["[" * 40_000, "![" * 10_000, WIDE, "[a](b " * 3_000, "x" * 10_001, "*a_ " * 5_000]


@pytest.mark.parametrize("flood", FLOODS, ids=lambda flood: flood[:6])
def test_a_flood_is_shown_as_it_is_written_and_at_once(flood: str) -> None:
    begun_s = time.process_time()
    blocks = render_chat(flood).blocks
    split_finished(flood)
    assert time.process_time() - begun_s < 1.0
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert render_chat(flood).displayed.count("[") == flood.count("[")


@pytest.mark.parametrize("flood", FLOODS, ids=lambda flood: flood[:6])
def test_a_pack_with_a_flood_is_refused_with_its_line_at_once(flood: str) -> None:
    begun_s = time.process_time()
    with pytest.raises(MarkupError) as refused:
        read_markdown(f"First.\n\n{flood}\n")
    assert time.process_time() - begun_s < 1.0
    assert (refused.value.code, refused.value.line) == ("text.dense", 3)


@pytest.mark.parametrize("lead", ["> " * 30, "> - " * 12, "> 1. " * 12])
def test_long_quotes_in_quotes_are_refused_at_once(lead: str) -> None:
    begun_s = time.process_time()
    with pytest.raises(MarkupError, match="quotes inside quotes"):
        read_markdown(f"{lead}a\n" + "a\n" * 40_000)
    assert time.process_time() - begun_s < 1.0


def test_quotes_of_ordinary_length_are_read_in_a_text_of_any_length() -> None:
    assert read_markdown(("> > " + "words and words\n") * 600).blocks
    assert read_markdown("> > > quoted\n\n" + "Words.\n\n" * 9_000).blocks


def test_quotes_nested_without_end_are_refused_before_python_runs_out_of_calls() -> None:
    with pytest.raises(MarkupError) as refused:
        read_markdown("> " * 49_000 + "a")
    assert refused.value.code == "text.nesting"


def test_in_a_conversation_deeper_quotes_take_no_longer_than_those_that_are_read() -> None:
    def took_s(depth: int) -> float:
        begun_s = time.process_time()
        render_chat("> " * depth + "a\n" + "a\n" * 3_000)
        return time.process_time() - begun_s

    assert least_ratio(lambda: took_s(300), lambda: took_s(12)) < 4


def test_only_the_dense_block_loses_its_formatting() -> None:
    before, dense, after = render_chat("*a*\n\n" + "[" * 201 + "*b*\n\n[c](d)").blocks
    assert isinstance(before, Paragraph)
    assert isinstance(dense, Paragraph)
    assert isinstance(after, Paragraph)
    assert [inline.text for inline in dense.inlines if hasattr(inline, "text")] == ["[" * 201 + "*b*"]
    assert getattr(before.inlines[0], "italic", False)
    assert getattr(after.inlines[0], "link", None) == "d"


def test_what_people_write_is_not_dense() -> None:
    table = "| a | b | c | d | e |\n|---|---|---|---|---|\n" + "| 1 | 2 | 3 | 4 | 5 |\n" * 150
    assert isinstance(read_markdown(table).blocks[0], Table)
    assert len(read_markdown("- [a](b)\n" * 1_000).references) == 1_000
    assert len(read_markdown("[a](b) " * 150).references) == 150


def test_pictures_in_pictures_are_read_without_running_out_of_calls() -> None:
    assert render_chat("![" * 200 + "a" + "](b)" * 200).blocks
