"""The ledger by which the numbers of the built-in scenarios are checked sees what it should."""

from datetime import date

import pytest

from tests.scenarios.ledger import Ledger, _without_clause_numbers

TEXT = "Write-offs of £4.6m in the year to June; 31 per cent of that is £1.43 million, payback in 4.2 months."


@pytest.fixture
def ledger() -> Ledger:
    return Ledger({"paper": TEXT})


def test_a_number_is_read_with_its_scale(ledger: Ledger) -> None:
    assert ledger.given("£4.6m in the year") == 4.6e6
    assert ledger.given("£1.43 million") == 1.43e6
    assert ledger.given("payback in 4.2 months") == 4.2
    assert Ledger({"paper": "R9.4m of RM0.6m"}).given("R9.4m of RM0.6m", nth=2) == 0.6e6


def test_what_nobody_accounted_for_is_named_with_its_place(ledger: Ledger) -> None:
    ledger.given("£4.6m in the year")
    ledger.given("4.2 months")
    assert [line.split(":")[0] for line in ledger.unaccounted()] == ["paper", "paper"]
    assert "31 per cent" in ledger.unaccounted()[0]


def test_a_figure_follows_as_exactly_as_it_is_written(ledger: Ledger) -> None:
    assert ledger.follows("is £1.43 million", 4.6e6 * 0.31) == pytest.approx(1.426e6)
    with pytest.raises(AssertionError, match="1,436,000"):
        ledger.follows("is £1.43 million", 1.436e6)
    assert ledger.follows("is £1.43 million", 1.44e6, within=0.01)


def test_only_the_number_that_follows_is_accounted_for(ledger: Ledger) -> None:
    ledger.follows("31 per cent of that is £1.43 million", 1.426e6, nth=2)
    assert len(ledger.unaccounted()) == 3


def test_a_phrase_that_stands_nowhere_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(AssertionError, match="stands in none of paper"):
        ledger.given("£4.7m in the year")


@pytest.mark.parametrize("phrase", ["Thursday 3 December 2026", "Thursday, December 3, 2026", "3 December"])
def test_a_date_is_a_day_of_the_calendar(phrase: str) -> None:
    ledger = Ledger({"paper": f"The committee meets on {phrase}."})
    assert ledger.day(phrase) == date(2026, 12, 3)
    assert ledger.unaccounted() == []


def test_a_wrong_weekday_is_an_error() -> None:
    with pytest.raises(AssertionError, match="was a Thursday"):
        Ledger({"paper": "by Friday 3 December 2026"}).day("Friday 3 December 2026")


def test_clause_numbers_and_references_count_nothing_but_cells_do() -> None:
    text = "1. Scope\n1.2 In all, see clauses 4.1 and 4.2.\nA.3 Twelve of them.\nTotal\n4.2\n2.5 million"
    ledger = Ledger({"paper": _without_clause_numbers(text)})
    assert len(ledger.unaccounted()) == 2
    assert ledger.given("Total 4.2") == 4.2
    assert ledger.given("2.5 million") == 2.5e6
    assert ledger.unaccounted() == []
