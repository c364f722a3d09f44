"""The numbers of "The case you write yourself": three papers, three counts, and the sum that follows from each."""

import re

import pytest

from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.workbook import WorkbookTask, outputs_at
from closeddoor.packs import read_pack
from tests.scenarios.ledger import PACKS, Ledger, ledger_of

HOSPITALS, YEARS = 11, 3
OFFER = 350_000 + HOSPITALS * (450_000 + YEARS * 400_000)
BY_HAND, LETTERS = 120_000, 26_000
HOURS_BY_HAND = (LETTERS * 14 + (BY_HAND - LETTERS) * 6) / 60


def test_every_number_has_its_reason() -> None:
    ledger = _with_rand_apart(ledger_of("business-cases", "own-case"))
    _days(ledger)
    _committee(ledger)
    _draft(ledger)
    _offer(ledger)
    _clients(ledger)
    _registers_and_claims(ledger)
    _costs(ledger)
    _what_thandeka_says(ledger)
    assert ledger.unaccounted() == []


def _with_rand_apart(ledger: Ledger) -> Ledger:
    """Set the sign of the rand apart: digits that follow a letter are no number to the ledger."""
    return Ledger({name: re.sub(r"\bR(?=\d)", "R ", text) for name, text in ledger.texts.items()})


def _days(ledger: Ledger) -> None:
    committee = ledger.day("Thursday 8 October 2026")
    next_one = ledger.day("Thursday 26 November 2026")
    assert ledger.day("one page by 26 November") == next_one
    assert ledger.day("to the meeting of 26 November") == next_one
    assert ledger.day("19 November") < next_one
    assert ledger.day("Thursday 18 June 2026") < committee
    compiled = ledger.day("Monday 2 November 2026")
    assert committee < ledger.day("Friday 30 October 2026") < compiled
    assert ledger.day("on 9 September") < ledger.day("Monday 21 September 2026") < committee
    returned = ledger.day("27 February 2026")
    assert (compiled.year - returned.year) * 12 + compiled.month - returned.month == 9  # "eight months old" in October
    ledger.day("open until 31 December 2026")
    ledger.day("valid until 30 April 2027")
    ledger.name("until the end of 2027", "scanned its post since 2021", "since June 2026", "introduced in 2022")
    ledger.name(
        "since 2023, the patient's", "runs to June 2028", "for 2025", "in 2025", "of 2025", "The number for 2024"
    )
    ledger.name("committee in 2024", "budget for 2026 has", "In 2023 we tried", "IB-26-0917", "ISO 27001")
    ledger.name("by 10:00 on each", "received by 10:00", "by 12:00 of the same", "from 07:00 to 18:00")


def _committee(ledger: Ledger) -> None:
    ledger.follows("R 18.5m over three years", OFFER)
    ledger.follows("claims worth R 14.2m had", 3_100_000 + 1_700_000 + 9_400_000)
    share = ledger.given("it would save 40% of its")
    ledger.follows("to free up to 40% of the time", share)
    ledger.given("that 1.2 million documents a year")
    ledger.given("were approved at R 6.2m")


def _draft(ledger: Ledger) -> None:
    ledger.given("1.2 million is pages scanned")
    documents, minutes = ledger.given("Documents: 1.2 million at 4 minutes"), 4
    assert ledger.given("1.2 million documents at 4 minutes") == documents
    hours = ledger.follows("at 4 minutes are 80,000 hours; 60%", documents * minutes / 60, 2)
    share = ledger.given("hours; 60% saved")
    rate = ledger.given("saved, at R 180 an hour")
    saved = ledger.follows("an hour 8,640,000", hours * share / 100 * rate)
    scanned = ledger.follows("no longer needed 746,480", 1_204_000 * 0.62)
    a_year = ledger.follows("Benefit per year 9,386,480", saved + scanned)
    ledger.follows("three years 28,159,440", YEARS * a_year)
    ledger.follows("Offer by Inkbridge, three years 18,500,000", OFFER)
    ledger.follows("Net over three years 9,659,440", YEARS * a_year - OFFER)
    assert YEARS * (0.9 * saved + scanned) > OFFER, "C.2: still positive with a tenth fewer documents"
    ledger.follows("are 80,000 hours a year. Once", hours)
    ledger.follows("our clients save 60% of handling time", share)
    ledger.follows("Sevenrivers saves R 8.64m a year", saved)
    ledger.follows("At R 180 an hour Sevenrivers", rate)


def _offer(ledger: Ledger) -> None:
    group = ledger.given("Set-up, group 350,000")
    one = ledger.given("eleven hospitals at R 450,000")
    fee = ledger.given("eleven hospitals at R 400,000 a year")
    set_up = ledger.follows("at R 450,000 4,950,000", HOSPITALS * one, 2)
    fees = ledger.follows("three years 13,200,000", HOSPITALS * fee * YEARS)
    assert ledger.follows("Total 18,500,000", group + set_up + fees) == OFFER
    ledger.given("the set-up prices rise by 8%")
    ledger.given("from our systems 30 days after")
    ledger.given("98% are filed or passed")


