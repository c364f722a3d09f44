"""Small tasks of every type, written as an author would, and a document to mark in."""

import tomllib
from datetime import date
from typing import Any

from closeddoor.domain.document import Document, Span
from closeddoor.domain.scenario import PackInfo, Scenario
from closeddoor.domain.table import Table
from closeddoor.domain.tasks import choice, decision, estimate, highlight, interview, memo, workbook
from closeddoor.domain.tasks.base import Task

HEAD = 'id = "{0}"\ntype = "{0}"\ntitle = "Title"\nprompt = "Prompt"\npoints = 30\n'

HIGHLIGHT = """
document = "letter"
labels = [{ id = "wrong", title = "Wrong" }, { id = "vague", title = "Vague" }]
targets = [
    { span = "claim", label = "wrong", weight = 3, why = "No test set." },
    { span = "price", label = "vague", weight = 1, why = "Per what?" },
]
decoys = [{ span = "audit", why = "It can be read." }]
"""

DECISION = """
options = [
    { id = "sign", title = "Sign", credit = 0, why = "Too early." },
    { id = "defer", title = "Defer", credit = 1, why = "Ask first." },
    { id = "pilot", title = "Pilot", credit = 0.4, why = "Without an exit." },
    { id = "leave", title = "Leave", credit = 0.2, why = "Too soon." },
]
"""

CHOICE = """
select = "many"
options = [
    { id = "test", title = "Test set", credit = 1, why = "On our own invoices." },
    { id = "exit", title = "Way out", credit = 0.5, why = "Sixty days." },
    { id = "logo", title = "Logo", credit = -0.5, why = "It tells nothing." },
    { id = "lunch", title = "Lunch", credit = 0, why = "It does no harm." },
]
"""

ESTIMATE = """
answer = 26
unit = "months"
scale = 40
why = "The pilot took that long."
"""

WORKBOOK = """
horizon_years = 3
inputs = [
    { id = "adoption", title = "Use", unit = "%", proposed = 95, defensible = [40, 65], weight = 3, why = "52 %." },
    { id = "cost", title = "Cost", unit = "USD", proposed = 100, defensible = [90, 110], weight = 1, why = "Quoted." },
    { id = "rent", title = "R", unit = "x", kind = "toggle", proposed = 1, defensible = [0, 0], weight = 2, why = "W" },
]
outputs = [
    { id = "npv", title = "NPV", unit = "USD", formula = "npv(10/100, [-cost] + [adoption + 5*rent]*horizon_years)" },
    { id = "irr", title = "Return", unit = "%", formula = "irr([-cost] + [adoption]*3)*100" },
]
"""

MEMO = """
words = [40, 250]
criteria = [
    { id = "data", statement = "S", points = 3, why = "W", met = ["a", "b", "c"], not_met = ["d", "e", "f"] },
    { id = "exit", statement = "S", points = 1, why = "W", met = ["a", "b", "c"], not_met = ["d", "e", "f"] },
    { id = "praise", statement = "S", points = -2, why = "W", met = ["a", "b", "c"], not_met = ["d", "e", "f"] },
]
"""

INTERVIEW = """
turns = 3
facts = [
    { id = "renewal", asked = ["a", "b", "c"], says = "It renews.", points = 3, why = "W" },
    { id = "staff", asked = ["a", "b", "c"], says = "Two people.", points = 1, why = "W" },
    { id = "weather", asked = ["a", "b", "c"], says = "Fine.", points = 0, why = "W" },
]
[persona]
name = "Dana"
title = "Sales"
brief = "Friendly."
opening = "Hello."
deflections = ["One.", "Two.", "Three."]
unclear = "Which?"
"""

LETTER = (
    "Since June we reach 99.2 % accuracy on all invoices from day one. "
    "The audit of 2025 can be read by anyone who asks for it in writing.\n"
    "It costs 4 cents.\n" + "Many other words stand here and none of them matters to anybody here at all. " * 12
)


def _span(span_id: str, text: str) -> Span:
    return Span(span_id, LETTER.index(text), LETTER.index(text) + len(text))


SPANS = (
    _span("claim", "99.2 % accuracy on all invoices"),
    _span("audit", "The audit of 2025 can be read"),
    _span("price", "4 cents"),
)
DOCUMENT = Document("letter", "Letter", "documents/letter.md", LETTER, LETTER, SPANS)


BODIES = {
    "highlight": HIGHLIGHT,
    "choice": CHOICE,
    "decision": DECISION,
    "estimate": ESTIMATE,
    "workbook": WORKBOOK,
    "memo": MEMO,
    "interview": INTERVIEW,
}
"""The fields of each task behind its head, as an author writes them."""


def fields_of(name: str, body: str) -> dict[str, Any]:
    return tomllib.loads(HEAD.format(name) + body)


def table_of(name: str, body: str) -> Table:
    return Table(fields_of(name, body), f"tasks.{name}")


def highlight_task() -> highlight.HighlightTask:
    return highlight.parse(table_of("highlight", HIGHLIGHT))


def decision_task() -> decision.DecisionTask:
    return decision.parse(table_of("decision", DECISION))


def choice_task() -> choice.ChoiceTask:
    return choice.parse(table_of("choice", CHOICE))


def estimate_task() -> estimate.EstimateTask:
    return estimate.parse(table_of("estimate", ESTIMATE))


def workbook_task() -> workbook.WorkbookTask:
    return workbook.parse(table_of("workbook", WORKBOOK))


def memo_task() -> memo.MemoTask:
    return memo.parse(table_of("memo", MEMO))


def interview_task() -> interview.InterviewTask:
    return interview.parse(table_of("interview", INTERVIEW))


ANSWERS: dict[str, dict[str, object]] = {
    "highlight": {"quotes": [{"quote": "4 cents", "label": "vague"}]},
    "choice": {"options": ["exit", "test"]},
    "decision": {"option": "defer", "confidence": 0.8},
    "estimate": {"low": 18, "best": 26, "high": 40},
    "workbook": {"inputs": {"adoption": 52}},
    "memo": {"text": "Run it on our own invoices first."},
    "interview": {"questions": ["Does it renew?"]},
}
"""A good answer to each task."""

NO_ANSWERS: dict[str, list[object]] = {
    "highlight": [{}, {"quotes": []}],
    "choice": [{}, {"options": []}],
    "decision": [{}],
    "estimate": [{}],
    "workbook": [{}],
    "memo": [{}, {"text": ""}, {"text": " \n"}],
    "interview": [{}, {"questions": []}],
}
"""What counts as no answer."""


def scenario() -> Scenario:
    tasks: tuple[Task, ...] = (
        highlight_task(),
        choice_task(),
        interview_task(),
        decision_task(),
        estimate_task(),
        workbook_task(),
        memo_task(),
    )
    return Scenario(
        id="letters",
        title="Letters",
        module="vendor-proposal",
        level=1,
        minutes=10,
        role="You decide.",
        situation="A letter came.",
        outcomes=("Read closely",),
        documents=(DOCUMENT,),
        debrief="It was so.",
        tasks=tasks,
    )


def info() -> PackInfo:
    return PackInfo(
        id="org.example.letters",
        version="1.0.0",
        revision=1,
        title="Letters",
        summary="Two of them.",
        language="en",
        licence="CC-BY-4.0",
        authors=(),
        facts_as_of=date(2026, 1, 1),
        review_due=date(2027, 1, 1),
    )
