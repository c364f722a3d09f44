"""A debrief of all kinds of task, with markup where a pack could put it."""

from dataclasses import replace

from closeddoor.presenters.states.briefing import DocumentView, InterviewLine, NoteView, OutputView, TermView
from closeddoor.presenters.states.debrief import (
    ChoiceDebrief,
    CriterionOutcome,
    DebriefViewState,
    EstimateDebrief,
    FactOutcome,
    HighlightDebrief,
    InputOutcome,
    InterviewDebrief,
    MemoDebrief,
    OptionOutcome,
    PlaceView,
    WorkbookDebrief,
)
from closeddoor.presenters.states.debrief_parts import AgainView, CardView, NotedDocument, OutcomeView
from closeddoor.presenters.states.shared import Verdict
from closeddoor.text import read_document, read_markdown

VECTOR = "<b>bold</b><img src='file:///etc/hostname'>&amp;"
DOCUMENT = DocumentView(
    "proposal",
    "Proposal",
    read_document("# Offer 🚀\n\nWe reach 99% accuracy. It renews itself. SOC 2 is dated. We grow."),
)
MEMO_TEXT = "Before we sign 🧾, test it on our invoices.\n\nWe leave when we like."


def place(quote: str, verdict: Verdict, *, stands_by: bool = False) -> PlaceView:
    start = DOCUMENT.text.displayed.index(quote)
    end = start + len(quote)
    is_own = verdict == "neutral"
    return PlaceView(
        f"item-{start}", start, end, quote, verdict, f"Heading {VECTOR}", "You did.", VECTOR, is_own, stands_by
    )


def fact(item_id: str, verdict: Verdict) -> FactOutcome:
    asked = "Does it renew?" if verdict == "found" else ""
    return FactOutcome(item_id, verdict, VECTOR, "Why", asked, "Who owns it?", can_contest=verdict != "unsure")


def criterion(item_id: str, verdict: Verdict, evidence: str = "", *, avoid: bool = False) -> CriterionOutcome:
    start = MEMO_TEXT.find(evidence) if evidence else -1
    return CriterionOutcome(
        item_id=item_id,
        statement=f"Asks for {item_id} {VECTOR}",
        verdict=verdict,
        avoid=avoid,
        evidence=evidence,
        evidence_start=start,
        evidence_end=start + len(evidence) if evidence else -1,
        why="Why",
        samples_met=(VECTOR,),
        samples_not_met=("Nice.",),
        you_thought="made",
        can_contest=verdict != "unsure",
    )


HIGHLIGHT = HighlightDebrief(
    "claims",
    "Mark the claims",
    "You marked 1 of 2 claims.",
    "15 of 30 points",
    DOCUMENT,
    (
        place("99% accuracy", "found"),
        place("It renews itself", "missed"),
        place("SOC 2 is dated", "decoy"),
        place("We grow", "neutral"),
    ),
)
INTERVIEW = InterviewDebrief(
    "call",
    "Question the vendor",
    "1 of 3 facts came to light.",
    "8 to 16 of 24 points",
    (fact("renewal", "found"), fact("owner", "missed"), fact("engine", "unsure")),
    (InterviewLine("participant", VECTOR),),
)
DECISION = ChoiceDebrief(
    "decide",
    "Decide",
    "Another option would have been better.",
    "8 of 20 points",
    "You were 70% sure.",
    (
        OptionOutcome("Sign", False, True, "8 of 20 points", "Why"),
        OptionOutcome("Wait", True, False, "20 of 20 points", VECTOR),
    ),
)
CHOICE = ChoiceDebrief(
    "pick",
    "Pick what applies",
    "You picked 1 of 2 options that belong, and 1 that should have been left.",
    "3 of 9 points",
    "",
    (
        OptionOutcome("Data", True, True, "6 of 9 points", "Ours.", "Belongs"),
        OptionOutcome("Exit", True, False, "3 of 9 points", VECTOR, "Belongs"),
        OptionOutcome("Logo", False, True, "Takes 6 points away", "It tells nothing.", "Belongs", "Better left"),
    ),
)
ESTIMATE = EstimateDebrief(
    "months",
    "How long",
    "The true figure lies above your range.",
    "0 of 10 points",
    26.0,
    f"26 months {VECTOR}",
    (12.0, 18.0, 24.0),
    "You said 18 months, between 12 and 24.",
    False,
    ("12", "26", "24"),
    f"The pilot took that long. {VECTOR}",
)
WORKBOOK = WorkbookDebrief(
    "case",
    "Rework it",
    "1 of 3 assumptions stands where the evidence supports it.",
    "6 of 16 points",
    (
        InputOutcome("users", f"Users {VECTOR}", "%", True, "95", "52", "40 to 65", "The pilot reached 52 %."),
        InputOutcome("cost", "Cost", "USD", False, "12 000", "15 000", "9000 to 13 000", VECTOR),
        InputOutcome("rent", "Rent", "", False, "Counted", "Counted", "Left out", "Leased."),
    ),
    (OutputView("Net present value", "USD", "1850", "60"), OutputView("Return", "%", "−0.25", "none")),
    is_answered=True,
)
MEMO = MemoDebrief(
    "reply",
    "Answer the vendor",
    "1 of 2 points.",
    "3 to 6 of 9 points",
    "The grader agreed with the author 94 times in 100.",
    MEMO_TEXT,
    (
        criterion("exit", "unsure", "We leave when we like."),
        criterion("own-data", "found", "test it on our invoices"),
        criterion("praise", "decoy", "Before we sign", avoid=True),
        criterion("expert", "missed"),
    ),
)
OPEN = DebriefViewState(
    title="Invoice Copilot",
    module="Vendor proposal",
    headline=f"You marked 1 of 2 claims. {VECTOR}",
    points_headline="34 to 50 of 83 points",
    expected="The price",
    surprised="The renewal",
    own_account_given=True,
    tasks=(HIGHLIGHT, INTERVIEW, DECISION, MEMO),
    debrief=read_markdown("## Where it turned\n\nAt *renewal*."),
    next_time="",
    facts_line="Facts as of 1 November 2026",
    outcomes=(
        OutcomeView("claims", "Mark the claims", "You marked 1 of 2 claims.", "partly", "1 of 2"),
        OutcomeView("call", "Question the vendor", f"1 of 3 facts came to light. {VECTOR}", "partly", "1 of 3"),
        OutcomeView("decide", "Decide", "Another option would have been better.", "missed"),
        OutcomeView("reply", "Write", "Your text makes 1 of 3 points.", "partly", "1 of 3"),
    ),
    practised=(f"Tell claims apart {VECTOR}",),
    cards=(
        CardView("A renewal is offered", f"Who ends it, and when? {VECTOR}", "It renews by itself."),
        CardView("A figure is named", "On whose data?", "", card_id=7),
    ),
    terms=(TermView("renewal", f"It goes on by itself. {VECTOR}", "Notice has a date."),),
    noted=(NotedDocument("Price list", (NoteView(0, 5, "Price", f"Ask about this. {VECTOR}"),)),),
    again=(
        AgainView("twin", "letters", "other-letter", f"The other letter {VECTOR}", 14),
        AgainView("again", "letters", "letter", "Invoice Copilot", 12),
    ),
    errata=("The second figure was wrong.",),
)
BEFORE = replace(OPEN, own_account_given=False, expected="", surprised="")
