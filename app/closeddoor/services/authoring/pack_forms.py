"""The forms of pack.toml, of the head of scenario.toml, and of answers.toml."""

from typing import get_args

from closeddoor.domain.scenario import AnswerKind, AuthorRole
from closeddoor.language import tr
from closeddoor.services.authoring.forms import TITLE, FieldSpec, FormSpec, ListSpec

MODULES = (
    ("vendor-proposal", tr("Vendor proposals")),
    ("business-case", tr("Business cases")),
    ("risk", tr("AI risk")),
    ("project-update", tr("Project updates")),
    ("public-statement", tr("Public statements")),
)
LEVELS = (("1", tr("1, for a first encounter")), ("2", tr("2, with some practice")), ("3", tr("3, demanding")))
_ROLES = {
    "author": tr("Author"),
    "editor": tr("Editor"),
    "reviewer": tr("Reviewer"),
    "translator": tr("Translator"),
    "messenger": tr("Messenger: whoever speaks in the foreword"),
}
_KINDS = {
    "good": tr("Good"),
    "partial": tr("Partly good"),
    "empty": tr("Empty"),
    "off_topic": tr("Off the topic"),
    "stuffed": tr("Words of the points, without saying them"),
    "negated": tr("Says the opposite"),
    "injection": tr("Tells the grader what to do"),
}

PACK_FORM = FormSpec(
    (
        TITLE,
        FieldSpec("summary", tr("Summary"), hint=tr("One sentence: what a participant will practise.")),
        FieldSpec(
            "id",
            tr("Name for ever"),
            hint=tr("Your domain backwards and a word, such as org.example.vendor-claims. It never changes."),
        ),
        FieldSpec("version", tr("Version"), hint=tr("Three numbers, such as 1.2.0.")),
        FieldSpec("revision", tr("Revision"), "whole", tr("One more with every pack that you hand over.")),
        FieldSpec("language", tr("Language"), hint=tr("en; memos and interviews are graded in English only.")),
        FieldSpec("licence", tr("Licence")),
        FieldSpec("facts_as_of", tr("Facts as of"), "date", tr("Year-month-day, such as 2026-11-01.")),
        FieldSpec("review_due", tr("Review due"), "date", tr("From this day participants are told that facts age.")),
    ),
    (
        ListSpec(
            "authors",
            tr("Who made it"),
            tr("Person"),
            tr("Add a person"),
            (
                FieldSpec("name", tr("Name")),
                FieldSpec(
                    "role", tr("Part"), "choice", choices=[(each, _ROLES[each]) for each in get_args(AuthorRole)]
                ),
                FieldSpec("about", tr("About them"), "text", is_optional=True),
            ),
            lambda _: {"name": "", "role": "author"},
            named_by="name",
        ),
        ListSpec(
            "errata",
            tr("Corrections"),
            tr("Correction"),
            tr("Add a correction"),
            (
                FieldSpec("revision", tr("Up to revision"), "whole"),
                FieldSpec("text", tr("What was wrong and is right now"), "text"),
            ),
            lambda _: {"revision": 1, "text": ""},
            tr("Shown with attempts made on an earlier revision."),
            named_by="text",
        ),
    ),
    frozenset({"schema"}),
)

SCENARIO_FORM = FormSpec(
    (
        TITLE,
        FieldSpec("module", tr("Module"), "choice", choices=MODULES),
        FieldSpec("level", tr("Level"), "choice", choices=LEVELS),
        FieldSpec("minutes", tr("Minutes"), "whole"),
        FieldSpec("role", tr("Who the participant is"), "text", tr("You chair the committee that …")),
        FieldSpec(
            "situation", tr("Situation"), "text", tr("What happened, what is asked of them, by when. Markdown is read.")
        ),
        FieldSpec("outcomes", tr("What they will be able to do"), "list", tr("One to a line.")),
        FieldSpec("roles", tr("For whom"), "list", tr("One to a line, such as chair or cfo."), is_optional=True),
        FieldSpec("twin", tr("Twin"), "choice", tr("A scenario to retry on"), source="twins", is_optional=True),
    ),
    (
        ListSpec(
            "terms",
            tr("Terms in the margin"),
            tr("Term"),
            tr("Add a term"),
            (
                FieldSpec("term", tr("Term"), hint=tr("As it stands in the documents.")),
                FieldSpec("means", tr("What it means"), "text"),
                FieldSpec("matters", tr("Why it matters here"), "text"),
            ),
            lambda _: {"term": "", "means": "", "matters": ""},
            tr("Looked up wherever the word stands; nobody records that they were."),
            named_by="term",
        ),
    ),
    frozenset({"id", "documents", "tasks", "readiness"}),
)

ANSWERS_FORM = FormSpec(
    (),
    (
        ListSpec(
            "answers",
            tr("Sample answers"),
            tr("Answer"),
            tr("Add an answer"),
            (
                FieldSpec("task", tr("Task"), "choice", source="graded"),
                FieldSpec(
                    "kind", tr("Kind"), "choice", choices=[(each, _KINDS[each]) for each in get_args(AnswerKind)]
                ),
                FieldSpec("text", tr("Text"), "text"),
                FieldSpec("met", tr("True of it"), "ticks", source="items"),
            ),
            lambda _: {"task": "", "kind": "good", "text": "", "met": []},
            named_by="text",
        ),
    ),
)
