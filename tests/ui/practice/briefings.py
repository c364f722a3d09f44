"""View states of a small briefing, with an emoji and a table before the place that tests mark."""

from dataclasses import replace

from closeddoor.presenters.states.briefing import (
    AnswerSummary,
    BriefingViewState,
    ChoiceState,
    CommitState,
    DocumentView,
    EstimateState,
    FigureField,
    HighlightState,
    InputView,
    InterviewLine,
    InterviewState,
    LabelView,
    MarkView,
    MemoState,
    OptionView,
    OutputView,
    PointView,
    ReadState,
    SelfScoreState,
    Step,
    StepBody,
    TermView,
    WorkbookState,
)
from closeddoor.text import read_document, read_markdown

VECTOR = "<b>bold</b><img src='file:///etc/hostname'>&amp;"
PROPOSAL = """# Proposal 🚀 by Ledgerline

| Item | Fee |
|---|---:|
| Licence 🧾 | 99,000 |

We reach 99.2 % accuracy on all invoices from day one. Renewal is automatic, and drift is watched.
"""
DOCUMENT = DocumentView("proposal", "Proposal by Ledgerline", read_document(PROPOSAL))
LABELS = (LabelView("unsupported", "Unsupported"), LabelView("misleading", f"Misleading {VECTOR}"))
CLAIM = "99.2 % accuracy on all invoices"


def mark(quote: str, label_id: str) -> MarkView:
    start = DOCUMENT.text.displayed.index(quote)
    return MarkView(start, start + len(quote), quote, label_id)


PROMPT = read_markdown("What *matters* here?")
READ = ReadState(f"You chair the committee. {VECTOR}", read_markdown("Decide by Thursday."))
HIGHLIGHT = HighlightState("Mark the claims", PROMPT, DOCUMENT, LABELS, (mark("Renewal is automatic", "misleading"),))
INTERVIEW = InterviewState(
    "Question the vendor",
    PROMPT,
    "Dana Reyes",
    "Account executive",
    (InterviewLine("counterpart", f"Ask me anything. {VECTOR}"),),
    turns_left=8,
    turns=8,
)
OPTIONS = tuple(OptionView(letter, f"Option {letter} {VECTOR}") for letter in "abcd")
DECISION = ChoiceState("Decide", PROMPT, OPTIONS, picks_many=False, asks_confidence=True)
CHOICE = ChoiceState("Pick what applies", PROMPT, OPTIONS, picks_many=True)
ESTIMATE = EstimateState(
    "How long",
    PROMPT,
    f"months {VECTOR}",
    (
        FigureField("low", "Low", "18"),
        FigureField("best", "Best", "1,000", f"“1,000” can be read in two ways {VECTOR}"),
        FigureField("high", "High", ""),
    ),
    "Still to give: best and high.",
)
WORKBOOK = WorkbookState(
    "Rework it",
    PROMPT,
    "Over 3 years",
    (
        InputView("users", f"Share of users {VECTOR}", "%", False, "95", "95", "52", is_changed=True),
        InputView("cost", "Cost of the licence in the first year", "USD", False, "12 000", "12000", "12000"),
        InputView("rent", "Rent", "", True, "Counted", "1", "1"),
    ),
    (
        OutputView(f"Net present value {VECTOR}", "USD", "1850", "60"),
        OutputView("Return", "a year", "−0.25", "none"),
    ),
    left_as_proposed=None,
)
MEMO = MemoState("Answer the vendor", PROMPT, (40, 250))
COMMIT = CommitState(
    (
        AnswerSummary("claims", "Mark the claims", "1 mark", answered=True),
        AnswerSummary("reply", "Answer", "", answered=False),
    )
)
SELF_SCORE = SelfScoreState((PointView("reply", "own-data", f"Asks for our own data. {VECTOR}"),))

BODIES: dict[str, StepBody] = {
    "read": READ,
    "claims": HIGHLIGHT,
    "call": INTERVIEW,
    "decide": DECISION,
    "reply": MEMO,
    "commit": COMMIT,
    "self-score": SELF_SCORE,
}


OTHERS: dict[str, StepBody] = {"pick": CHOICE, "months": ESTIMATE, "case": WORKBOOK}
"""What may stand in the place of the decision."""

ANSWERED = ("read", "claims")


def steps(current: str) -> tuple[Step, ...]:
    place = list(BODIES).index("decide" if current in OTHERS else current)
    return tuple(
        Step(
            step_id,
            step_id.title(),
            5,
            "done" if index < place else "current" if index == place else "ahead",
            answered=step_id in ANSWERED,
        )
        for index, step_id in enumerate(BODIES)
    )


def view(current: str, body: StepBody | None = None) -> BriefingViewState:
    return BriefingViewState(
        title=f"Invoice Copilot {VECTOR}",
        module="Vendor proposal",
        steps=steps(current),
        body=(BODIES | OTHERS)[current] if body is None else body,
        reading=(DOCUMENT,),
        terms=(TermView("drift", "The world moves.", "Accuracy ages."),),
        open_line="Not yet said how sure" if current == "decide" else "",
        can_go_back=current != "read",
        forward_title="Continue",
    )


def with_marks(state: HighlightState, marks: tuple[MarkView, ...]) -> BriefingViewState:
    return view("claims", replace(state, marks=marks))
