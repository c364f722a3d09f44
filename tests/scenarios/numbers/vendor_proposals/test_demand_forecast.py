"""The numbers of "The forecast that pays for itself": premises, sums, and what the debrief rests on."""

from datetime import date, timedelta

import pytest

from tests.scenarios.ledger import Ledger, ledger_of


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("vendor-proposals", "demand-forecast")
    the_pilot(ledger)
    the_business(ledger)
    the_price(ledger)
    the_terms(ledger)
    the_call(ledger)
    assert ledger.unaccounted() == []


def the_pilot(ledger: Ledger) -> None:
    begun, ended = ledger.day("2 February"), ledger.day("29 March 2026")
    weeks = ledger.given("Period 8 weeks")
    assert ended - begun == timedelta(weeks=weeks, days=-1)
    ledger.follows("Depots 2 6", 2)
    ledger.given("Ambient and frozen lines 1,140 9,350")
    written_off = ledger.given("ambient and frozen £4,430")
    before = ledger.given("eight weeks of 2025, same lines £6,420", nth=2)
    ledger.follows("fell by 31%", 100 * (before - written_off) / before)
    baseline = ledger.given("baseline 34%")
    reached = ledger.given("Corvane Replenish 21%")
    ledger.follows("from 34% to 21%", baseline)
    ledger.follows("from 34% to 21%", reached, nth=2)


def the_business(ledger: Ledger) -> None:
    ledger.given("£286m of sales, 640 people")
    lines = ledger.given("buys 11,800 lines")
    ambient = ledger.given("Ambient and frozen lines 1,140 9,350", nth=2)
    ledger.follows("not in scope 2,450", lines - ambient)
    ledger.given("Depots 2 6")
    ledger.name("year to June 2026")
    ambient_loss = ledger.given("£4,430 £0.9m", nth=2)
    chilled_loss = ledger.given("not in scope £3.7m")
    loss = ledger.follows("£4.6m of stock written off", ambient_loss + chilled_loss)
    ledger.follows("stock worth £4.6m was written off", loss)
    saving = ledger.follows("write-offs fall by £1.43m", 0.31 * loss)
    assert 12 * (312_000 + 85_000) / saving < 4  # "pays back in under four months"
    assert pytest.approx(0.31 * ambient_loss) == 279_000  # the debrief
    assert pytest.approx(chilled_loss / loss, abs=0.01) == 0.8  # "four fifths"


def the_price(ledger: Ledger) -> None:
    a_year = ledger.given("per year £312,000")
    once = ledger.given("fixed, once £85,000")
    ledger.follows("before indexation £1,021,000", 3 * a_year + once)
    ledger.given("no more than 3% in any year")
    ledger.name("06:00 to 20:00 daily", "Proposal 26-1147")
    assert ledger.day("12 October 2026") < ledger.day("18 December 2026")
    assert a_year / 4 == 78_000  # three months of fees, in the debrief
    assert 3 * a_year == 936_000  # three more years, told of the renewal
    assert pytest.approx(a_year * 1.03**2, abs=500) == 331_000  # the most the third year can cost


def the_terms(ledger: Ledger) -> None:
    ledger.given("are 94% accurate")
    ledger.given("up to 28 days ahead")
    ledger.name("SOC 2 Type II")
    assert ledger.day("1 July 2025", 2025) == date(2025, 7, 1)
    assert ledger.day("30 June 2026") == date(2026, 6, 30)
    ledger.name("by 11:00", "cut-off at 14:00", "between 05:00 and 20:00", "second quarter of 2027")
    ledger.given("at least 180 days before")
    ledger.given("available 99.5% of each month")
    ledger.given("5% of that month's fee")


def the_call(ledger: Ledger) -> None:
    ledger.given("from 97.0% to 95.6%")
    ledger.given("with 60 chilled lines")
    ledger.given("error was above 50%")
    ledger.follows("The 21% in the annex", 21)
    alone = ledger.given("alone was at 27%")
    assert (alone - 21) / (34 - 21) > 0.4  # "nearly half of the improvement"
    ledger.given("12% of our shares")
    ledger.name("invested in 2024", "until June 2027")
    ledger.given("£1,150 a day")
    assert ledger.day("31 December") == date(2026, 12, 31)
    ledger.follows("We took the 31% of the pilot lines", 100 * (6_420 - 4_430) / 6_420)
    ledger.follows("all your write-offs, the £4.6m", 4.6e6)


def test_what_the_debrief_makes_of_the_figures() -> None:
    assert 6_420 - 4_430 == 1_990
    assert pytest.approx(1_709 / 2_552, abs=0.005) == 0.67
