"""The numbers of "Four months to payback": the sum in the paper, what it left out, what the debrief makes of it."""

import pytest

from closeddoor.domain.tasks.workbook import WorkbookTask, outputs_at
from closeddoor.packs import read_pack
from tests.scenarios.ledger import PACKS, Ledger, ledger_of

INVOICES, MINUTES, HOURS_A_POST, POST = 96_000, 9, 1_600, 52_000


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("business-cases", "invoice-matching")
    _company_and_days(ledger)
    _trial(ledger)
    benefits = _benefits(ledger)
    investment = _investment(ledger)
    _result(ledger, benefits, investment)
    _what_annelies_says(ledger)
    assert ledger.unaccounted() == []


def _company_and_days(ledger: Ledger) -> None:
    ledger.given("€212m of sales, 430 people")
    ledger.name("Investment paper 26/41", "Form IC-3, version 2", "Notes to form IC-3", "since 2024")
    meeting = ledger.day("Thursday 19 November 2026")
    live = ledger.day("7 April"), ledger.day("15 May")
    assert (live[1] - live[0]).days == 38  # six weeks from a Tuesday to a Friday
    assert ledger.day("valid to 31 January 2027") > meeting
    ledger.name("live by May 2027", "by the end of 2027", "built in 2025", "level of 2025", "twice in 2025")
    ledger.given("Letter to the 200 largest suppliers")


def _trial(ledger: Ledger) -> None:
    ledger.given("Maasdok pays 96,000 supplier invoices a year")
    put_through = ledger.given("Invoices put through 2,480")
    checked = ledger.given("Released invoices checked by hand 300")
    assert checked < put_through * 0.54, "a sample cannot be larger than what was released"
    ledger.given("with a wrong cost centre 2")
    ledger.given("Clerks who would keep it 4 of 5")


def _benefits(ledger: Ledger) -> float:
    rate = ledger.given("80% of invoices matched")
    ledger.follows("The matching rate of 80%", rate)
    hours = INVOICES * rate / 100 * MINUTES / 60
    ledger.follows("matched by the system: 11,520 hours", hours)
    ledger.given("seven posts released at €52,000")
    ledger.given("At 1,600 working hours a year")
    an_hour = ledger.follows("this gives €32.50 an hour", POST / HOURS_A_POST)
    ledger.follows("hours at €32.50", an_hour)
    ledger.name("1 Efficiency", "2 Headcount", "3 Early-payment", "4 Duplicate", "Line 4 is what")
    late = ledger.given("2% on €4.5m that we now", 2)
    benefits = {
        "at €32.50 €374,400": (2, hours * an_hour),
        "at €52,000 €364,000": (2, 7 * POST),
        "too late for them €90,000": (1, 0.02 * late),
        "Total €888,400": (1, hours * an_hour + 7 * POST + 0.02 * late + 60_000),
    }
    ledger.given("level of 2025 €60,000", 2)
    ledger.given("keeps the list: 34 payments")
    for phrase, (nth, value) in benefits.items():
        ledger.follows(phrase, value, nth)
    return benefits["Total €888,400"][1]


def _investment(ledger: Ledger) -> float:
    set_up = ledger.given("training by Matchwell €120,000")
    each = ledger.given("cost €36,250 each")
    interfaces = ledger.follows("warehouse systems €145,000", 4 * each)
    team = ledger.given("six months €45,000")
    total = ledger.follows("Total €310,000", set_up + interfaces + team)
    ledger.follows("Release of €310,000", total)
    ledger.follows("an investment of €310,000", total)
    return total


def _result(ledger: Ledger, benefits: float, investment: float) -> None:
    ledger.follows("With benefits of €888,400 a year", benefits)
    months = 12 * investment / benefits
    ledger.follows("pays back in 4.2 months", months)
    ledger.follows("shows a payback of 4.2 months", months)
    ledger.follows("As proposed in 4.2 months", months)
    ledger.follows("it returns €2.36m", 3 * benefits - investment)
    ledger.follows("20% higher in 5.0 months", 1.2 * months, 2)
    ledger.follows("20% lower in 5.2 months", months / 0.8, 2)
    ledger.follows("Both in 6.3 months", months * 1.2 / 0.8)
    ledger.given("Investment 20% higher")
    ledger.given("Benefits 20% lower")
    ledger.given("projects of this class is 24 months")


def _what_annelies_says(ledger: Ledger) -> None:
    ledger.given("The subscription is €1.10 an invoice")
    ledger.follows("about €105,600 a year", 1.10 * INVOICES)
    ledger.given("half a post for the interfaces, €45,000")
    ledger.follows("The 11,520 hours are about", 7 * HOURS_A_POST, within=0.03)
    ledger.given("In Antwerp 54% went through")
    ledger.follows("I used the 80% because", 80)
    already = ledger.given("€70,000 of the")
    ledger.follows("of the €90,000 is in its budget", 90_000)
    ledger.follows("The other €20,000", 90_000 - already)


def test_the_workbook_ends_where_the_debrief_says() -> None:
    scenario = read_pack(PACKS / "business-cases").scenario("invoice-matching")
    assert scenario is not None
    task = scenario.task("sum")
    assert isinstance(task, WorkbookTask)
    running = 105_600 + 45_000
    inputs = {each.id: each for each in task.inputs}
    low, high = inputs["running_cost"].defensible
    assert low < running < high
    assert inputs["interfaces"].defensible[0] <= inputs["interfaces"].proposed <= inputs["interfaces"].defensible[1]
    assert outputs_at(task, {})["months"] == pytest.approx(4.19, abs=0.01)
    right = {"headcount": 0, "running_cost": running, "interfaces": 145_000}
    assert outputs_at(task, right)["net"] == 373_800
    assert outputs_at(task, right)["months"] == pytest.approx(9.95, abs=0.01)


def test_what_the_debrief_makes_of_the_figures() -> None:
    assert 374_400 + 90_000 + 60_000 == 524_400
    assert pytest.approx(12.2, abs=0.05) == 12 * 310_000 / (373_800 - 70_000)
    handed_back = INVOICES * 46 // 100
    assert handed_back == 44_160
    assert handed_back * 16 / 60 == 11_776
    saved = (INVOICES * MINUTES / 60 - 11_776) * 32.5
    assert saved == pytest.approx(85_280)
    left = saved + 20_000 + 60_000 - 150_600
    assert 310_000 / left == pytest.approx(21, abs=0.2)
