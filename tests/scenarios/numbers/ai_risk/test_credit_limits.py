"""The numbers of "Right 97 times in a hundred": the test, six months of use, the commercial calculation."""

from datetime import date, timedelta

import pytest

from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.packs import read_pack
from tests.scenarios.ledger import PACKS, Ledger, ledger_of

MONTHS = (
    ("April", "6,000 4,860 81% 6 minutes"),
    ("May", "9,500 9,025 95% 3 minutes"),
    ("June", "10,500 10,185 97% 90 seconds"),
    ("July", "11,000 10,780 98% 45 seconds"),
    ("August", "11,500 11,320 98% 30 seconds"),
    ("September", "13,000 12,870 99% 20 seconds"),
)


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("ai-risk", "credit-limits")
    the_days(ledger)
    the_shops(ledger)
    the_test(ledger)
    the_sizes(ledger)
    the_officers(ledger)
    the_commercial_paper(ledger)
    the_notebook(ledger)
    assert ledger.unaccounted() == []


def the_days(ledger: Ledger) -> None:
    meeting = ledger.day("Wednesday 18 November 2026")
    assert date(2026, 4, 1) == ledger.day("went live on 1 April 2026")
    assert ledger.day("Accra, 9 November 2026") < ledger.day("Jean-Marc Kouassi, 11 November 2026") < meeting
    assert ledger.day("1 January 2027") > meeting
    assert ledger.day("sent on 30 June") < meeting
    assert ledger.day("dated 2 November") < meeting
    ledger.name("happened to them in 2025", "the limits of 2025", "during 2025 are counted", "last changed in 2024")
    ledger.name("2026 Proposals", "Net benefit in 2027", "learned from 2023 and 2024")
    first_delivery = ledger.day("1 September the depot at Tema")
    assert first_delivery + timedelta(days=30 + 90) == date(2026, 12, 30)


def the_shops(ledger: Ledger) -> None:
    shops = ledger.given("soap and phone credit to 40,000 shops")
    ledger.follows("proposed limits for all 40,000 shops", shops)
    ledger.follows("of the 40,000, be set", shops)
    ledger.given("which are 29,000 of the")
    north = ledger.given("the 8,000 shops of the northern markets")
    cut_there = ledger.given("22% were cut")
    cut_elsewhere = ledger.given("and 9% elsewhere")
    lower = ledger.follows("For 4,640 shops", (cut_there * north + cut_elsewhere * (shops - north)) / 100)
    ledger.follows("(11.6%) the limit is lower", 100 * lower / shops)
    assert lower + ledger.given("for 17,900 higher") < shops
    pairs = ledger.given("We drew 200 pairs")
    assert ledger.given("in 58 of the pairs") < pairs


def the_test(ledger: Ledger) -> None:
    found = ledger.given("Flagged by the model 110 90 200")
    wrongly = 90
    flagged = ledger.follows("Flagged by the model 110 90 200", found + wrongly, nth=3)
    missed = ledger.given("Not flagged 190 9,610 9,800")
    paid = 9_610
    ledger.follows("Not flagged 190 9,610 9,800", missed + paid, nth=3)
    defaulted = ledger.follows("Total 300 9,700 10,000", found + missed)
    ledger.follows("Total 300 9,700 10,000", wrongly + paid, nth=2)
    tested = ledger.follows("Total 300 9,700 10,000", flagged + missed + paid, nth=3)
    ledger.follows("predictions for 10,000 shops", tested)
    ledger.follows("The 10,000 were drawn at random", tested)
    assert tested * 4 == 40_000  # "one shop in four"
    ledger.follows("Right predictions: 110 + 9,610 = 9,720 of 10,000", found)
    ledger.follows("Right predictions: 110 + 9,610 = 9,720 of 10,000", paid, nth=2)
    right = ledger.follows("Right predictions: 110 + 9,610 = 9,720 of 10,000", found + paid, nth=3)
    ledger.follows("Right predictions: 110 + 9,610 = 9,720 of 10,000", tested, nth=4)
    ledger.follows("right for 97.2% of shops", 100 * right / tested)
    ledger.follows("an accuracy of 97.2%", 100 * right / tested)
    ledger.follows("right 97 times in a hundred", 100 * right / tested)
    sure = ledger.follows("right in 55% of cases", 100 * found / flagged)
    by_chance = ledger.follows("against 3% for a shop", 100 * defaulted / tested)
    assert sure / by_chance == pytest.approx(18.3, abs=0.05)  # "some eighteen times as often"
    assert 100 * (tested - defaulted) / tested == 97.0
    assert ledger.given("The threshold is at 0.5") == 0.5


