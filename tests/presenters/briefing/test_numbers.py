import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.document import Document
from closeddoor.presenters.briefing.numbers import (
    Notation,
    has_commas,
    read_number,
    result_figure,
    shown_figure,
    typed_figure,
)


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


@pytest.mark.parametrize("typed", ["0150,600", "0,150,600", "007", "0 150", "-00.5", "012,5"])
def test_a_leading_zero_is_not_taken_for_part_of_a_figure(typed: str) -> None:
    reading = read_number(typed, Notation("EUR", has_commas=True))
    assert reading.value is None
    assert "begins with a zero" in reading.problem


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("105,600", "EUR", 105_600), ("1,250", "hours", 1250), ("-1,250", "%", -1250), ("€150,600", "EUR", 150_600),
        ("150,600 EUR", "EUR", 150_600), ("-€1.5m", "EUR a year", -1.5e6), ("€ -3", "EUR", -3), ("150k", "EUR", 150e3),
        ("2.3M", "R", 2.3e6), ("R 1,250k", "R", 1.25e6), ("61k", "claims", 61e3), ("$4,800", "USD a call", 4800),
        ("S$1,000", "S$", 1000), ("42 %", "% of today's calls", 42), ("0,125", "EUR", 0.125), ("1,5", "EUR", 1.5),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_the_documents_print_it(typed: str, unit: str, value: float) -> None:
    reading = read_number(typed, Notation(unit, has_commas=True))
    assert (reading.value, reading.problem) == (value, "")


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("$5", "EUR"), ("€150", "EUR thousand"), ("150k", "EUR thousand"), ("1m", "R million"), ("18m", "months"),
        ("18k", "per 100 of today's calls"), ("5k", "kUSD"), ("5k", ""), ("€", "EUR"), ("k", "EUR"), ("5kk", "EUR"),
        ("5 %", "EUR"), ("+-3", "EUR"),
    ],
)  # fmt: skip
def test_a_sign_that_leaves_a_doubt_is_refused(typed: str, unit: str) -> None:
    assert "is not a number" in read_number(typed, Notation(unit, has_commas=True)).problem


def test_a_point_in_the_place_of_the_comma_is_asked_back_with_its_k() -> None:
    assert read_number("1.250k", Notation("EUR", has_commas=True)).problem.endswith("Write 1250k or 1.25k.")


@pytest.mark.parametrize(
    ("text", "allows"),
    [
        ("It costs €105,600 a year, or 3.5 per cent.", True), ("From 1,250.75 to 1,000,000; 0.125 of it.", True),
        ("No figure, 3, 5.", True), ("Das sind 3,5 %.", False), ("105.600 Euro", False), ("1.250.000 Euro", False),
    ],
)  # fmt: skip
def test_commas_stand_between_thousands_unless_the_documents_write_otherwise(text: str, allows: bool) -> None:  # noqa: FBT001
    assert has_commas([Document("d", "D", "d.md", "", text)]) is allows


def test_an_empty_field_has_no_problem() -> None:
    assert (read_number("  ").value, read_number("").problem) == (None, "")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_kept_number_is_shown_so_that_it_reads_back(value: float) -> None:
    assert read_number(typed_figure(value)).value == value


@given(st.floats(min_value=-1e14, max_value=1e14).map(lambda value: float(f"{value:.6g}")))
def test_a_shown_number_is_not_rounded(value: float) -> None:
    shown = shown_figure(value)
    assert float(shown.replace(",", "").replace("\u2212", "-")) == value
    assert read_number(shown, Notation(has_commas=True)).value == (
        value if abs(value) >= 1000 else read_number(shown).value
    )


def test_a_result_is_rounded_to_what_can_be_compared() -> None:
    shown = [result_figure(value) for value in (None, 0, 1234567.8, -0.65321, 22.2222, -999.999, 1e300)]
    assert shown == ["none", "0", "1,234,568", "\u22120.653", "22.22", "\u22121,000", "1e+300"]
