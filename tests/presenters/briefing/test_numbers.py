import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.presenters.briefing.numbers import read_number, result_figure, shown_figure, typed_figure


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("18", 18), (" 18. ", 18), ("1,5", 1.5), ("1.5", 1.5), (".5", 0.5), ("-3", -3), ("\u22123", -3), ("+3", 3),
        ("0,125", 0.125), ("1.2340", 1.234), ("12000", 12000), ("12 000", 12000), ("12\u00a0000,5", 12000.5),
        ("1'000'000", 1e6), ("1,000,000", 1e6), ("1.000.000", 1e6), ("1,250.75", 1250.75), ("1.250,75", 1250.75),
        ("-0", 0), ("1000,000", 1000),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed: str, value: float) -> None:
    reading = read_number(typed)
    assert (reading.value, reading.problem) == (value, "")


@pytest.mark.parametrize(
    ("typed", "either"),
    [("1,000", "1000 or 1."), ("1.250", "1250 or 1.25."), ("12,345", "12345 or 12.3450."), ("-1,000", "-1000 or -1.")],
)
def test_what_can_be_read_in_two_ways_is_asked_back(typed: str, either: str) -> None:
    reading = read_number(typed)
    assert reading.value is None
    assert reading.problem.endswith(f"Write {either}")


@pytest.mark.parametrize(
    "typed", ["abc", "5 %", "1e5", "nan", "inf", "1,2,3", "1.000,000.5", "--1", "-", "9" * 400, "٣"]
)
def test_what_is_no_number_is_said(typed: str) -> None:
    reading = read_number(typed)
    assert reading.value is None
    assert "is not a number" in reading.problem


def test_an_empty_field_has_no_problem() -> None:
    assert (read_number("  ").value, read_number("").problem) == (None, "")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_kept_number_is_shown_so_that_it_reads_back(value: float) -> None:
    assert read_number(typed_figure(value)).value == value


@given(st.floats(min_value=-1e14, max_value=1e14).map(lambda value: float(f"{value:.6g}")))
def test_a_shown_number_is_not_rounded(value: float) -> None:
    shown = shown_figure(value).replace("\u00a0", "").replace("\u2212", "-")
    assert float(shown) == value


def test_a_result_is_rounded_to_what_can_be_compared() -> None:
    shown = [result_figure(value) for value in (None, 0, 1234567.8, -0.65321, 22.2222, -999.999, 1e300)]
    assert shown == ["none", "0", "1\u00a0234\u00a0568", "\u22120.653", "22.22", "\u22121000", "1e+300"]