def _clients(ledger: Ledger) -> None:
    names = {
        "Highveld Assurance, insurer 240,000 12,000 4,800": (12_000, 4_800),
        "Umkomaas Freight, logistics 150,000 8,000 5,200": (8_000, 5_200),
        "Lowveld Clinics, seven hospitals 88,000 9,600 7,100": (9_600, 7_100),
        "Bayview Orthopaedic, two hospitals 23,000 2,400 1,700": (2_400, 1_700),
    }
    for line, hours in names.items():
        assert (ledger.given(line, 2), ledger.given(line, 3)) == hours
    highveld, _, lowveld, bayview = names.values()
    assert 1 - highveld[1] / highveld[0] == 0.6
    hospitals = 1 - (lowveld[1] + bayview[1]) / (lowveld[0] + bayview[0])
    assert (lowveld[0] + bayview[0], lowveld[1] + bayview[1]) == (12_000, 8_800)
    everyone = 1 - sum(after for _, after in names.values()) / sum(before for before, _ in names.values())
    assert everyone == pytest.approx(0.41, abs=0.005)
    task = _task("saved")
    assert isinstance(task, EstimateTask)
    assert task.answer == pytest.approx(100 * hospitals, abs=0.5)
    ledger.given("34% fewer claims turned down")


def _registers_and_claims(ledger: Ledger) -> None:
    kinds = (
        ledger.given("statements from schemes 118,000"),
        ledger.given("delivery notes 84,000"),
        ledger.given("medical reports 47,000"),
        ledger.given("Authorisation letters 26,000"),
        ledger.given("Other 35,000"),
    )
    total = ledger.follows("Total 310,000", sum(kinds))
    assert ledger.given("The number for 2024 was 304,000", 2) < total
    ledger.given("found them right within 3%")
    submitted = ledger.given("Submitted 238,400")
    rejected = ledger.given("Rejected at first 16,700")
    paid = ledger.given("Paid after correction 15,520")
    ledger.follows("Written off 1,180", rejected - paid)
    assert round(submitted / rejected) == 14, "2.5: one in fourteen"
    reasons = (
        ledger.given("Coding 3,100,000"),
        ledger.given("limits of benefit 1,700,000"),
        ledger.given("Other 9,400,000"),
    )
    ledger.follows("Total 14,200,000", sum(reasons))
    ledger.name("In 2025 we missed")
    ledger.given("that limit with 9 claims")


def _costs(ledger: Ledger) -> None:
    assert ledger.given("cost R 178 in") < 180 < ledger.given("has R 184")
    pages, price = ledger.given("all hospitals 1,204,000"), ledger.given("1,204,000 R 0.62", 2)
    scanned = ledger.follows("R 0.62 746,480", pages * price, 2)
    boxes = ledger.given("Boxes stored 3,150") * ledger.given("3,150 R 96.00", 2)
    stored = ledger.follows("R 96.00 302,400", boxes, 2)
    ledger.follows("Total 1,048,880", scanned + stored)
    assert ledger.given("a minimum of 900,000 pages") < pages
    ledger.given("group office: R 212,000")


def _what_thandeka_says(ledger: Ledger) -> None:
    ledger.follows("Documents are about 310,000 a year", 310_000)
    electronic = ledger.given("190,000 of them come in electronically")
    assert ledger.follows("so 120,000 pass through", 310_000 - electronic) == BY_HAND
    ledger.follows("Authorisation letters, 26,000 a year", LETTERS)
    ledger.follows("We wrote off R 9.4m last year", 9_400_000)
    ledger.given("R 4.1m of that at Durban North")
    ledger.follows("about 15,500 hours a year", HOURS_BY_HAND, within=0.01)
    ledger.follows("R 2.8m at the offer's own rate", HOURS_BY_HAND * 180)
    ledger.follows("and the 40% was a line", 40)
    ledger.given("after seven months and R 2.1m")


def _task(task_id: str) -> object:
    scenario = read_pack(PACKS / "business-cases").scenario("own-case")
    assert scenario is not None
    return scenario.task(task_id)


def test_the_secretarys_sum_before_and_after() -> None:
    task = _task("sum")
    assert isinstance(task, WorkbookTask)
    before = outputs_at(task, {})
    assert before["all_hours"] == 14_400_000
    assert before["eleven"] == 9_659_440
    right = {
        "documents": BY_HAND,
        "minutes": HOURS_BY_HAND * 60 / BY_HAND,
        "hour": 180,
        "scanning": 0,
        "other": 4.1 / 3,
    }
    for each in task.inputs:
        low, high = each.defensible
        assert low <= right[each.id] <= high
        assert (low <= each.proposed <= high) == (each.id == "hour")
    after = outputs_at(task, right)
    assert after["all_hours"] == pytest.approx(2.8e6, abs=0.05e6)
    assert after["eleven"] == pytest.approx(-13.5e6, abs=0.05e6)
    assert after["two"] == pytest.approx(4.1e6 - 3.65e6)
    other = next(each for each in task.inputs if each.id == "other")
    assert other.defensible[0] < 4.1 * 0.34 < 4.1 / 2 < other.defensible[1] < 4.1


def test_a_page_that_stands() -> None:
    first_year = 350_000 + 2 * 450_000 + 2 * 400_000
    assert first_year == 2_050_000 == 4_100_000 / 2
    assert first_year + 2 * 2 * 400_000 == 3_650_000
    assert pytest.approx(4_100_000) == YEARS * 4_100_000 / 3
    assert BY_HAND / 1_200_000 == 0.1
    assert HOSPITALS * 400_000 == 4_400_000 > HOURS_BY_HAND * 180
