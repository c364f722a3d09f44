"""The numbers of “Eleven percent, and they volunteered”: the memo's multiplication, and what the pilot leaves of it."""

import pytest

from closeddoor.domain.tasks.workbook import WorkbookTask, outputs_at
from closeddoor.packs import read_pack
from tests.scenarios.ledger import PACKS, Ledger, ledger_of

REPS, PILOT, SALES, MARGIN = 340, 38, 646e6, 0.28
MANAGERS, HOURS, WEEKS, RATE = 24, 3, 48, 95
FIRST_YEAR_COST = 713_000
DEBRIEF = (PACKS / "business-cases/scenarios/sales-coaching/debrief.md").read_text(encoding="utf-8")


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("business-cases", "sales-coaching")
    _company_and_pilot(ledger)
    _value(ledger)
    _cost(ledger)
    _return(ledger)
    _summary(ledger)
    _what_is_said(ledger)
    _days_and_names(ledger)
    assert ledger.unaccounted() == []


def _company_and_pilot(ledger: Ledger) -> None:
    ledger.given("to 19,000 dental practices")
    assert ledger.given("through 340 field reps") == REPS
    ledger.follows("Harlan's 340 field reps", REPS)
    assert ledger.given("sold $646 million last year") == SALES
    ledger.follows("last year, $1.9 million each", SALES / REPS)
    uplift = ledger.given("Their sales were 11% above")
    ledger.follows("group's sales rose by 11%", uplift)
    assert ledger.given("All 38 had at least three years") == PILOT
    ledger.follows("Thirty-one of the 38 said", 31 + 4 + 3)


def _value(ledger: Ledger) -> None:
    ledger.follows("Sales, 340 reps", REPS)
    ledger.follows("reps $646.0 million", SALES)
    uplift = ledger.follows("measured in the pilot 11%", 11)
    adoption = ledger.given("will be required 95%")
    more = ledger.follows("sales per year $67.5 million", SALES * uplift / 100 * adoption / 100)
    assert ledger.given("Gross margin at 28%") / 100 == MARGIN
    margin = ledger.follows("at 28% $18.9 million", more * MARGIN, nth=2)
    ledger.follows("turns that into $18.9 million of margin", margin)
    ledger.follows("In the first year, $18.9 million", margin)
    assert ledger.given("between 27.6% and 28.3% for") < MARGIN * 100 < 28.3


def _cost(ledger: Ledger) -> None:
    seat = ledger.given("seats at $1,450")
    ledger.follows("Subscription, 340 seats", REPS)
    subscription = ledger.follows("at $1,450 $493,000 $493,000", REPS * seat, nth=2)
    ledger.follows("at $1,450 $493,000 $493,000", subscription, nth=3)
    first_year = ledger.follows("Total $713,000", subscription + ledger.given("CRM connection, training $220,000"))
    assert first_year == FIRST_YEAR_COST
    ledger.follows("$713,000 $493,000", subscription, nth=2)
    ledger.follows("of margin on $713,000", first_year)
    ledger.follows("We ask for $713,000", first_year)
    ledger.given("reduced by up to 20% on")
    ledger.given("rep $70 an hour")
    assert ledger.given("regional manager $95") == RATE
    ledger.follows("indicative price is $1,450 a seat", seat)
    assert ledger.given("for 300 seats or more") <= REPS


