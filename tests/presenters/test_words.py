from datetime import UTC, date, datetime, timedelta

import pytest

from closeddoor.presenters.words import (
    counted,
    local_day,
    long_date,
    month_of,
    one_line,
    percent,
    point_range,
    whole_line,
    whole_points,
)


def test_a_time_of_today_is_a_time_and_another_a_date() -> None:
    now = datetime.now(tz=UTC).astimezone()
    assert local_day(round(now.timestamp() * 1000)) == now.strftime("%H:%M")
    before = now - timedelta(days=400)
    assert local_day(round(before.timestamp() * 1000)) == f"{before.day} {before.strftime('%B')} {before.year}"


@pytest.mark.parametrize(("number", "words"), [(0, "no marks"), (1, "1 mark"), (2, "2 marks")])
def test_counts(number: int, words: str) -> None:
    assert counted(number, "mark") == words


def test_counts_with_a_plural_of_their_own() -> None:
    assert counted(2, "reply", "replies") == "2 replies"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(12, 12, "12 of 30 points"), (7.4, 29.9, "7 to 29 of 30 points"), (12.01, 12.04, "12 of 30 points")],
)
def test_points_are_a_range_while_something_is_open(low: float, high: float, words: str) -> None:
    assert point_range(low, high, 30) == words


def test_figures_and_dates() -> None:
    assert (whole_points(0.1 * 30), whole_points(2.9999999), whole_points(29.96)) == (3, 3, 29)
    assert (percent(0.755), percent(1)) == ("76%", "100%")
    assert long_date(date(2026, 11, 1)) == "1 November 2026"


def test_a_month_is_that_of_the_place_where_it_is_read() -> None:
    last_evening = datetime(2026, 11, 30, 23, 59).astimezone()
    assert month_of(round(last_evening.timestamp() * 1000)) == "November 2026"


def test_what_others_wrote_in_lines_is_one_line_of_bounded_length() -> None:
    assert whole_line(" Drift\n\nof a\tmodel ") == "Drift of a model"
    assert one_line("Drift\nof a model", 9) == "Drift of…"
