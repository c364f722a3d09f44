"""The form of each task type, and what a new task of it begins with: one row each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from closeddoor.language import tr
from closeddoor.services.authoring.forms import TITLE, FieldSpec, FormSpec, ListSpec

Entry = Mapping[str, object]

WEIGHTS = (("1", tr("1, minor")), ("2", tr("2")), ("3", tr("3, grave")))
_WHY = FieldSpec("why", tr("Why"), "text", tr("Shown in the debrief."))
_HEAD = (
    TITLE,
    FieldSpec("prompt", tr("What is asked"), "text", tr("Markdown is read.")),
    FieldSpec("points", tr("Points"), "number"),
)
_KNOWN = frozenset({"id", "type"})
LABELS = [{"id": "unsupported", "title": tr("Unsupported")}, {"id": "misleading", "title": tr("Misleading")}]


@dataclass(frozen=True)
class TaskFormSpec:
    """`type` as in scenario.toml; `begin` makes what a new one holds beside id and type."""

    type: str
    title: str
    about: str
    form: FormSpec
    begin: Callable[[str], Entry]


def _criterion(count: int) -> Entry:
    return {"id": f"point-{count + 1}", "statement": "", "points": 1, "why": "", "met": [], "not_met": []}


def _option(count: int) -> Entry:
    return {"id": f"option-{count + 1}", "title": "", "credit": 0 if count else 1, "why": ""}


def _fact(count: int) -> Entry:
    return {"id": f"fact-{count + 1}", "asked": [], "says": "", "points": 1, "why": ""}


def _input(count: int) -> Entry:
    head = {"id": f"input_{count + 1}", "title": "", "unit": ""}
    return {**head, "proposed": 0, "defensible": [0, 0], "weight": 1, "why": ""}


def _output(count: int) -> Entry:
    return {"id": f"output-{count + 1}", "title": "", "unit": "", "formula": "input_1"}


_LABEL_LIST = ListSpec(
    "labels",
    tr("Labels"),
    tr("Label"),
    tr("Add a label"),
    (TITLE,),
    lambda count: {"id": f"label-{count + 1}", "title": ""},
    tr("What a participant says is wrong with a place."),
)
TARGETS = ListSpec(
    "targets",
    tr("Targets"),
    tr("Target"),
    tr("Mark a target in the document"),
    (
        FieldSpec("label", tr("What is wrong"), "choice", source="labels"),
        FieldSpec("weight", tr("How much it matters"), "choice", choices=WEIGHTS),
        _WHY,
    ),
    lambda _: {},
    named_by="span",
    only_from_document=True,
)
DECOYS = ListSpec(
    "decoys",
    tr("Decoys"),
    tr("Decoy"),
    tr("Mark a decoy in the document"),
    (_WHY,),
    lambda _: {},
    tr("Places that only look wrong: without them whoever marks everything odd is never wrong."),
    named_by="span",
    only_from_document=True,
)
_OPTIONS = ListSpec(
    "options",
    tr("Options"),
    tr("Option"),
    tr("Add an option"),
    (TITLE, FieldSpec("credit", tr("Credit"), "number", tr("1 for the best, 0 for none.")), _WHY),
    _option,
)
_CRITERIA = ListSpec(
    "criteria",
    tr("Points of a good answer"),
    tr("Point"),
    tr("Add a point"),
    (
        FieldSpec("statement", tr("One fact, said or not"), "text", tr("Asks for figures from our own papers.")),
        FieldSpec("points", tr("Worth"), "number", tr("Less than 0: something that an informed leader avoids.")),
        _WHY,
        FieldSpec("met", tr("Sentences that say it"), "list", tr("One to a line, three at least.")),
        FieldSpec("not_met", tr("Near misses that do not"), "list", tr("One to a line, three at least, one negated.")),
    ),
    _criterion,
    named_by="statement",
)
_PERSONA = (
    FieldSpec("persona.name", tr("Name of the counterpart")),
    FieldSpec("persona.title", tr("Their title")),
    FieldSpec("persona.brief", tr("How they behave"), "text", tr("Told to a capable model; never shown.")),
    FieldSpec("persona.opening", tr("Their first words"), "text"),
    FieldSpec("persona.deflections", tr("What they say when nothing is asked for"), "list", tr("One to a line.")),
    FieldSpec("persona.unclear", tr("What they say when a question is not clear"), "text"),
)
_FACTS = ListSpec(
    "facts",
    tr("Facts that come to light"),
    tr("Fact"),
    tr("Add a fact"),
    (
        FieldSpec("asked", tr("Questions that ask for it"), "list", tr("One to a line, three at least.")),
        FieldSpec("says", tr("What the counterpart says"), "text"),
        FieldSpec("points", tr("Worth"), "number"),
        _WHY,
    ),
    _fact,
    named_by="says",
)
_INPUT_KINDS = (("number", tr("A number")), ("toggle", tr("A line to count or leave out")))
_INPUTS = ListSpec(
    "inputs",
    tr("Assumptions"),
    tr("Assumption"),
    tr("Add an assumption"),
    (
        FieldSpec("id", tr("Name in formulas"), hint=tr("Small letters, digits and _.")),
        TITLE,
        FieldSpec("unit", tr("Unit")),
        FieldSpec("kind", tr("Kind"), "choice", choices=_INPUT_KINDS, is_optional=True),
        FieldSpec("proposed", tr("Proposed"), "number"),
        FieldSpec("defensible", tr("Defensible from and to"), "pair", tr("Two numbers: 40 65")),
        FieldSpec("weight", tr("How much it matters"), "choice", choices=WEIGHTS),
        _WHY,
    ),
    _input,
)
_OUTPUTS = ListSpec(
    "outputs",
    tr("Results"),
    tr("Result"),
    tr("Add a result"),
    (TITLE, FieldSpec("unit", tr("Unit")), FieldSpec("formula", tr("Formula"), "text")),
    _output,
)
_SELECT = (("one", tr("Exactly one")), ("many", tr("As many as apply")))

TASK_FORMS = (
    TaskFormSpec(
        "highlight",
        tr("Mark a document"),
        tr("Places to find in a document, and places that only look wrong. Scored exactly."),
        FormSpec(
            (*_HEAD, FieldSpec("document", tr("Document"), "choice", source="documents")),
            (_LABEL_LIST, TARGETS, DECOYS),
            _KNOWN,
        ),
        lambda document: {
            "title": tr("Mark the claims"),
            "prompt": tr("Mark each statement that you would not rely on as it stands, and say what is wrong with it."),
            "document": document,
            "points": 30,
            "labels": LABELS,
        },
    ),
    TaskFormSpec(
        "memo",
        tr("Write a memo"),
        tr("An answer in their own words, read against points with samples of each."),
        FormSpec(
            (*_HEAD, FieldSpec("words", tr("Words from and to"), "pair", tr("Two numbers: 40 250"))),
            (_CRITERIA,),
            _KNOWN,
        ),
        lambda _: {
            "title": tr("Answer in writing"),
            "prompt": tr("Write the few sentences that you would send."),
            "points": 40,
            "words": [40, 250],
            "criteria": [_criterion(0)],
        },
    ),
    TaskFormSpec(
        "choice",
        tr("Choose options"),
        tr("One option or several. Scored exactly."),
        FormSpec(
            (
                *_HEAD,
                FieldSpec("select", tr("How many"), "choice", choices=_SELECT),
                FieldSpec("confidence", tr("Ask how sure they are"), "toggle", is_optional=True),
            ),
            (_OPTIONS,),
            _KNOWN,
        ),
        lambda _: {
            "title": tr("Choose"),
            "prompt": tr("Which of these would you ask first?"),
            "points": 10,
            "select": "one",
            "options": [_option(0), _option(1)],
        },
    ),
    TaskFormSpec(
        "decision",
        tr("Decide"),
        tr("One option, and how sure they are that it is the best."),
        FormSpec(_HEAD, (_OPTIONS,), _KNOWN),
        lambda _: {
            "title": tr("Decide"),
            "prompt": tr("What do you do, and how sure are you?"),
            "points": 10,
            "options": [_option(0), _option(1)],
        },
    ),
    TaskFormSpec(
        "estimate",
        tr("Give a number"),
        tr("A range that they would bet on at four to one."),
        FormSpec(
            (
                *_HEAD,
                FieldSpec("answer", tr("Answer"), "number"),
                FieldSpec("unit", tr("Unit")),
                FieldSpec("scale", tr("Loss at which nothing is earned"), "number"),
                _WHY,
            ),
            (),
            _KNOWN,
        ),
        lambda _: {
            "title": tr("Estimate"),
            "prompt": tr("Give a range that holds the true number four times in five."),
            "points": 10,
            "answer": 0,
            "unit": "",
            "scale": 100,
            "why": "",
        },
    ),
    TaskFormSpec(
        "interview",
        tr("Question somebody"),
        tr("A counterpart who says what they are asked for, and nothing else."),
        FormSpec((*_HEAD, FieldSpec("turns", tr("Questions they have"), "whole"), *_PERSONA), (_FACTS,), _KNOWN),
        lambda _: {
            "title": tr("Question them"),
            "prompt": tr("You have a few questions before you decide."),
            "points": 30,
            "turns": 8,
            "persona": {"name": "", "title": "", "brief": "", "opening": "", "deflections": [], "unclear": ""},
            "facts": [_fact(0)],
        },
    ),
    TaskFormSpec(
        "workbook",
        tr("Rework the numbers"),
        tr("Assumptions of a business case to correct; the results follow."),
        FormSpec((*_HEAD, FieldSpec("horizon_years", tr("Years looked ahead"), "whole")), (_INPUTS, _OUTPUTS), _KNOWN),
        lambda _: {
            "title": tr("Rework the numbers"),
            "prompt": tr("Change the assumptions that you do not accept. The result follows."),
            "points": 30,
            "horizon_years": 3,
            "inputs": [_input(0)],
            "outputs": [_output(0)],
        },
    ),
)


def task_form(task_type: object) -> TaskFormSpec | None:
    """Return the form of a type; None for one that has none here."""
    return next((each for each in TASK_FORMS if each.type == task_type), None)
