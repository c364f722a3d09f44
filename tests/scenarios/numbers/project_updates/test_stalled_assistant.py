"""The numbers of "The assistant nobody opens": what is premise in it, and what follows."""

from datetime import timedelta
from statistics import linear_regression

import pytest

from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.packs import read_pack
from tests.scenarios.ledger import PACKS, Ledger, ledger_of

ROLLED_OUT_USE = 60
"""The share of calls, in per cent, in which the campaign promises that the suggestion is opened."""


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("project-updates", "stalled-assistant")
    _dates(ledger)
    _situation(ledger)
    _status_and_service(ledger)
    _use(ledger)
    _campaign(ledger)
    _this_year(ledger)
    _plan(ledger)
    _what_nurul_says(ledger)
    assert ledger.unaccounted() == []


def test_the_estimate_follows_from_the_two_papers() -> None:
    slope, start = linear_regression((61, 47, 33, 24, 18), (422, 401, 384, 371, 365))
    assert slope == pytest.approx(1.3, abs=0.05)
    assert start + slope * ROLLED_OUT_USE == pytest.approx(420, abs=1)
    needed = 480_000 * 7 / 60 / 120
    assert needed == pytest.approx(467, abs=0.5)
    scenario = read_pack(PACKS / "project-updates").scenario("stalled-assistant")
    assert scenario is not None
    (task,) = (task for task in scenario.tasks if isinstance(task, EstimateTask))
    assert task.answer == round(needed - 400)
    assert round(needed - 420) == 47


def test_what_the_debrief_works_out() -> None:
    assert (63 - 23, 61 - 18, 59 - 13) == (40, 43, 46)
    assert pytest.approx(14.5, abs=0.05) == (18 * 420 - 64 * 30) / 390
    assert pytest.approx(3.6e6, rel=0.01) == 67 * 54_000
    assert pytest.approx((13, 17), abs=0.5) == (42 * 30 / 100, 42 * 40 / 100)
    assert pytest.approx(422, abs=0.5) == 480_000 * (365 + 15) / 3600 / 120
    before, now = 0.19 * 438_000, 0.24 * 474_000
    assert before == pytest.approx(83_000, abs=500)
    assert now == pytest.approx(114_000, abs=500)
    assert now - before == pytest.approx(31_000, abs=500)
    assert 474_000 - 438_000 == 36_000
    as_in_ipoh = 480_000 * 76 / 84
    assert as_in_ipoh == pytest.approx(434_000, abs=500)
    assert as_in_ipoh * 7 / 60 / 120 == pytest.approx(422, abs=0.5)


def _dates(ledger: Ledger) -> None:
    ledger.name("third quarter 2026", "workforce plan 2027", "workforce plan for 2027", "PR-07")
    reported = ledger.day("12 November 2026")
    drafted = ledger.day("16 November 2026")
    assert drafted - reported == timedelta(days=4)
    assert ledger.day("Friday 4 December") == ledger.day("4 December Budget closed")
    assert drafted < ledger.day("27 November Purpose") == ledger.day("27 November Comments")
    assert ledger.day("30 November Final version") < ledger.day("11 December Supervisors informed")
    ledger.day("Monday 7 December")
    ledger.day("30 October and its total")
    ledger.day("19 August suggestions were missing")
    ledger.day("6 October the supplier")
    ledger.day("2 October we asked")
    ledger.name("in November 2025, you announced", "announced in November 2025", "since 2022", "first quarter of 2027")
    ledger.name(
        "need in 2027", "Assumption for 2027", "Needed in 2027", "offered for 2027", "until the end of June 2027"
    )
    ledger.name("January to December 2026", "Month December 2025 September 2026", "Availability, 07:00 to 23:00")
    ledger.name("Calls between 23:00 and 07:00", "Trend, see 2.2")


def _situation(ledger: Ledger) -> None:
    assert ledger.given("3.1 million customers") == ledger.given("Customers 3.05m 3.10m", 2)
    assert ledger.given("420 agents in two contact centres") == 420
    ledger.follows("asks for RM 0.6m", 600_000)


def _status_and_service(ledger: Ledger) -> None:
    ledger.given("Red would be below 15%")
    articles = ledger.given("the knowledge base of 2,400 articles")
    assert ledger.given("One colleague looks after all 2,400 of them") == articles
    ledger.given("missing for 70 minutes in Ipoh")
    for levels in (
        "Suggestion ready within two seconds 95.0% 97.8%",
        "07:00 to 23:00 99.5% 99.8%",
        "Malay 90.0% 91.2%",
        "English 90.0% 93.6%",
        "Mandarin 88.0% 89.1%",
    ):
        last = 6 if levels.startswith("07") else 2
        assert ledger.given(levels, last - 1) < ledger.given(levels, last), f"“All service levels met”: {levels}"
    ledger.given("from 71% to 80%")
    ledger.given("7 of 10 questions")


