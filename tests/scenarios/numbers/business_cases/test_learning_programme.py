"""The numbers of “103 percent better”: what the paper counts, what it leaves out, and the case put right."""

from closeddoor.domain.tasks.workbook import WorkbookTask, outputs_at
from closeddoor.packs import read_pack
from tests.scenarios.ledger import PACKS, Ledger, ledger_of

STAFF, YEARS, RATE = 6_400, 3, 45
REFRESHER, PRESCRIBED, OUR_OWN = 38_400, 28_800, 9_600
DEBRIEF = (PACKS / "business-cases/scenarios/learning-programme/debrief.md").read_text(encoding="utf-8")


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("business-cases", "learning-programme")
    _pilot(ledger)
    cost = _cost(ledger)
    _benefit(ledger, cost)
    _what_is_said(ledger)
    _days_and_names(ledger)
    assert ledger.unaccounted() == []


def _pilot(ledger: Ledger) -> None:
    assert ledger.given("with 6,400 people") == STAFF
    ledger.given("launched 31 products and amended 112")
    ledger.given("spent 71,000 hours in classrooms")
    ledger.given("last of 40 statements")
    active = ledger.given("there were 4,100 active learners")
    ledger.given("far above the 1,000 we had hoped for")
    ledger.given("93% of those who answered")
    ledger.given("210 people answered")
    log_ins = ledger.given("Log-ins 9,640 3,120")
    lessons = ledger.given("Lessons finished 7,310 2,450", nth=2)
    ledger.given("first attempt 58% 61%")
    ledger.given("500 badges awarded")
    ledger.given("Help-desk tickets 214 37")
    ledger.given("ran on 46 lessons")
    assert active < log_ins, "whoever opened it once logged in at least once"
    assert lessons > 410 * 31 / 7, "the lessons of August are enough for those who finished one in its last week"
    assert round((1 - ledger.given("9,640 3,120", nth=2) / log_ins) * 3) == 2, "debrief: log-ins fell by two thirds"
    assert f"{active:,.0f}, or {active / STAFF:.0%}" in DEBRIEF


def _cost(ledger: Ledger) -> float:
    fee = ledger.given("staff at S$72 a year")
    ledger.follows("Licences: 6,400 staff", STAFF)
    licences = ledger.follows("at S$72 a year 1,382,400", STAFF * fee * YEARS, nth=2)
    lessons = ledger.given("into lessons, once 280,000")
    designer = ledger.follows("One learning designer 240,000", ledger.given("at S$80,000, to be filled") * YEARS)
    total = ledger.follows("Total 1,902,400", licences + lessons + designer)
    ledger.follows("asks the executive committee for S$1.90m", total)
    ledger.follows("against a cost of S$1.90m", total)
    ledger.follows("Approval of S$1.90m over", total)
    by_user = ledger.given("would have been S$190 a year")
    ledger.given("would pay S$118 a person")
    assert ledger.given("The term is 36 months") == 12 * YEARS
    ledger.given("available 99.5% of each month")
    ledger.given("below, 5% of that month's fee")
    assert int(STAFF * fee / by_user) == 2_425, "decoy: the users at which a licence for everybody becomes the cheaper"
    return total


def _benefit(ledger: Ledger, cost: float) -> None:
    assert ledger.given("accredited bodies 28,800") == PRESCRIBED
    assert ledger.given("products and systems 9,600") == OUR_OWN
    assert ledger.follows("Total 38,400", PRESCRIBED + OUR_OWN) == REFRESHER
    ledger.follows("training is 38,400 hours", REFRESHER)
    assert ledger.given("S$45 is the rate") == RATE
    ledger.follows("hours a year at S$45", RATE)
    benefit = ledger.follows("is therefore S$864,000 a year", REFRESHER / 2 * RATE)
    ledger.follows("or S$2.59m over three years", benefit * YEARS)
    assert f"Three years less S${cost:,.0f} leave S${benefit * YEARS - cost:,.0f}." in DEBRIEF


def _what_is_said(ledger: Ledger) -> None:
    ledger.given("It was 48 volunteers")
    better = ledger.given("averaged 6.3 right")
    ledger.follows("show 103% better retention", (better / ledger.given("the others 3.1") - 1) * 100)
    ledger.follows("All 6,400 were invited", STAFF)
    assert round(ledger.given("August 410 people finished") / STAFF * 100, 1) == 6.4, "workbook: the share that learns"
    ledger.given("reopened were 7.8% before and 7.9% after")
    questions = ledger.given("We checked 240 questions")
    assert questions / ledger.given("and 20 had a mistake") == 12, "debrief: one in twelve"
    ledger.given("about 300 people used it")


def _days_and_names(ledger: Ledger) -> None:
    meeting = ledger.day("Thursday 3 December 2026")
    assert ledger.day("committee meets on 3 December") == meeting
    opened, counted = ledger.day("opened to staff on 1 July"), ledger.day("31 August there were")
    assert opened < counted < ledger.day("with the union on 14 September") < ledger.day("assessed on 22 October")
    assert meeting < ledger.day("to sign by 18 December") < ledger.day("months from 1 January 2027")
    for deadline in ("31 January", "28 February", "31 March"):
        ledger.day(deadline, year=2027)
    ledger.name("Paper 26/88", "Version 5", "Learning Lab, 2025", "offices in January 2027", "training in 2025")
    ledger.name("Lessons contain mistakes amber 7.1", "staff time in 2026", "middle of 2024")


def test_the_case_put_right() -> None:
    task = _workbook()
    assert outputs_at(task, {}) == {"benefit": 864_000, "hours_spent": 0, "net": 689_600}
    everybody = outputs_at(task, {"own_time": 1})
    assert f"{everybody['hours_spent']:,.0f} hours a year, to save {REFRESHER / 2:,.0f}." in DEBRIEF
    right = outputs_at(task, {"avoidable": 12.5, "learners": 10, "own_time": 1})
    assert right == {"benefit": 21_600, "hours_spent": 15_360, "net": -3_911_200}
    assert f"{STAFF / 10:,.0f} people for two hours a month are 15,360 hours, S${15_360 * RATE:,} a year" in DEBRIEF
    assert "minus S$3,911,200" in DEBRIEF


def test_the_bounds_are_those_of_the_paper_and_the_interview() -> None:
    inputs = {each.id: each for each in _workbook().inputs}
    assert inputs["avoidable"].defensible[1] == OUR_OWN / REFRESHER * 100
    assert inputs["avoidable"].is_right(OUR_OWN / REFRESHER * 100 / 2)
    assert inputs["learners"].is_right(410 / STAFF * 100)
    assert not inputs["learners"].is_right(4_100 / STAFF * 100)
    assert [name for name, each in inputs.items() if each.is_right(each.proposed)] == ["rate"]


def _workbook() -> WorkbookTask:
    scenario = read_pack(PACKS / "business-cases").scenario("learning-programme")
    assert scenario is not None
    return next(task for task in scenario.tasks if isinstance(task, WorkbookTask))
