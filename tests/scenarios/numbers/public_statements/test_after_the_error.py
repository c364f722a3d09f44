"""The numbers of "What Marina promised": what is premise in it, and what follows."""

from datetime import date, timedelta

import pytest

from tests.scenarios.ledger import Ledger, ledger_of

KEPT, CANCELLED = 231_240, 2_460
"""What Baltane kept in October under the new rule, in EUR, and on how many tickets."""


def test_every_number_has_its_reason() -> None:
    ledger = _ledger()
    _the_day(ledger)
    _media(ledger)
    _the_rule(ledger)
    _money(ledger)
    _complaints(ledger)
    _the_conversation(ledger)
    _statistics(ledger)
    _chronology(ledger)
    _what_katarzyna_says(ledger)
    assert ledger.unaccounted() == []


def test_what_paying_would_cost() -> None:
    ledger = _ledger()
    asked_before = ledger.given("in the three days before 35%") / 100
    assert asked_before * KEPT == pytest.approx(80_934)
    assert round(asked_before * CANCELLED) == 861
    assert KEPT / CANCELLED == 94
    assert 312 * 94 < asked_before * KEPT < 1_140 * 94 < KEPT
    campaign = ledger.given("EUR 410,000 of space and time")
    assert asked_before * KEPT / campaign == pytest.approx(1 / 5, abs=0.005)
    assert ledger.given("an excess of EUR 250,000") > KEPT


def test_the_first_days_are_gone() -> None:
    ledger = _ledger()
    counted = ledger.day("Wednesday 4 November 2026")
    kept_for = timedelta(days=ledger.given("deleted after 25 days"))
    assert counted - kept_for == date(2026, 10, 10)
    blocked, reported = ledger.day("3 November, 22:50"), ledger.day("reported it on 9 October")
    assert (blocked - reported).days == 25


def _ledger() -> Ledger:
    return ledger_of("public-statements", "after-the-error")


def _the_day(ledger: Ledger) -> None:
    ledger.day("Wednesday 4 November 2026")
    ledger.name("4 November 2026, 12:40", "4 November 2026, 12:55", "4 November 2026 at 11:30", "at 15:00 in Polish")
    ledger.name("13:10 You choose", "14:00 Text final", "14:40 Four languages", "14:55 E-mail", "15:00 Website")
    ledger.name("15:15 Interview", "17:00 First review", "Legal hold since 11:00", "works agreement of 2024")
    ledger.name("Incident record DS-26-044", "since March 2025", "on servers 1 and 2", "Server 2")


def _media(ledger: Ledger) -> None:
    ledger.name("3 November to 4 November noon")
    counts = [ledger.given("Print 4"), ledger.given("television 7"), ledger.given("Online 38")]
    ledger.follows("Total 49", sum(counts))
    ledger.given("EUR 410,000 of space and time")


def _the_rule(ledger: Ledger) -> None:
    in_force = ledger.day("in force since 1 October 2026")
    announced = ledger.day("announced on 1 September")
    assert in_force - announced == timedelta(days=30)
    assert ledger.day("30 September") == in_force - timedelta(days=1)
    ledger.given("cancels more than 48 hours before departure")


def _money(ledger: Ledger) -> None:
    ledger.name("Until 30 September October")
    ledger.given("Tickets cancelled more than 48 hours ahead 3,120 in September 2,460")
    ledger.given("Fares of these tickets, EUR 587,600 462,480")
    ledger.follows("Paid back, EUR 587,600", 587_600)
    ledger.follows("Paid back, EUR 587,600 231,240", 462_480 / 2, nth=2)
    ledger.follows("Kept, EUR 0", 0)
    ledger.follows("Kept, EUR 0 231,240", 462_480 - KEPT, nth=2)
    usual_fare, fare = 587_600 / 3_120, 462_480 / CANCELLED
    assert usual_fare == pytest.approx(fare, abs=0.5)
    ledger.given("an excess of EUR 250,000")