def _use(ledger: Ledger) -> None:
    opened = "Calls in which the suggestion was opened 61% 47% 33% 24% 18%"
    shares = [ledger.given(opened, nth) for nth in range(1, 6)]
    assert shares == [61, 47, 33, 24, 18]
    ledger.given("Average handling time (minutes) 7:02 6:41 6:24 6:11 6:05")
    ledger.given("Agents trained (of 420) 402 415 418 420 420")
    assert ledger.given("Shah Alam (300 agents)") + ledger.given("Ipoh (120 agents)") == 420
    assert ledger.given("from 7:10 in December") == 7
    years = ("Less than one 150 63% 23%", "One to three 130 61% 18%", "More than three 140 59% 13%")
    rows = [[ledger.given(row, nth) for nth in (1, 2, 3)] for row in years]
    assert sum(row[0] for row in rows) == 420
    assert round(sum(row[0] * row[1] for row in rows) / 420) == shares[0]
    assert round(sum(row[0] * row[2] for row in rows) / 420) == shares[-1]


def _campaign(ledger: Ledger) -> None:
    measures = (
        ledger.given("half a day for all agents RM 0.35m"),
        ledger.given("two quarters RM 0.15m"),
        ledger.given("was not opened RM 0.10m"),
    )
    asked = ledger.follows("Total RM 0.60m", sum(measures))
    ledger.follows("Approve RM 0.60m", asked)
    a_month = ledger.given("RM 95,000 a month")
    spent = (
        ledger.follows("January to December 2026 RM 1.14m", 12 * a_month, 2),
        ledger.given("customer records RM 1.06m"),
        ledger.given("Moving the articles RM 0.55m"),
        ledger.given("Training and launch RM 0.35m"),
    )
    ledger.follows("Total RM 3.10m", sum(spent))
    budget = ledger.given("RM 3.1m of RM 3.8m spent", 2)
    left = ledger.follows("the RM 0.70m that remain", budget - sum(spent))
    assert asked <= left
    assert ledger.given("return to 60% by the end") == ROLLED_OUT_USE
    assert 420 % ledger.given("groups of 21") == 0


def _this_year(ledger: Ledger) -> None:
    ledger.given("Calls answered 438,000 474,000")
    ledger.given("Average handling time (minutes) 7:10 6:05")
    hours_then, hours_now = 438_000 * 430 / 3600, 474_000 * 365 / 3600
    ledger.follows("spent on calls 52,300", hours_then, within=0.001)
    ledger.follows("spent on calls 52,300 48,100", hours_now, 2, within=0.001)
    ledger.given("Agents 420 420")
    for nth in (1, 2):
        ledger.follows("available 50,400 50,400", 420 * 120, nth)
    ledger.follows("Overtime hours 1,900 0", 52_300 - 50_400)
    ledger.follows("Overtime hours 1,900 0", max(0, 48_100 - 50_400), 2)
    ledger.follows("become 15% shorter", 100 * (1 - 365 / 430))
    ledger.follows("have fallen by 8%", 100 * (1 - hours_now / hours_then))
    ledger.follows("grew by 1.6%", 100 * (3.10 / 3.05 - 1))
    ledger.follows("that of calls by 8.2%", 100 * (474 / 438 - 1))
    ledger.given("some 4% above the trend")


def _plan(ledger: Ledger) -> None:
    calls = ledger.given("Calls a month 480,000")
    minutes = ledger.given("Average handling time 6 minutes")
    each = ledger.given("per agent and month 120")
    a_post = ledger.given("per year RM 54,000")
    ledger.given("what remains of 176 paid hours")
    needed = ledger.follows("Needed in 2027 400", calls * minutes / 60 / each, 2)
    employed = ledger.given("Employed today 420")
    closed = ledger.follows("filled again 20", employed - needed)
    ledger.follows("The saving is RM 1.08m", closed * a_post)
    ledger.follows("we propose 286 posts", needed * 300 / employed)
    ledger.follows("Shah Alam and 114 in Ipoh", needed * 120 / employed)
    ledger.name("5% fewer calls", "5% more calls")
    ledger.follows("fewer calls 380", 0.95 * needed)
    ledger.follows("more calls 420", 1.05 * needed)
    fewer_hours = ledger.given("114 hours on calls per agent")
    ledger.follows("(more sickness) 421", calls * minutes / 60 / fewer_hours)
    ledger.given("about 60,000 enquiries")


def _what_nurul_says(ledger: Ledger) -> None:
    ledger.given("In December 19% of callers")
    ledger.given("In September it was 24%")
    ledger.given("in 64% of their calls, and 16% of their callers")
    again, again_without = (ledger.given("17% of callers rang again, after the others 26%", nth) for nth in (1, 2))
    opened = (24 + 18) / 2
    assert (opened * again + (100 - opened) * again_without) / 100 == pytest.approx(24, abs=0.5), "as in September"
