"""The numbers of "One message at 09:32": the calendar of the incident, what left, and what the tests had measured."""

from datetime import date, timedelta

from tests.scenarios.ledger import Ledger, ledger_of

SENT, FOUND, CALL, DUE = date(2026, 10, 29), date(2026, 11, 5), date(2026, 11, 16), date(2026, 11, 27)


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("ai-risk", "assistant-incident")
    the_company(ledger)
    the_calendar(ledger)
    what_left(ledger)
    the_settings(ledger)
    the_tests(ledger)
    the_file(ledger)
    assert ledger.unaccounted() == []


def the_company(ledger: Ledger) -> None:
    ledger.given("a ship chandler with 1,400 people")
    users = ledger.given("Lumenworks Assist, 430 users")
    assert users < 1_400
    ledger.name("Incident report 2026-17", "Version 3.2", "Replaces version 3.1", "since version 3.1")
    ledger.name("Lumenworks Assist, version 3.2")


def the_calendar(ledger: Ledger) -> None:
    assert ledger.day("29 October") == SENT
    ledger.day("29 October 2026")
    assert ledger.day("5 November") == FOUND == SENT + timedelta(days=7)  # "Seven days passed"
    assert ledger.day("10 November") > FOUND
    assert ledger.day("12 November 2026") < ledger.day("Friday, 13 November 2026")
    assert ledger.day("Monday, 16 November") == CALL
    assert ledger.day("27 November") == ledger.day("Friday, 27 November 2026") == DUE
    ledger.name("29 Oct, 09:14", "29 Oct, 09:31", "29 Oct, 09:32", "5 Nov, 16:40", "5 Nov, 18:00", "9 Nov, 08:00")
    assert (18 * 60) - (16 * 60 + 40) == 80  # "within eighty minutes"
    assert date(2026, 11, 9).weekday() == 0  # "on the following Monday"
    assert date(2026, 11, 6).weekday() == 4  # "The Friday without it"
    ledger.name("Information Security 5 Nov", "Sales 6 Nov", "Lumenworks 9 Nov", "Information Security 9 Nov")
    ledger.name("Information Security 10 Nov", "between 10:00 and 16:00")


def what_left(ledger: Ledger) -> None:
    ledger.given("1,180 items, with the discounts of 64 customers")
    customers = ledger.follows("with the discounts of 64 customers, to an address", 64)
    ledger.follows("The other 63 customers", customers - 1)
    ledger.name("Mailboxes concerned 1", '"Prices 2026-10"', "Contacts 2026", "price list of October 2026")
    ledger.given("340 names with mobile numbers")


def the_settings(ledger: Ledger) -> None:
    boxes = ledger.given("switched it on for 38 mailboxes")
    assert (
        ledger.given("Nobody has read the 41")
        == ledger.given("41 of them to addresses")
        < ledger.given("sent 612 messages")
    )
    assert boxes < 430
    changed = ledger.day("4 May")
    assert changed < SENT
    assert ledger.day("2 March 2026") < ledger.day("11 March 2026") < changed < SENT
    expiry = ledger.day("28 November")
    assert expiry == SENT + timedelta(days=30) == DUE + timedelta(days=1)  # "Thirty days"


def the_tests(ledger: Ledger) -> None:
    ledger.given("answered correctly 91%")
    ledger.given("right source named 88%")
    ledger.given("judged faithful by two readers 94%")
    ledger.given("Harmful requests refused 98.6%")
    stopped = ledger.given("attempts stopped by the filter 99.1%")
    ledger.follows("blocks 99.1% of the attempts", stopped)
    ledger.follows("its success against them at 99.1%", stopped)
    ledger.given("Harmless content stopped by mistake 0.7%")
    ledger.name("in February 2026 on the version")
    assert round(2_000 * stopped / 100, 6) == 1_982  # what the debrief makes of "Two thousand attempts"


def the_file(ledger: Ledger) -> None:
    ledger.name("INV-2026-4417", "Team 3")
    assert ledger.day("18 June 2024") < date(2026, 3, 2)
    ledger.given("after 212 customers' contact persons")
    ledger.given("six months of fees, SGD 57,000")


def test_three_days_from_the_call_end_before_the_answer_is_due() -> None:
    assert CALL + timedelta(days=3) == date(2026, 11, 19)
    assert DUE - (CALL + timedelta(days=3)) == timedelta(days=8)  # "eight days late"
