"""The numbers of "The figure on page four": what the network saw, and what an invented occupancy does to a hotel."""

from datetime import date, timedelta

from tests.scenarios.ledger import Ledger, ledger_of


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("ai-risk", "shadow-use")
    the_days(ledger)
    the_network(ledger)
    the_rules(ledger)
    the_hotel(ledger)
    the_paper(ledger)
    assert ledger.unaccounted() == []


def the_days(ledger: Ledger) -> None:
    released = ledger.day("3 November")
    written = ledger.day("Bratislava, 10 November 2026")
    assert released + timedelta(days=8) == written + timedelta(days=1)  # "Eight days ago you approved"
    assert written.weekday() == 1  # the valuation team found it "on Monday", the day before
    ledger.name("Alpine Tourism Observatory, 2025", "This is a setting from 2019", "when it came out in 2023")
    ledger.name("online services (2023) forbids", "From 1 to 31 October")
    kept_days = ledger.given("its entries for 45 days")
    lost = date(2026, 10, 1) + timedelta(days=kept_days)
    assert lost == date(2026, 11, 15)
    assert lost.weekday() == 6  # "From this weekend"


def the_network(ledger: Ledger) -> None:
    people = ledger.given("a firm of 210 people in Vienna")
    users = ledger.given("96 of our 210 workstations")
    ledger.follows("chatbots: 46%", 100 * users / people)
    ledger.follows("among the 96", users)
    valuation, tax, support = (
        ledger.given(row) for row in ("Valuation 88 31", "Tax 74 39", "Assistants and support 48 26")
    )
    ledger.follows("Total 210 96", valuation + tax + support)
    ledger.follows("Total 210 96", 31 + 39 + 26, nth=2)
    assert [round(100 * part) for part in (31 / valuation, 39 / tax, 26 / support)] == [35, 53, 54]
    sessions = ledger.given("There were 4,150 sessions")
    assert ledger.given("In 212 sessions more than") < sessions


def the_rules(ledger: Ledger) -> None:
    people = ledger.given("Of 210 people, 208 have confirmed")
    assert people - 208 == 2  # "the other two are on parental leave"
    assert ledger.given("from EUR 24 to EUR 31 per person") < 31


def the_hotel(ledger: Ledger) -> None:
    rooms, night_eur = ledger.given("has 120 rooms"), ledger.given("average of EUR 150 a night")
    paper, region = ledger.given("Occupancy 83% 61%"), 61
    ledger.follows("average occupancy of 83%", paper)
    sold = ledger.follows("Rooms sold a year 36,354 26,718", rooms * 365 * paper / 100)
    in_fact = ledger.follows("Rooms sold a year 36,354 26,718", rooms * 365 * region / 100, nth=2)
    claimed = ledger.follows("Room revenue EUR 5,453,100 EUR 4,007,700", sold * night_eur)
    real = ledger.follows("Room revenue EUR 5,453,100 EUR 4,007,700", in_fact * night_eur, nth=2)
    ledger.follows("overstated by EUR 1,445,400", claimed - real)
    assert round(100 * (claimed / real - 1)) == 36


def the_paper(ledger: Ledger) -> None:
    assert ledger.given("would accept, EUR 38m") == 38e6
