"""Figures of a model in words."""

import pytest

from closeddoor.presenters.models.words import (
    day_in_words,
    pages_in_words,
    reading_speed,
    size_and_kind,
    writing_speed,
)


@pytest.mark.parametrize(
    ("tokens", "said"),
    [(512, "Less than a page of text"), (800, "About 1 page of text"), (8192, "About 12 pages of text"),
     (131_072, "About 200 pages of text")],
)  # fmt: skip
def test_a_context_is_said_in_pages(tokens: int, said: str) -> None:
    assert pages_in_words(tokens) == said


@pytest.mark.parametrize(
    ("tokens_per_s", "said"),
    [(12, "About 9 words a second"), (1.4, "About 1 word a second"), (0.5, "About 20 words a minute"),
     (145, "About 110 words a second")],
)  # fmt: skip
def test_writing_is_said_in_words(tokens_per_s: float, said: str) -> None:
    assert writing_speed(tokens_per_s) == said


@pytest.mark.parametrize(
    ("tokens_per_s", "said"),
    [(13, "it reads a page in about 51 seconds"), (424, "it reads a page in about 2 seconds"),
     (2000, "it reads a page in less than a second"), (1, "it reads a page in about 11 minutes"),
     (0, "it reads a page in about 1111 minutes")],
)  # fmt: skip
def test_reading_is_said_in_pages(tokens_per_s: float, said: str) -> None:
    assert reading_speed(tokens_per_s) == said


def test_a_day_is_said_as_people_do_and_what_is_none_stays() -> None:
    assert day_in_words("2026-11-23") == "23 November 2026"
    assert day_in_words("yesterday") == "yesterday"


def test_size_and_quantisation_are_said_as_far_as_they_are_known() -> None:
    assert size_and_kind(4_700_000_000, "Q4_K_M") == "4.7 GB · Q4_K_M"
    assert size_and_kind(4_700_000_000, "") == "4.7 GB"
    assert size_and_kind(0, "") == ""