def _complaints(ledger: Ledger) -> None:
    weeks = [
        ledger.given("12 to 18 October 41", nth=3),
        ledger.given("19 to 25 October 87", nth=3),
        ledger.given("26 October to 1 November 112", nth=3),
        ledger.given("2 to 4 November, 11:00 72", nth=5),
    ]
    total = ledger.follows("Total 312", sum(weeks))
    ledger.follows("312 passengers have complained", total)
    ledger.follows("All 312 cancelled", total)
    ledger.follows("All 312 were told that", total)
    ledger.given("cancelled more than 48 hours ahead and received half")
    languages = [("Polish 171", 171), ("Swedish 88", 88), ("Estonian 34", 34), ("English 19", 19)]
    assert all(ledger.given(phrase) == number for phrase, number in languages)
    assert sum(number for _, number in languages) == total
    ledger.name("R-16", "1 September to 3 November: 5")
    shown = ledger.given("small telephones (2)") + ledger.given("timetable (1)") + ledger.given("during a chat (1)")
    assert shown == 5 - 1


def _the_conversation(ledger: Ledger) -> None:
    asked = ledger.day("Saturday 17 October")
    ledger.name("Saturday 17 October, 19:42", "Cancelled at 19:51")
    ledger.name("my crossing on the 24th", "more than 48 hours before departure, so")
    assert date(2026, 10, 24) - asked > timedelta(hours=48)
    fare = ledger.given("Fare EUR 206")
    ledger.follows("paid back EUR 103", fare / 2)
    assert asked < ledger.day("Complaint on 21 October") < ledger.day("R-16 on 22 October")


def _statistics(ledger: Ledger) -> None:
    october = ledger.given("Conversations in October 27,900")
    a_day = ledger.follows("about 900 a day", october / 31)
    subjects = "timetable 41%, vehicles 22%, cabins 15%, cancelling and refunds 12%, other 10%"
    ledger.given(subjects)
    assert 41 + 22 + 15 + 12 + 10 == 100
    ledger.given("Cancelled online 97% of all")
    ledger.given("more than 48 hours ahead: had asked")
    ledger.given("in the three days before 35%")
    ledger.given("0.2% of users")
    ledger.given("6% of conversations")
    ledger.name("10 October to 3 November")
    exported = ledger.given("22,450 conversations")
    assert exported == pytest.approx(25 * a_day, rel=0.01)
    assert exported * 0.12 > 1_140


def _chronology(ledger: Ledger) -> None:
    days = [
        ledger.day("1 September New conditions"),
        ledger.day("1 October, 00:00"),
        ledger.day("12 October, 09:20"),
        ledger.day("16 October, 14:00"),
        ledger.day("20 October Complaints"),
        ledger.day("3 November, 06:10"),
        ledger.day("4 November, 08:00"),
    ]
    assert days == sorted(days)
    assert ledger.day("on file is of 16 October") == ledger.day("standard line of 16 October") == days[3]
    ledger.name("3 November, 07:45", "3 November, 17:30", "3 November, 22:50", "3 November, 23:20")
    ledger.given("Test on server 1: 12 of 12 questions refused")
    ledger.name("Result expected at 12:00", "Asked for on 4 November", "Communications informed on 3 November")
    ledger.name("by telephone at 17:30 and confirmed in writing at 18:10", "told at 23:30")
    ledger.given("EUR 1,400 for work in the evening")


def _what_katarzyna_says(ledger: Ledger) -> None:
    reported = ledger.day("reported it on 9 October")
    assert reported < date(2026, 10, 12)
    found = ledger.given("1,140 conversations that we can find")
    ledger.name("For 1 to 9 October")
    ledger.given("deleted after 25 days")
    assert ledger.day("16 October they had") == date(2026, 10, 16)
    ledger.day("changed on the website on 1 October")
    half = ledger.follows("missing half is 94 euros", KEPT / CANCELLED)
    ledger.name("For the 312 that is")
    ledger.follows("that is 29,328 euros", 312 * half)
    ledger.follows("if all 1,140 had", found)
    ledger.follows("had cancelled, 107,160", found * half)
