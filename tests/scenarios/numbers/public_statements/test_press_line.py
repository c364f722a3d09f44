"""“Bias-free by nine o'clock”: where each number of the release and of Arjun Pillai's answers comes from."""

from tests.scenarios.ledger import Ledger, ledger_of


def test_every_number_has_its_reason() -> None:
    ledger = ledger_of("public-statements", "press-line")
    _company(ledger)
    _calendar(ledger)
    _speed(ledger)
    _people_behind_the_machine(ledger)
    assert ledger.unaccounted() == []


def _company(ledger: Ledger) -> None:
    staff = ledger.given("a recruitment company with 2,300 employees in five countries")
    ledger.follows("was founded in 1998 and has 2,300 employees", staff, nth=2)
    ledger.given("was founded in 1998")
    ledger.given("Tamarind placed 38,000 people in hotels, shops and warehouses")
    ledger.given("We have 40 posts open for recruiters today")
    ledger.name("Draft 4, for signature", "The sentence on employment law came in with draft 3,")
    ledger.name(
        "Legal, Singapore 2 29",
        "looked at data protection, in draft 2",
        "Sales 3 4",
        "Kite & Lantern, agency 4 9",
        "Product, Arjun Pillai 4 10",
    )


def _calendar(ledger: Ledger) -> None:
    ledger.name("Between March and October 2026")
    ledger.name("09:00 Singapore time", "Wednesday, 18:00", "Thursday, 09:00", "Thursday, 09:30", "Thursday, 11:00")
    release = ledger.day("Thursday 12 November 2026")
    today = ledger.day("Tuesday 10 November 2026")
    assert (release - today).days == 2, "“Wednesday” in the draft is the day between"
    read = [ledger.day(day) for day in ("29 October", "4 November", "9 November", "10 November")]
    assert read == sorted(read)
    assert read[-1] == today, "Product was sent the draft this morning"
    asked = ledger.day("with their HR director since 3 November")
    assert (today - asked).days == 7, "Arjun Pillai says the director has had it for a week"
    ledger.name("our answer is due on the 20th")
    assert release.replace(day=20).toordinal() - release.toordinal() == 8, "eight days after the release"


def _speed(ledger: Ledger) -> None:
    before, after = ledger.given("from 30 days to 9"), 9
    ledger.follows("At a client in retail it fell by 70%", 100 * (1 - after / before))
    assert after / before < 1 / 3, "in less than a third of the time"
    ledger.given("It is one client, 26 cashier vacancies")
    clients = ledger.given("61,400 applications for 14 clients", nth=2)
    ledger.follows("Across all 14 clients we have measured", clients)
    gain = ledger.given("we have measured 18%")
    assert round(before * gain / 100) == 5, "the debrief: on a vacancy of 30 days about five days"


def _people_behind_the_machine(ledger: Ledger) -> None:
    applications = ledger.given("Match read 61,400 applications")
    ledger.given("A team of 22 in Cebu goes over the scores")
    share = ledger.given("They look at about 40% of the applications")
    assert round(applications * share / 100, -2) == 24_600, "the debrief: some 24,600 were looked at"
    ledger.given("190 have done so")
    ledger.given("compared men and women on 1,800 applications in English")
    ledger.given("Women were shortlisted 4 points less often")
