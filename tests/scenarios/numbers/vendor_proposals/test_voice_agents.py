"""The numbers of "Ninety-two percent contained": two counts of the same calls, the saving as offered and put right."""

import pytest

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.packs import read_pack
from tests.scenarios.ledger import PACKS, Ledger, ledger_of

CALLS = 2_400_000
CONTAINED, BEFORE, ELSEWHERE_BEFORE = 165_600, 148_000, 6 * 2_100
BY_MINUTES = 4.65 * (148_000 * 6.1 - 53_000 * 8.9) / (148_000 - 53_000) / 6.1
"""What a spared call saves in dollars if the 53,000 that were left took 8.9 minutes each."""


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("vendor-proposals", "voice-agents")
    the_company(ledger)
    the_pilot(ledger)
    the_return(ledger)
    the_terms(ledger)
    the_count(ledger)
    the_cost(ledger)
    the_storms(ledger)
    the_call(ledger)
    assert ledger.unaccounted() == []


def the_company(ledger: Ledger) -> None:
    ledger.given("a utility with 612,000 customers")
    ledger.given("takes 2.4 million calls a year with 210 agents, at $6.50 a call")
    ledger.follows("a count that comes out at 53%", 100 * 95_000 / 180_000)


def the_pilot(ledger: Ledger) -> None:
    calls = ledger.given("Calls answered by Joy 180,000")
    contained = ledger.given("Contained 165,600")
    ledger.follows("Transferred to a Calder Plains agent 14,400", calls - contained)
    ledger.follows("reports that 92% of its calls were contained", 100 * contained / calls)
    ledger.follows("92% of calls were contained. The customer", 100 * contained / calls)
    ledger.given("Average time to answer 2 seconds")
    ledger.given("on a scale of 5")
    ledger.given("on a scale of 5 4.6", nth=2)
    ledger.follows("Their satisfaction is 4.6", 4.6)
    ledger.given("for your agents it was 4.1 in 2025")
    ledger.given("and 6,120 have answered it")
    ledger.given("understood 96 words in 100 on a quiet line and 88 from a moving car")
    ledger.given("outside listeners on 1,500 calls")
    ledger.given("for a total of 74 minutes")
    assert ledger.day("March 1") < ledger.day("August 31, 2026") < ledger.day("November 9, 2026")
    ledger.name("CPE-26-03")


def the_return(ledger: Ledger) -> None:
    calls = ledger.follows("about 2.4 million a year: billing", CALLS)
    ledger.follows("Per year, at 2.4 million calls", calls)
    ledger.follows("handled by agents 2,400,000", calls)
    left = ledger.follows("handled by agents 2,400,000 192,000", calls * 0.08, nth=2)
    ledger.follows("Agents, at $6.50 a call", 6.5)
    today = ledger.follows("a call $15,600,000 $1,248,000", calls * 6.5)
    agents = ledger.follows("a call $15,600,000 $1,248,000", left * 6.5, nth=2)
    price = ledger.given("Contained calls, at $1.15")
    joy = ledger.follows("at $1.15 $2,539,200", (calls - left) * price, nth=2)
    fee = ledger.given("Platform fee $900,000")
    ledger.follows("Total $15,600,000", today)
    ledger.follows("Total $15,600,000 $4,687,200", agents + joy + fee, nth=2)
    saving = today - agents - joy - fee
    ledger.follows("put at $10.9 million a year", saving)
    ledger.follows("saves $10.9 million a year, beginning", saving)
    ledger.follows("that is $32.7 million", 3 * saving)
    ledger.given("we plan with 60 agents by the end of 2027, down from 210")
    ledger.given("Calls above 12,000 in one day")
    average = calls / 365
    assert 6_500 < average < ledger.given("fewer than 6,600")


def the_terms(ledger: Ledger) -> None:
    ledger.name("in May 2024")
    ledger.given("fell from 212 to 141")
    ledger.given("with 90 days' notice")
    ledger.given("2% of that month's platform fee")
    assert ledger.day("June 30, 2026") < ledger.day("November 9, 2026")
    signing, payments = ledger.day("December 18, 2026"), ledger.day("January 8, 2027")
    outages, live = ledger.day("January 22, 2027"), ledger.day("February 1, 2027")
    assert signing < payments < outages < live
    assert signing < ledger.day("December 31, 2026")


def the_count(ledger: Ledger) -> None:
    assert ledger.day("November 12, 2026").weekday() == 3
    ledger.name("March 1 to August 31 2025 2026")
    ledger.given("Calls to the billing line 148,000")
    calls = ledger.follows("Calls to the billing line 148,000 180,000", 180_000, nth=2)
    ledger.follows("of these taken by agents 148,000 14,400", BEFORE)
    ledger.follows("of these taken by agents 148,000 14,400", calls - CONTAINED, nth=2)
    elsewhere = ledger.given("on other lines not coded 38,600")
    ledger.follows("total 148,000 53,000", BEFORE)
    with_agents = ledger.follows("total 148,000 53,000", calls - CONTAINED + elsewhere, nth=2)
    rise = ledger.follows("rose by 32,000", calls - BEFORE)
    ledger.follows("by 32,000, or 22%", 100 * rise / BEFORE, nth=2)
    ledger.given("0.6% more customers")
    ledger.name("They press 1")
    assert ledger.day("since January 5").weekday() == 0
    ledger.given("coded about 2,100 a month")
    spared = ledger.follows("spared 95,000 conversations", BEFORE - with_agents)
    ledger.follows("out of 180,000 calls", calls)
    ledger.follows("calls, which is 53%", 100 * spared / calls)
    ledger.follows("Larkwell says 92%, and", 92)
    ledger.given("8.9 minutes on average on billing, against 6.1")
    ledger.follows("The 4.1 for our agents", 4.1)


