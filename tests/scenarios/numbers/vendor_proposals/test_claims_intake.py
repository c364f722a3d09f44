"""The numbers of "The claims that pay themselves": premises, sums, and what the estimate and the debrief rest on."""

from datetime import date

import pytest

from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.packs import read_pack
from tests.scenarios.ledger import PACKS, Ledger, ledger_of


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("vendor-proposals", "claims-intake")
    claims = the_book(ledger)
    the_pilot(ledger)
    the_price(ledger, claims)
    the_terms(ledger)
    the_call(ledger)
    assert ledger.unaccounted() == []


def the_book(ledger: Ledger) -> float:
    """Account for what Slievemore is and receives; return its claims a year."""
    ledger.given("insures 148,000 households")
    claims = ledger.given("handles 61,000 claims a year with 34 people")
    ledger.follows("receives 61,000 claims a year", claims)
    ledger.follows("by one of 34 handlers", 34)
    ledger.follows("your 34 handlers can carry", 34)
    small = ledger.given("up to €5,000 48,190", nth=2)
    large = ledger.given("above €5,000 9,150", nth=2)
    paper = ledger.follows("any 3,660", 0.06 * claims)
    ledger.follows("Total 61,000", small + large + paper)
    ledger.follows("48,190 79%", 100 * small / claims, nth=2)
    ledger.follows("9,150 15%", 100 * large / claims, nth=2)
    ledger.follows("3,660 6%", 100 * paper / claims, nth=2)
    ledger.follows("61,000 100%", 100, nth=2)
    ledger.given("about 6% of yours")
    household = ledger.given("Household claims were 38,400")
    ledger.follows("motor claims 22,600", claims - household)
    assert ledger.day("30 June 2026") < ledger.day("Monday 2 November 2026")
    return claims


def the_pilot(ledger: Ledger) -> None:
    pilot = ledger.given("run its Intake system over 4,000 of your claims")
    ledger.follows("Marrowby selected 4,000 claims", pilot)
    ledger.follows("In the pilot 4,000", pilot)
    limit = ledger.given("Claims up to €5,000 that show no sign")
    ledger.follows("4,000 claims for up to €5,000 that had", limit, nth=2)
    ledger.name("closed in 2024 and 2025")
    assert ledger.day("Tuesday 13 October") < ledger.day("since 21 October")
    cleared = ledger.given("Cleared 3,200")
    genuine = ledger.given("genuine 3,165")
    referred = ledger.follows("Referred to a handler 800", pilot - cleared)
    ledger.follows("right on 98.9% of the claims", 100 * genuine / cleared)
    missed = ledger.follows("The other 35 should", cleared - genuine)
    assert cleared / pilot == 4 / 5  # "four of your claims in five"
    rate = ledger.given("Confirmed fraud was 1.2%")
    ledger.follows("claims of all kinds: 1.2%", rate)
    frauds = ledger.follows("There were 48 confirmed frauds", pilot * rate / 100)
    ledger.follows("among the 800 we referred", referred)
    ledger.follows("The other 35 were cleared", missed)
    assert frauds - missed == 13  # "Thirteen of them"


def the_price(ledger: Ledger, claims: float) -> None:
    set_up = ledger.given("Set-up and training, once €70,000")
    least = ledger.given("minimum 60,000 claims a year €4.20")
    a_year = ledger.follows("Least amount per year €252,000", least * 4.20)
    ledger.follows("Least amount over the first term €826,000", set_up + 3 * a_year)
    ledger.follows("Above 60,000 claims it is the same", least)
    assert claims > least
    assert ledger.day("Friday 18 December 2026") < ledger.day("1 March 2027")


def the_terms(ledger: Ledger) -> None:
    ledger.name("MI-2026-088", "live with Intake in October 2025", "Founded in 2017", "accounts for 2025")
    ledger.given("About 140 signs")
    ledger.given("notice is given 150 days before")
    ledger.given("99.5% a month")
    ledger.name("between 07:00 and 22:00")
    ledger.given("5% of that month's fee")
    assert ledger.day("closed by 31 July") == date(2026, 7, 31)
    ledger.given("83 people in Dublin")


def the_call(ledger: Ledger) -> None:
    ledger.follows("claims under 5,000 euros went through", 5000)
    ledger.given("lowered the limit to 2,000")
    ledger.given("referred at 41%")
    ledger.follows("against 20% overall", 100 * 800 / 4000)
    ledger.name("ISO 27001", "longest, since October 2025")


def test_the_estimate_follows_from_the_table() -> None:
    scenario = read_pack(PACKS / "vendor-proposals").scenario("claims-intake")
    assert scenario is not None
    task = scenario.task("stopped")
    assert isinstance(task, EstimateTask)
    assert task.answer == 0.012 * 4000 - (3200 - 3165)


def test_what_the_debrief_makes_of_the_figures() -> None:
    assert pytest.approx(13 / 48, abs=0.005) == 0.27
    assert pytest.approx(13 / 800, abs=0.0005) == 0.016
    assert pytest.approx(800 * 0.012) == 9.6
    assert 9150 + 3660 == 12_810
    assert 48_190 * 4 // 5 == 38_552
    assert pytest.approx(38_552 / 61_000, abs=0.005) == 0.63
    assert 2 * 252_000 == 504_000
    assert pytest.approx(3_660 * 4.20) == 15_372
