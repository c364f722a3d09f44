"""What is said of first attempts, and from how much."""

from datetime import date

import pytest

from closeddoor.domain.record.bands import AttemptPoints, Competency
from closeddoor.domain.record.calibration import Judgement, levels
from closeddoor.domain.record.estimates import Estimate, Intervals
from closeddoor.domain.record.evidence import Outcome, Point
from closeddoor.presenters.record.calibration import QUESTION, calibration_view
from closeddoor.presenters.record.cards import again
from closeddoor.presenters.record.estimates import estimates_view
from closeddoor.presenters.record.shows import MOST_ATTEMPTS, shows_state
from closeddoor.presenters.record.statement import Draft, Practised, read_hours, statement_state
from closeddoor.services.record import Findings


def competency(tag: str, outcome: Outcome, attempts: int = 4) -> Competency:
    points = (Point("Ask who leaves first.", outcome, (tag,)),) * 3
    return Competency(tag, tuple(AttemptPoints(number, "A letter", 0, points) for number in range(attempts)))


def test_what_stands_out_is_said_first_and_what_is_missed_most_stands_first() -> None:
    found = (competency("evidence", "made"), competency("exits", "missed"), competency("money", "made", attempts=2))
    shows = shows_state(Findings(found, counted=4))
    assert shows.lead == "Seldom missed: evidence. Often missed: exits."
    assert [(row.title, row.band) for row in shows.banded] == [
        ("Exits", "Mostly missed"),
        ("Evidence", "Seldom missed"),
    ]
    (little,) = shows.too_little
    assert (little.title, little.band, little.share, little.counts) == (
        "Money",
        "",
        None,
        "6 of 6 points made, in 2 briefings",
    )


def test_the_evidence_is_the_latest_attempts_and_names_the_rest() -> None:
    (row,) = shows_state(Findings((competency("evidence", "partly", MOST_ATTEMPTS + 2),), counted=10)).banded
    assert (len(row.evidence), row.more) == (MOST_ATTEMPTS, "2 earlier briefings counted too.")
    assert row.evidence[0].points[0].verdict == "partly"
    assert row.counts == "0 of 30 points made, 30 more in part, in 10 briefings"


def test_earlier_and_later_halves_are_compared_in_words() -> None:
    late, early = competency("exits", "made", 3).attempts, competency("exits", "missed", 3).attempts
    (row,) = shows_state(Findings((Competency("exits", (*late, *early)),), counted=6)).banded
    assert row.change == "At first 0% of 9 made, later 100% of 9: more, beyond what luck explains."
    assert shows_state(Findings((competency("exits", "made"),), counted=4)).banded[0].change == ""


def test_what_is_left_out_is_named() -> None:
    notes = " ".join(shows_state(Findings(counted=1, later=2, self_decided=3, unreadable=1)).notes)
    assert "2 later attempts" in notes
    assert "3 points that you decided or contested yourself" in notes
    assert "1 attempt whose pack or result cannot be read" in notes


def judged(count: int, right: int, stated: float = 0.9) -> list[Judgement]:
    return [Judgement(stated, number < right) for number in range(count)]


def test_nine_judgements_are_a_sentence_ten_are_points_and_forty_a_curve() -> None:
    nine = calibration_view(levels(judged(9, 5)))
    assert (nine.title, nine.points, nine.lines) == (QUESTION, (), ())
    assert nine.note.startswith("9 judgements so far.")
    ten = calibration_view(levels(judged(10, 6)))
    assert (ten.title, len(ten.points), ten.is_curve) == (QUESTION, 1, False)
    forty = calibration_view(levels(judged(29, 18) + judged(11, 7, 0.6)))
    assert (forty.title, forty.is_curve) == ("When you say 90%, you are right 62% of the time", True)
    assert forty.lines[1] == "At 90% sure: right in 18 of 29, likely between 47% and 75%"


def test_estimates_say_how_many_held_the_truth_and_by_how_much_the_others_missed() -> None:
    inside = Estimate(1, "A letter", "Cost", "EUR", 90, 95, 1000.5, 100)
    outside = Estimate(2, "A letter", "Cost", "EUR", 10, 50, 60, 100)
    view = estimates_view(Intervals((inside, outside)))
    assert view.title == "Your 80% ranges held the truth in 1 of 2"
    assert [row.verdict for row in view.rows] == ["found", "missed"]
    assert view.rows[0].said == "You said 90 to 1,000.5, best guess 95; the truth was 100 EUR, inside."
    assert view.rows[1].said == "You said 10 to 60, best guess 50; the truth was 100 EUR, outside by 40."
    assert "It takes 10" in view.note
    assert "too narrow" in estimates_view(Intervals((outside,) * 10)).note
    assert estimates_view(Intervals()).rows == ()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 29), "in 6 days"),
        (date(2027, 2, 22), "in about 3 months, on 22 February 2027"),
        (date(2029, 11, 23), "in about 3 years, on 23 November 2029"),
    ],
)
def test_a_date_is_said_as_one_would_say_it(day: date, words: str) -> None:
    assert again(day, date(2026, 11, 23)) == words


@pytest.mark.parametrize(
    ("minutes", "hours", "said"),
    [
        (5.9, "", None),
        (12, "0.2", "12 minutes"),
        (24, "0.4", "24 minutes"),
        (29.9, "0.4", "24 minutes"),
        (59.9, "0.9", "54 minutes"),
        (60, "1", "1 hour"),
        (94, "1.5", "1.5 hours"),
    ],
)
def test_a_statement_never_suggests_more_than_was_done(minutes: float, hours: str, said: str | None) -> None:
    draft = Draft({"risk": Practised(1, minutes)}).with_tick("risk", is_ticked=True)
    state = statement_state(draft, date(2026, 11, 23))
    row = next(row for row in state.rows if row.module == "risk")
    assert row.hours == hours
    assert (state.page.modules if state.page else None) == ((("AI risk", said),) if said else None)
    assert f"{int(minutes)} minutes by their words" in row.about


def test_hours_are_read_with_point_or_comma() -> None:
    assert [read_hours(typed) for typed in ("1.5", " 1,5 ", "999", "0.1", "0.09", "1000", "½")] == [
        1.5, 1.5, 999.0, 0.1, None, None, None,
    ]  # fmt: skip
