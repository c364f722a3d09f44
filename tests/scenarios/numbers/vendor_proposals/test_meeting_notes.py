"""The numbers of "A quiet guest on the ninth floor": premises, sums, and what options and debrief rest on."""

from datetime import date

import pytest

from tests.scenarios.ledger import Ledger, ledger_of


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("vendor-proposals", "meeting-notes")
    the_trial(ledger)
    the_price(ledger)
    the_terms(ledger)
    the_call(ledger)
    assert ledger.unaccounted() == []


def the_trial(ledger: Ledger) -> None:
    assert ledger.day("12 October") < ledger.day("Tuesday 27 October") < ledger.day("11 November 2026")
    assert ledger.day("11 November 2026") < ledger.day("Monday 16 November 2026") < ledger.day("1 December")
    meetings = ledger.given("Minutely attended 38 meetings")
    actions = ledger.given("listed 142 actions")
    small = ledger.given("Two or three 24 71"), ledger.given("Two or three 24 71", nth=2)
    middle = ledger.given("Four or five 11 58"), ledger.given("Four or five 11 58", nth=2)
    large = ledger.given("Six or more 3 13"), ledger.given("Six or more 3 13", nth=2)
    ledger.follows("Total 38 142", small[0] + middle[0] + large[0])
    ledger.follows("Total 38 142", small[1] + middle[1] + large[1], nth=2)
    assert (meetings, actions) == (38, 142)
    assert small[0] + middle[0] == 35  # the debrief: "35 of the 38 had five people or fewer"


def the_price(ledger: Ledger) -> None:
    first = ledger.given("seat and month S$19 S$34")
    later = ledger.given("seat and month S$19 S$34", nth=2)
    seats = ledger.given("least number 35 35")
    year_1 = ledger.follows("Per year S$7,980 S$14,280", 12 * seats * first)
    year_2 = ledger.follows("Per year S$7,980 S$14,280", 12 * seats * later, nth=2)
    ledger.follows("The first term is 24 months", 2 * 12)
    ledger.follows("the price comes to S$22,260", year_1 + year_2)


def the_terms(ledger: Ledger) -> None:
    ledger.name("Offer MN-4471", "Year 1", "Year 2 and after", "from 08:00 to 20:00", "ISO 27001")
    assert ledger.day("8 June 2026") == date(2026, 6, 8)


def the_call(ledger: Ledger) -> None:
    ledger.given("which is 68 dollars a seat")
    ledger.follows("seats for 24 months is our smallest contract", 2 * 12)
    ledger.given("310 customers in Singapore")


def test_what_options_and_debrief_make_of_the_figures() -> None:
    people, seats = 22, 35
    assert seats - people == 13
    assert [12 * 13 * rate for rate in (19, 34)] == [2_964, 5_304]
    assert pytest.approx(34 / 19 - 1, abs=0.005) == 0.79
    assert 2 < 38 * 12 / 200 < 3