def the_sizes(ledger: Ledger) -> None:
    line = ledger.given("Below GHS 5,000 GHS 5,000 and above")
    for phrase in ("limits below GHS 5,000, which", "every limit below GHS 5,000 by", "all limits of GHS 5,000 and"):
        ledger.follows(phrase, line)
    ledger.follows("single error below GHS 5,000 cannot", line)
    small = ledger.given("Shops 7,250 2,750 10,000")
    assert small / 10_000 == 29_000 / 40_000
    ledger.follows("Shops 7,250 2,750 10,000", small + 2_750, nth=3)
    bad = ledger.given("Defaulted 261 39 300")
    ledger.follows("Defaulted 261 39 300", bad + 39, nth=3)
    found = ledger.given("of these, flagged 87 23 110")
    ledger.follows("of these, flagged 87 23 110", found + 23, nth=3)
    wrongly = ledger.given("Flagged, and paid 70 20 90")
    ledger.follows("Flagged, and paid 70 20 90", wrongly + 20, nth=3)
    assert found / bad == 1 / 3  # "flagged one in three of those"
    assert (small - bad - wrongly + found) / small < 0.97
    assert (round(100 * bad / small, 1), round(100 * 39 / 2_750, 1)) == (3.6, 1.4)


def the_officers(ledger: Ledger) -> None:
    proposed = accepted = 0.0
    for month, row in MONTHS:
        phrase = f"{month} {row}"
        proposals, agreed, share = (float(each.strip("%").replace(",", "")) for each in row.split()[:3])
        assert ledger.given(phrase) == proposals
        ledger.follows(phrase, 100 * agreed / proposals, nth=3)
        assert round(100 * agreed / proposals) == share
        proposed, accepted = proposed + proposals, accepted + agreed
    ledger.follows("officers received 61,500 proposals", proposed)
    ledger.follows("and accepted 59,040 of them", accepted)
    ledger.follows("(96%). A shop is proposed", 100 * accepted / proposed)
    assert pytest.approx(72, abs=0.3) == 13_000 * 20 / 3_600  # hours in September, in the whole company
    ledger.given("one of 52 credit officers")


def the_commercial_paper(ledger: Ledger) -> None:
    released = ledger.given("Officers released 31 of 52 at GHS 61,300")
    saved = ledger.follows("GHS 61,300 GHS 1,900,300", released * 61_300, nth=2)
    ledger.follows("31 officers in 52 is", released)
    ledger.follows("officers in 52 is the", 52)
    ledger.follows("Transfer of 31 posts", released)
    assert released / 52 < 29_000 / 40_000  # "the somewhat lower share"
    lost = ledger.given("We lost 410 shops")
    margin = ledger.given("Margin from shops kept 410 at GHS 350, half of them", nth=2)
    kept = ledger.follows("half of them GHS 71,750", lost * margin / 2)
    change = ledger.given("Changes to the system once GHS 140,000")
    ledger.follows("GHS 1,832,050", saved + kept - change)
    ledger.follows("figure is GHS 1.9m a year", saved)
    ledger.follows("a year from 31 officers", released)
    ledger.given("It serves 1,150 such shops")
    assert ledger.given("Orders rose by 6%") - ledger.given("against 5% in the neighbouring") == 1
    ledger.given("They opened 37 accounts")
    ledger.given("exceed 4% of sales")
    ledger.given("begins at GHS 20,000")
    ledger.given("a threshold of GHS 3,000")
    assert ledger.given("21,000 shops lie below") < 29_000


def the_notebook(ledger: Ledger) -> None:
    missed = ledger.given("A default we miss costs about GHS 6,400")
    small = ledger.given("at a small shop 4,000")
    large = (300 * missed - 261 * small) / 39
    assert small < 5_000 < large
    cut = ledger.follows("by mistake costs about GHS 350", 350)
    even = ledger.follows("far lower, near 0.05", cut / (missed + cut))
    assert even == pytest.approx(0.052, abs=0.0005)  # "about 5%" in the debrief
    ledger.follows("If I said that every shop pays I would be right in 97.0% of cases", 100 * 9_700 / 10_000)
    ledger.follows("twenty more right in 10,000", 10_000)
    assert 9_720 - 9_700 == 20
    ledger.follows("Of the 190 it missed", 300 - 110)
    ledger.follows("174 were small shops", 261 - 87)
    assert ledger.day("A delivery of 1 September") + timedelta(days=30 + 90) == ledger.day("before 30 December")
    assert ledger.given("cocoa districts run at 5.2%") > ledger.given("it expects 3.1% there")


def test_the_estimate_follows_from_the_annex() -> None:
    scenario = read_pack(PACKS / "ai-risk").scenario("credit-limits")
    assert scenario is not None
    answers = [task.answer for task in scenario.tasks if isinstance(task, EstimateTask)]
    assert answers == [pytest.approx(29_000 * (261 - 87) / 7_250)] == [696]
    assert 29_000 * 190 / 10_000 == 551
