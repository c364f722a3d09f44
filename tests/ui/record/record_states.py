"""States of the record page, small and full of words that have to fit."""

from dataclasses import replace

from closeddoor.presenters.states.record import (
    AttemptRow,
    AttemptsState,
    CalibrationView,
    CardsState,
    CompetencyRow,
    CurvePoint,
    DeletionQuestion,
    DueCard,
    EstimateRow,
    EstimatesView,
    EvidenceRow,
    KeptRow,
    OwnRow,
    PointRow,
    RecordViewState,
    ShareView,
    ShowsState,
    StatementPage,
    StatementRow,
    StatementState,
)
from closeddoor.presenters.states.shared import Busy, Problem

EVIDENCE = EvidenceRow(
    7, "Invoice Copilot", "3 November 2026 · 1 of 2 made", (PointRow("It renews", "found"), PointRow("Fee", "missed"))
)
SHARE = ShareView(0.2, 0.1, 0.4, "20% of the points, likely between 10% and 40%")
SHOWS = ShowsState(
    lead="Seldom missed: evidence. Often missed: exits.",
    banded=(CompetencyRow("Exits", "Mostly missed", "2 of 10 points made, in 4 briefings", SHARE, (EVIDENCE,)),),
    too_little=(CompetencyRow("Money", "", "1 of 2 points made, in 1 briefing", None, (EVIDENCE,)),),
    calibration=CalibrationView(
        "When you say 90%, you are right 62% of the time",
        "From 42 judgements.",
        (CurvePoint(0.6, 0.5, 0.3, 0.7, 12), CurvePoint(0.9, 0.62, 0.5, 0.7, 30)),
        is_curve=True,
        lines=("At 60% sure: right in 6 of 12", "At 90% sure: right in 19 of 30"),
    ),
    estimates=EstimatesView(
        "Your 80% ranges held the truth in 1 of 2", "Two.", (EstimateRow(8, "Cost", "You said 1 to 2.", "missed"),)
    ),
    notes=("Counted are first attempts only.",),
)


def row(attempt_id: int, month: str = "November 2026", *, is_scored: bool = True) -> AttemptRow:
    aside = "Debrief" if is_scored else "Under way"
    return AttemptRow(attempt_id, month, f"Letter {attempt_id}", "Finished on 3 November", aside, is_scored, "p", "s")


ROWS = (row(9), row(8, is_scored=False), row(7, "October 2026"))
ATTEMPTS = AttemptsState(ROWS, "Show earlier attempts (40 more)", (OwnRow(3, "Our own proposal", "2 October"),))
CARD = DueCard(5, "Before a vendor meeting", "", "", is_turned=False, left="The last one for now")
TURNED = replace(CARD, question="Who leaves first?", reason="Exits cost.", is_turned=True)
CARDS = CardsState(CARD, kept=(KeptRow(5, "Who leaves first?", "Before a vendor meeting", "Due"),), count=1)
PAGE = StatementPage("Statement of practice", ("Jane Doe",), (("AI risk", "2 hours"),), ("My own.",))
MODULES = (
    StatementRow("risk", "AI risk", "3 finished briefings", is_ticked=True, hours="2"),
    StatementRow("business-case", "Business cases", "None", is_ticked=True, hours="x", problem="Hours are a number."),
)
STATEMENT = StatementState(MODULES, "Jane Doe", PAGE)
QUESTION = DeletionQuestion(
    "Delete all of your practice?", ("What goes: all.", "What stays: packs."), "Delete all", "Keep"
)
FULL = RecordViewState(
    is_ready=True, has_attempts=True, shows=SHOWS, attempts=ATTEMPTS, cards=CARDS, statement=STATEMENT
)
EMPTY = RecordViewState(is_ready=True, cards=CardsState(resting="No questions kept yet."))
WORKING = RecordViewState(busy=Busy("Your attempts are read."))
WRONG = replace(FULL, problem=Problem("The disk is full.", "Nothing was lost.", "Free some space."))
