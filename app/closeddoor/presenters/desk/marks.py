"""The marks of a document: what shows of them, and the words of each."""

from collections.abc import Mapping
from typing import Any

from closeddoor.language import tr
from closeddoor.presenters.desk.parts import Part, field_key, list_of
from closeddoor.presenters.states.desk import DeskAction, DeskDocument, DeskField, DeskGroup, DeskMark
from closeddoor.presenters.words import one_line
from closeddoor.services.authoring.draft import Draft
from closeddoor.services.authoring.marking import marks_of
from closeddoor.services.authoring.scenarios import LISTS, highlights_of, place_of_key, table_of
from closeddoor.services.authoring.task_forms import WEIGHTS
from closeddoor.text.errors import MarkupError
from closeddoor.text.plain_document import render_lines
from closeddoor.text.read import read_document, read_markdown

LONGEST = 60
KIND_WORDS = {"target": tr("Target"), "decoy": tr("Decoy")}
NO_KEY = tr("Without a key")
OTHERWISE = {"target": tr("Make it a decoy"), "decoy": tr("Make it a target")}


def document_view(draft: Draft, part: Part, file: str, task: str, label: str) -> DeskDocument:
    """Return how a text looks to the participant, with its marks where it is a document of a briefing."""
    source = draft.text(file)
    try:
        is_document = part.kind == "document"
        shown = (
            render_lines(source) if file.endswith(".txt") else (read_document if is_document else read_markdown)(source)
        )
    except MarkupError as error:
        why = tr("Line {line}: {problem}", line=error.line, problem=error.problem)
        return DeskDocument(cannot_show=why)
    if not is_document:
        return DeskDocument(shown=shown)
    document_id = _document_id(draft, part)
    tasks = _tasks(draft, part, document_id)
    chosen = task if task in dict(tasks) else (tasks[0][0] if tasks else "")
    labels = labels_of(draft, part.scenario_id, int(chosen)) if chosen else ()
    marks = tuple(
        DeskMark(span.id, span.start, span.end, _words(draft, part, document_id, span.id)) for span in shown.spans
    )
    return DeskDocument(
        shown=shown,
        can_mark=True,
        marks=marks,
        tasks=tasks,
        task=chosen,
        labels=labels,
        label=label if label in dict(labels) else (labels[0][0] if labels else ""),
    )


def mark_groups(draft: Draft, part: Part, file: str) -> tuple[DeskGroup, ...]:
    """Return the fields of each mark in the order of the text."""
    document_id = _document_id(draft, part)
    return tuple(_group(draft, part, document_id, marker.id, marker.text) for marker in marks_of(draft.text(file)))


def labels_of(draft: Draft, scenario_id: str, place: int) -> tuple[tuple[str, str], ...]:
    labels = list_of(draft, scenario_id, "tasks")[place].get("labels") or ()
    return tuple((str(each.get("id")), str(each.get("title") or each.get("id"))) for each in labels)


def _tasks(draft: Draft, part: Part, document_id: str) -> tuple[tuple[str, str], ...]:
    tasks = list_of(draft, part.scenario_id, "tasks")
    return tuple(
        (str(place), one_line(str(tasks[place].get("title") or place), LONGEST))
        for place in highlights_of(draft, part.scenario_id, document_id)
    )


def _group(draft: Draft, part: Part, document_id: str, span: str, text: str) -> DeskGroup:
    key = place_of_key(draft, part.scenario_id, document_id, span)
    quoted = one_line(text, LONGEST)
    remove = DeskAction(f"unmark {span}", tr("Take the mark away"), "quiet")
    show = DeskAction(f"show {span}", tr("Show it"), "quiet")
    if key is None:
        about = tr("No target or decoy refers to this mark. Take it away, or give it a key in the text file.")
        return DeskGroup(f"mark {span}", f"{NO_KEY}: “{quoted}”", (), about, (show, remove), is_entry=True)
    place, kind, index = key
    prefix = f"tasks[{place}].{LISTS[kind]}[{index}]"
    entry = list_of(draft, part.scenario_id, "tasks")[place][LISTS[kind]][index]
    swap = DeskAction(f"swap {span}", OTHERWISE[kind], "quiet")
    return DeskGroup(
        f"mark {span}",
        f"{KIND_WORDS[kind]}: “{quoted}”",
        _fields(draft, part, place, prefix, entry, is_target=kind == "target"),
        actions=(show, swap, remove),
        is_entry=True,
    )


def _fields(
    draft: Draft, part: Part, place: int, prefix: str, entry: Mapping[str, Any], *, is_target: bool
) -> tuple[DeskField, ...]:  # fmt: skip
    file = table_of(part.scenario_id)

    def key(name: str) -> str:
        return field_key(file, f"{prefix}.{name}")

    why = DeskField(key("why"), tr("Why"), "text", str(entry.get("why") or ""), hint=tr("Shown in the debrief."))
    if not is_target:
        return (why,)
    labels = labels_of(draft, part.scenario_id, place)
    return (
        DeskField(key("label"), tr("What is wrong"), "choice", str(entry.get("label") or ""), labels),
        DeskField(key("weight"), tr("How much it matters"), "choice", str(entry.get("weight") or ""), WEIGHTS),
        why,
    )


def _words(draft: Draft, part: Part, document_id: str, span: str) -> str:
    key = place_of_key(draft, part.scenario_id, document_id, span)
    return KIND_WORDS[key[1]] if key else NO_KEY


def _document_id(draft: Draft, part: Part) -> str:
    return str(list_of(draft, part.scenario_id, "documents")[part.place].get("id") or "")
