"""“What to tell three hundred and ten people”: where each number of the papers and of the analyst's answers is from."""

import pytest

from tests.scenarios.ledger import Ledger, ledger_of

MILLION = 1e6


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("public-statements", "town-hall")
    _calendar(ledger)
    _department(ledger)
    _waiting(ledger)
    _trial(ledger)
    _money(ledger)
    _posts(ledger)
    assert ledger.unaccounted() == []


def _calendar(ledger: Ledger) -> None:
    meeting = ledger.day("Friday 20 November 2026")
    board = ledger.day("Tuesday 22 September 2026")
    assert (meeting - board).days == 59, "the paper has been with the board for two months"
    ledger.day("22 September")
    ledger.name("2026, 10:00, Nairobi", "09:30 Tea", "10:00 Words", "10:05 Speech", "10:20 Film", "10:25 Questions")
    ledger.name("10:45 Close", "close the meeting at 10:45", "beginning in February 2027", "founded in 1974")
    ledger.name("See message 2", "Right to end the contract (4.3)")
    first, last = ledger.day("4 May"), ledger.day("12 June 2026")
    assert (first.weekday(), last.weekday(), (last - first).days) == (0, 4, 6 * 7 - 3), "six weeks of work"
    assert ledger.day("8 February", year=2027) > meeting


def _department(ledger: Ledger) -> None:
    offices = [ledger.given("310 colleagues in claims, 190 here, 70 in Mombasa and 50 in Kisumu", n) for n in (2, 3, 4)]
    ledger.follows("Our 310 colleagues in claims", sum(offices))
    ledger.follows("the claims department: 310 people in three offices", sum(offices))
    ledger.given("Daniel Otieno is 26 and")
    ledger.given("with 1,240 employees")


def _waiting(ledger: Ledger) -> None:
    letters = ledger.given("answer 9,600 letters a month")
    assert ledger.follows("Claims answers 9,600 letters", letters) > ledger.given("Four years ago it was 7,100")
    ledger.given("Strategy followed 400 letters")
    rows = ("finding the file 2", "garages, hospitals, customers 5", "Assessing the claim 3", "signing 1")
    days = [ledger.given(row) for row in rows]
    total = ledger.follows("Total 11", sum(days))
    assert total - days[-1] == 10, "what remains when nobody has to write any more"
    complaints = ledger.given("212 complaints were about waiting")
    assert complaints < ledger.given("out of 530 in all")


def _trial(ledger: Ledger) -> None:
    drafts = ledger.given("They handled 660 letters")
    signed = ledger.given("642 of the 660 drafts")
    assert drafts - signed == 18, "eighteen were discarded"
    ledger.follows("The acceptance rate was 97%", 100 * signed / drafts)
    ledger.follows("Of 660 drafts, 60 had a wrong amount", drafts)
    wrong = ledger.given("60 had a wrong amount")
    sent = wrong - ledger.given("The handlers caught 52 of them")
    assert sent == 8, "eight went out to customers"
    assert drafts / wrong == 11, "one draft in eleven"
    ledger.follows("Of the 642 that were signed", signed)
    untouched = ledger.given("297 went out just as they came")
    assert ledger.follows("In 345 the handler changed something", signed - untouched) > signed / 2
    assert 9_600 * wrong / drafts == pytest.approx(870, abs=5), "the debrief: wrong drafts a month"
    assert 9_600 * sent / drafts == pytest.approx(116, abs=0.5), "the debrief: wrong letters a month"


def _money(ledger: Ledger) -> None:
    parts = [ledger.given(row) * MILLION for row in ("Licences 51", "systems 18", "project team 15")]
    cost = ledger.follows("Cost 84", sum(parts) / MILLION) * MILLION
    gains = [ledger.given(row) * MILLION for row in (") 133", "reminders and complaints 18")]
    benefit = ledger.follows("Benefit 151", sum(gains) / MILLION) * MILLION
    net = ledger.follows("Net benefit 67", (benefit - cost) / MILLION) * MILLION
    ledger.follows("KES 84m over three years", cost)
    ledger.follows("with a benefit of KES 151m", benefit)
    ledger.follows("The net benefit of KES 67m", net)
    ledger.given("about KES 20m of it would fall away")
    assert gains[0] > benefit / 2, "most of the benefit"


def _posts(ledger: Ledger) -> None:
    posts = ledger.given("45 posts in claims that are not filled again")
    ledger.given("by the end of 2028")
    assert 310 - posts == 265, "what the answers say remains"
    assert 310 / posts == pytest.approx(7, abs=0.2), "one in seven"
    ledger.given("business case (26 pages)")