def the_cost(ledger: Ledger) -> None:
    agents, rest = ledger.given("overtime $4.65"), ledger.given("training $1.85")
    ledger.follows("Total $6.50", agents + rest)
    ledger.follows("The $6.50 a call is", 6.5)
    ledger.follows("last year, $15.6 million", CALLS * 6.5)
    ledger.follows("by the 2.4 million calls that came in", CALLS)
    ledger.follows("for 60 agents as for 210", 60)
    ledger.follows("for 60 agents as for 210", 210, nth=2)
    ledger.follows("has invoiced 165,600 contained calls", CONTAINED)
    ledger.follows("at $1.15, or", 1.15)
    ledger.follows("or $190,440", CONTAINED * 1.15)
    ledger.name("Local 1412")
    ledger.given("requires 180 days' notice")
    ledger.given("Finance discounts at 8%")


def the_storms(ledger: Ledger) -> None:
    ledger.follows("Days above 12,000 calls", 12_000)
    ledger.follows("of these above 12,000", 12_000)
    for period, days, received, above in STORMS:
        ledger.name(f"{period} {days} {received:,} {above:,}")
        assert received - 12_000 * days == above
    assert ledger.day("Tuesday, July 14") < ledger.day("to October 31")
    calls = ledger.given("with 71,000 calls")
    answered = ledger.given("Agents answered 19,400")
    ledger.follows("The other 51,600", calls - answered)
    ledger.given("the 2,310 households")
    ledger.name("Docket 26-0418", "busiest days of 2026")
    ledger.day("by December 18")
    ledger.follows("To the second, 92% would be", 92)
    ledger.follows("so would 53%", 53)


STORMS = (
    ("2023", 6, 220_000, 148_000),
    ("2024", 9, 322_000, 214_000),
    ("2025", 5, 182_000, 122_000),
    ("2026, to October 31", 7, 260_000, 176_000),
)


def the_call(ledger: Ledger) -> None:
    ledger.given("34% called again within three days")
    ledger.given("an assist desk of 85 people")
    ledger.given("on 27% of contained calls")
    ledger.follows("Above 12,000 calls a day", 12_000)
    rate = ledger.given("it is $4.60 a call")
    calls = ledger.follows("you had 71,000 calls", 71_000)
    ledger.day("On July 14")
    ledger.follows("cost about $271,000", (calls - 12_000) * rate, within=0.002)
    ledger.given("In the pilot 41 callers")
    ledger.follows("The $10.9 million is the saving", CALLS * (6.5 - 0.08 * 6.5 - 0.92 * 1.15) - 900_000)
    ledger.follows("of a full year at 60", 60)
    ledger.given("something near $2.00")
    ledger.follows("and 6,120 answered", 6_120)
    ledger.given("That is 13% of the contained calls")
    ledger.follows("at 60 agents by the end of the first year, from 210", 60)
    ledger.follows("at 60 agents by the end of the first year, from 210", 210, nth=2)


def the_scenario() -> Scenario:
    scenario = read_pack(PACKS / "vendor-proposals").scenario("voice-agents")
    assert scenario is not None
    return scenario


def test_the_estimate_takes_off_what_would_have_come_anyway() -> None:
    task = the_scenario().task("elsewhere")
    assert isinstance(task, EstimateTask)
    assert task.answer == 38_600 - ELSEWHERE_BEFORE


def test_the_workbook_offers_the_proposal_and_bounds_what_was_found() -> None:
    task = the_scenario().task("case")
    assert isinstance(task, WorkbookTask)
    proposed = {each.id: each.proposed for each in task.inputs}
    outputs = {each.id: each.formula.value(proposed) for each in task.outputs}
    assert outputs["full_year"] == pytest.approx(10_912_800)
    assert outputs["npv"] == pytest.approx(sum(10_912_800 / 1.08**year for year in (1, 2, 3)))
    found: dict[str, list[float]] = {
        "spared": [92 * 0.66, 92 * 0.53, 53, *(100 * spared / BEFORE for spared in (95_000, 107_600))],
        "billed": [100 * CONTAINED / BEFORE, 100 * CONTAINED / (BEFORE + ELSEWHERE_BEFORE)],
        "avoided": [4.65, BY_MINUTES],
        "storm": [above * rate for *_, above in STORMS for rate in (4.60, 4.60 - 1.15)],
        "fee": [900_000],
        "at_once": [0],
    }
    for each in task.inputs:
        assert [value for value in found[each.id] if not each.is_right(value)] == [], each.id
        assert each.is_right(each.proposed) == (each.id == "fee")


def test_what_the_debrief_makes_of_the_figures() -> None:
    assert pytest.approx(CONTAINED * 0.27, abs=50) == 44_700
    assert 0.27 * 0.92 * 71_000 > 17_000
    assert sum(above for *_, above in STORMS) / 4 == 165_000
    assert pytest.approx(165_000 * 3.45) == 569_250
    spared, joy = CALLS * 0.61 * 4.65, CALLS * 1.12 * 1.15
    assert (round(spared), round(joy)) == (6_807_600, 3_091_200)
    full_year = spared - joy - 569_250 - 900_000
    assert round(full_year) == 2_247_150
    assert pytest.approx(full_year - spared / 2, abs=50_000) == -1_200_000
    assert CALLS * 0.45 * 4.5 - CALLS * 1.16 * 1.15 - 1_000_000 - 900_000 < 0
