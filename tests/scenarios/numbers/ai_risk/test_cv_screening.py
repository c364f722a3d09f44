"""The numbers of "Ninety-eight percent confirmed": the half-year, the groups, the pace, and what Paulo adds."""

from datetime import date

import pytest

from tests.scenarios.ledger import Ledger, ledger_of


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("ai-risk", "cv-screening")
    applications = the_half_year(ledger)
    the_groups(ledger, applications)
    the_recruiters(ledger, applications)
    the_small_print(ledger, applications)
    the_answers(ledger, applications)
    assert ledger.unaccounted() == []


def the_half_year(ledger: Ledger) -> float:
    applications = ledger.given("the terminals received 48,000 applications")
    hires = ledger.given("hires 2,400 sorters and drivers a year")
    assert hires * 40 == 2 * applications  # "forty times as many", a year
    put_forward = ledger.given("suggested 12,480 for interview")
    ledger.follows("(26%) and the rest for rejection", 100 * put_forward / applications)
    ledger.name("First half of the year 2025 2026")
    former = ledger.given("Applications 45,600 48,000")
    ledger.follows("Applications 45,600 48,000", applications, nth=2)
    assert ledger.given("Days to a shortlist 11 2") == 11  # "eleven days to two"
    ledger.follows("Days to a shortlist 11 2", 2, nth=2)
    ledger.follows("first reading 2,280 120", former * 3 / 60)
    ledger.follows("first reading 2,280 120", applications * 9 / 3_600, nth=2)
    ledger.given("Peak shifts open at the end of October 214 0")
    assert round((applications - put_forward) / 26, -2) == 1_400  # "some 1,400 rejections" each Monday
    return applications


def the_groups(ledger: Ledger, applications: float) -> None:
    """Account for the annex: both tables add up to the same; one is even, the other is not."""
    men, women = ledger.given("Men 32,000 9,600"), ledger.given("Women 16,000 2,880")
    nordic, iberia = ledger.given("Nordic 21,000 5,460"), ledger.given("Iberia 27,000 7,020")
    assert men + women == nordic + iberia == applications
    assert 9_600 + 2_880 == 5_460 + 7_020 == 12_480
    assert (9_600 / men, 2_880 / women) == (0.30, 0.18)
    assert 5_460 / nordic == 7_020 / iberia == 0.26
    assert pytest.approx(0.60) == 0.18 / 0.30
    assert round(women - 2_880, -3) == 13_000  # "some thirteen thousand women were turned down"


def the_recruiters(ledger: Ledger, applications: float) -> None:
    confirmed = ledger.given("they confirmed 47,040 suggestions")
    ledger.follows("and changed 960", applications - confirmed)
    ledger.follows("(98%) and changed", 100 * confirmed / applications)
    a_batch = ledger.given("Each of the six gets about 300")
    assert abs(applications / 26 / 6 - a_batch) < 10
    weekly = ledger.follows("Some 1,370 rejections a week", (applications - 12_480) / 26, within=0.005)
    ledger.follows("three minutes make 68 hours", weekly * 3 / 60)
    assert int(weekly * 3 / 60 / 6) == 11  # "a good eleven for each of the six"
    ledger.follows("of the 960 went", applications - confirmed)
    assert a_batch * 9 / 60 == 45  # minutes: "through by ten"
    trial = ledger.given("read 1,200 applications in the ordinary way")
    agreed = ledger.given("as the tool in 996 cases")
    ledger.follows("(83%). We found this", 100 * agreed / trial)
    ledger.name("in November 2025, two recruiters", "In 2025 one in three", "hours of 2025 are")
    ledger.name("Those of 2026 are")


def the_small_print(ledger: Ledger, applications: float) -> None:
    written = ledger.day("Porto, 12 November 2026")
    assert ledger.day("1 January 2027") > written
    assert ledger.day("by 20 November") > written
    assert ledger.day("2 December 2027") == date(2027, 12, 2)
    assert ledger.given("the service 4.4 out of 5.") > ledger.given("they rated it 2.9")
    ledger.name("a letter within 48 hours")
    unread = ledger.given("There were 1,485 of these")
    ledger.follows("3% of the whole", 100 * unread / (applications + unread))
    ledger.day("10 February")
    ledger.name("On 9 and")
    ledger.given("About 700 applications waited")
    ledger.given("We repeat 500 old applications")
    ledger.given("some 1,900 applications a year")
    ledger.name("in its plan for 2028", "the first half of 2026")


def the_answers(ledger: Ledger, applications: float) -> None:
    assert ledger.given("is worth 25 of them") < 100  # "a hundred points"
    ledger.follows("loses all 25", 25)
    assert ledger.given("standard gave 10 points") < 25
    ledger.given("tested on 40,000 applications for office jobs")
    ledger.given("for EUR 18,000")
    fee = ledger.given("EUR 96,000 a year")
    assert fee / (2 * applications) == 1  # "about a euro for each application"
    ledger.given("would add 30,000")
    left = ledger.given("hired in January 31% have left")
    assert ledger.given("the year before it was 32%") - left == 1