def _return(ledger: Ledger) -> None:
    ledger.given("a return of 26 to 1, and payback")
    for row in (
        "11%, as in the pilot $18.9 million 26 to 1",
        "8% $13.7 million 19 to 1",
        "5.5%, half of the pilot $9.5 million 13 to 1",
    ):
        margin = ledger.follows(row, SALES * 0.95 * ledger.given(row) / 100 * MARGIN, nth=2)
        ledger.follows(row, margin // FIRST_YEAR_COST, nth=3)
    assert round(FIRST_YEAR_COST / (SALES * 0.95 * 0.11 * MARGIN) * 52) == 2, "payback in two weeks"


def _summary(ledger: Ledger) -> None:
    ledger.follows("work with 38 of your reps", PILOT)
    calls = [ledger.given("Calls analyzed 3,040 2,110 1,290", nth=month) for month in (1, 2, 3)]
    ledger.given("Prompts shown 27,400 20,900 13,800")
    closing = [ledger.given('"ready to close" 1,810 1,640 1,370', nth=month) for month in (1, 2, 3)]
    flagged = [ledger.given("for a manager 318 229 155", nth=month) for month in (1, 2, 3)]
    assert ledger.follows("Of the 702 flagged calls", sum(flagged)) > ledger.given("calls, 689 were opened")
    a_call = [prompts / of for prompts, of in zip(closing, calls, strict=True)]
    assert a_call == sorted(a_call), "debrief: closing prompts came more often per call each month"
    assert round(calls[2] / calls[0] * 100) == 42, "workbook: calls of June as a share of those of April"
    ledger.given("apart from 50 minutes")
    ledger.given("received 61 tickets")
    ledger.given("the rep talks 61% 54%")
    ledger.given("questions in ten calls 42 59")
    ledger.given("agreed next step 38% 49%")
    assert ledger.given("listened to 40 calls") > ledger.given("on 35 of them")
    ledger.given("grew by 2.8% more")
    ledger.given("lowest minus 1.1%, highest 6.3%")
    ledger.given("kept for 12 months")


def _what_is_said(ledger: Ledger) -> None:
    ledger.follows("Twenty-nine of the 38 were", PILOT)
    ledger.follows("The other 302 were up 8%", REPS - PILOT)
    others = ledger.given("were up 8% in the same quarter")
    ledger.follows("All 38 used it in April", PILOT)
    using = ledger.given("17 of them opened it")
    assert round(using / PILOT * 100) == 45, "workbook: the share of the pilot that was left"
    before = ledger.given("discount went from 6.1%")
    assert ledger.given("from 6.1% to 7.4%", nth=2) - before == pytest.approx(1.3)
    assert ledger.given("We have 24 regional managers") == MANAGERS
    ledger.given("with 60 days' notice")
    ledger.given("escrow; 40 days' data export")
    fieldquote = ledger.given("carries 34% of our quotes")
    bounds = {each.id: each.is_right for each in _workbook().inputs}
    assert bounds["uplift"](11 - others), "what is left above the others"
    assert bounds["uplift"](2.8), "the supplier's own figure"
    assert bounds["adoption"](using / PILOT * 100)
    assert bounds["adoption"](fieldquote)
    assert bounds["price"](1.3)
    assert bounds["price"](1.3 / (1 - before / 100)), "as a share of what was received before"


def _days_and_names(ledger: Ledger) -> None:
    board = ledger.day("board on December 15")
    assert ledger.day("Tuesday, December 8, 2026") < board == ledger.day("board sees on December 15")
    assert board < ledger.day("Sign by December 18") < ledger.day("go out on January 4", year=2027)
    ledger.day("live by March 1", year=2027)
    ledger.day("required from March 1", year=2027)
    began, ended = ledger.day("from April 1"), ledger.day("June 30")
    assert ledger.day("between April 1") == began < ledger.day("May 12") < ended < ledger.day("July 14, 2026")
    ledger.day("system on July 20")
    ledger.name(
        "The plan for 2027", "sales plan for 2027", "list for 2027", "Results Report 2025", "since January 2024"
    )


def test_the_case_put_right() -> None:
    task = _workbook()
    proposed = outputs_at(task, {})
    assert proposed["gain"] == pytest.approx(SALES * 0.95 * 0.11 * MARGIN)
    assert proposed["first_year"] == pytest.approx(SALES * 0.95 * 0.11 * MARGIN - FIRST_YEAR_COST)
    fair = outputs_at(task, {"uplift": 3, "adoption": 45, "managers": 1})
    priced = outputs_at(task, {"uplift": 3, "adoption": 45, "managers": 1, "price": 1.3})
    base = SALES * 0.45
    goods = 1.03 / 0.987 - 1
    assert priced["gain"] == pytest.approx(base * 0.03 - base * (1 - MARGIN) * goods)
    assert fair["gain"] == pytest.approx(base * 0.03 * MARGIN)
    assert f"the base is ${base / 1e6:.1f} million" in DEBRIEF
    assert f"a margin of ${_millions(fair['gain'])} million" in DEBRIEF
    assert (
        f"${MANAGERS * HOURS * WEEKS * RATE:,} of managers' time, ${_millions(fair['first_year'])} million is left"
        in DEBRIEF
    )
    assert f"takes {goods:.1%} more goods" in DEBRIEF
    assert f"on the dollar: ${_millions(base * (1 - MARGIN) * goods)} million" in DEBRIEF
    assert f"Margin falls by ${_millions(priced['gain'])} million" in DEBRIEF
    assert f"the first year ends ${_millions(priced['first_year'])} million below zero" in DEBRIEF
    assert f"The gap between them, ${_millions((fair['gain'] or 0) - (priced['gain'] or 0))} million" in DEBRIEF


def test_one_assumption_may_stay_and_the_prudent_third_covers_the_cost_nearly_nine_times() -> None:
    assert [each.id for each in _workbook().inputs if each.is_right(each.proposed)] == ["margin"]
    assert 8.7 < 18.9e6 / 3 / FIRST_YEAR_COST < 9


def _millions(dollars: float | None) -> str:
    assert dollars is not None
    return f"{abs(dollars) / 1e6:.1f}"


def _workbook() -> WorkbookTask:
    scenario = read_pack(PACKS / "business-cases").scenario("sales-coaching")
    assert scenario is not None
    return next(task for task in scenario.tasks if isinstance(task, WorkbookTask))
