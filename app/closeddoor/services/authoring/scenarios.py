"""What a form does to a scenario: documents, tasks and marks come and go together with what refers to them."""

from collections.abc import Mapping
from typing import Any, Literal

from closeddoor.language import tr
from closeddoor.services.authoring.draft import Draft
from closeddoor.services.authoring.marking import Marked, marks_of, unmark
from closeddoor.services.authoring.table_text import value_in
from closeddoor.services.authoring.task_forms import task_form

MarkKind = Literal["target", "decoy"]
LISTS: Mapping[MarkKind, str] = {"target": "targets", "decoy": "decoys"}
NEW_DEBRIEF = tr("Say what the papers held, what a good answer notices, and what happened in a case like this.")


def folder_of(scenario_id: str) -> str:
    return f"scenarios/{scenario_id}"


def table_of(scenario_id: str) -> str:
    return f"{folder_of(scenario_id)}/scenario.toml"


def answers_of(scenario_id: str) -> str:
    return f"{folder_of(scenario_id)}/answers.toml"


def free_id(stem: str, taken: "set[str]") -> str:
    """Return `stem`, or the first of `stem-2`, `stem-3` … that is free."""
    number = 1
    while (name := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return name


def entries(draft: Draft, scenario_id: str, name: str) -> list[dict[str, Any]]:
    """Return a list of tables of scenario.toml; none where it is of another shape."""
    found = value_in(draft.table(table_of(scenario_id)).plain(), name)
    return found if isinstance(found, list) and all(isinstance(each, dict) for each in found) else []


def add_scenario(draft: Draft) -> str:
    """Add a scenario for discussion with one document; return its id."""
    scenario_id = free_id("briefing", set(draft.scenario_ids()))
    file = table_of(scenario_id)
    draft.set_text(file, "")
    head = {
        "id": scenario_id, "title": tr("A new briefing"), "module": "vendor-proposal", "level": 1, "minutes": 15,
        "role": tr("You chair the committee that decides."),
        "situation": tr("Say what happened, what is asked of the reader, and by when."),
        "outcomes": [tr("Tell what was measured from what was hoped")], "readiness": "discussion",
    }  # fmt: skip
    for name, value in head.items():
        draft.set_value(file, name, value)
    draft.set_text(f"{folder_of(scenario_id)}/debrief.md", f"{NEW_DEBRIEF}\n")
    add_document(draft, scenario_id, tr("The paper"), tr("Paste the document here."))
    return scenario_id


def remove_scenario(draft: Draft, scenario_id: str) -> None:
    for file in [each for each in draft.files if each.startswith(f"{folder_of(scenario_id)}/")]:
        draft.remove_file(file)


def add_document(draft: Draft, scenario_id: str, title: str, text: str) -> int:
    """Add a document; return its place in the scenario."""
    known = entries(draft, scenario_id, "documents")
    name = free_id("paper", {str(each.get("id")) for each in known} | _names_of_files(draft, scenario_id))
    file = f"documents/{name}.md"
    draft.set_text(f"{folder_of(scenario_id)}/{file}", f"{text}\n")
    return draft.add_entry(table_of(scenario_id), "documents", {"id": name, "title": title, "file": file})


def remove_document(draft: Draft, scenario_id: str, place: int) -> bool:
    """Take a document out with its file; not one that a task is about: return whether it went."""
    document = entries(draft, scenario_id, "documents")[place]
    if any(task.get("document") == document.get("id") for task in entries(draft, scenario_id, "tasks")):
        return False
    draft.remove_entry(table_of(scenario_id), f"documents[{place}]")
    draft.remove_file(f"{folder_of(scenario_id)}/{document.get('file')}")
    return True


def add_task(draft: Draft, scenario_id: str, task_type: str, document: str = "") -> int:
    """Add a task of a type; a scenario for discussion becomes a scored one. Return the task's place."""
    form = task_form(task_type)
    if form is None:
        raise ValueError(task_type)
    tasks = entries(draft, scenario_id, "tasks")
    documents = entries(draft, scenario_id, "documents")
    about = document or str(documents[0].get("id") if documents else "")
    task_id = free_id(task_type, {str(task.get("id")) for task in tasks})
    if draft.table(table_of(scenario_id)).value("readiness") == "discussion":
        draft.set_value(table_of(scenario_id), "readiness", "scored")
    return draft.add_entry(table_of(scenario_id), "tasks", {"id": task_id, "type": task_type, **form.begin(about)})


def remove_task(draft: Draft, scenario_id: str, place: int) -> None:
    """Take a task out with its marks and sample answers; without any task it is a scenario for discussion again."""
    task = entries(draft, scenario_id, "tasks")[place]
    for kind in LISTS.values():
        for key in task.get(kind) or ():
            _unmark(draft, scenario_id, task.get("document"), str(key.get("span")))
    _drop_answers(draft, scenario_id, task.get("id"))
    draft.remove_entry(table_of(scenario_id), f"tasks[{place}]")
    if not entries(draft, scenario_id, "tasks"):
        draft.set_value(table_of(scenario_id), "readiness", "discussion")


def document_file(draft: Draft, scenario_id: str, document_id: object) -> str:
    """Return the path in the pack of a document; empty where there is none of that id."""
    found = [each for each in entries(draft, scenario_id, "documents") if each.get("id") == document_id]
    return f"{folder_of(scenario_id)}/{found[0].get('file')}" if found else ""


def highlights_of(draft: Draft, scenario_id: str, document_id: object) -> tuple[int, ...]:
    """Return the places of the highlight tasks about a document."""
    tasks = enumerate(entries(draft, scenario_id, "tasks"))
    return tuple(
        place for place, task in tasks if task.get("type") == "highlight" and task.get("document") == document_id
    )


def key_mark(draft: Draft, scenario_id: str, place: int, file: str, marked: Marked, kind: MarkKind, label: str) -> None:
    """Put a new mark into its document and into the keys of the task at `place`."""
    entry: dict[str, object] = {"span": marked.id}
    if kind == "target":
        entry |= {"label": label, "weight": 2}
    draft.set_text(file, marked.source)
    draft.add_entry(table_of(scenario_id), f"tasks[{place}].{LISTS[kind]}", {**entry, "why": ""})


def place_of_key(draft: Draft, scenario_id: str, document_id: object, span: str) -> tuple[int, MarkKind, int] | None:
    """Return the task, the kind and the place in its list of the key of a mark; None for a mark that has none."""
    for place in highlights_of(draft, scenario_id, document_id):
        task = entries(draft, scenario_id, "tasks")[place]
        for kind, name in LISTS.items():
            for index, key in enumerate(task.get(name) or ()):
                if key.get("span") == span:
                    return place, kind, index
    return None


def drop_mark(draft: Draft, scenario_id: str, document_id: object, span: str) -> None:
    """Take a mark out of its document and out of the keys."""
    key = place_of_key(draft, scenario_id, document_id, span)
    if key is not None:
        place, kind, index = key
        draft.remove_entry(table_of(scenario_id), f"tasks[{place}].{LISTS[kind]}[{index}]")
    _unmark(draft, scenario_id, document_id, span)


def change_kind(draft: Draft, scenario_id: str, document_id: object, span: str) -> None:
    """Make a target a decoy, or a decoy a target; why stays."""
    key = place_of_key(draft, scenario_id, document_id, span)
    if key is None:
        return
    place, kind, index = key
    task = entries(draft, scenario_id, "tasks")[place]
    old = task[LISTS[kind]][index]
    entry: dict[str, object] = {"span": span, "why": old.get("why", "")}
    if kind == "decoy":
        labels = task.get("labels") or [{}]
        entry = {"span": span, "label": labels[0].get("id", ""), "weight": 2, "why": old.get("why", "")}
    draft.remove_entry(table_of(scenario_id), f"tasks[{place}].{LISTS[kind]}[{index}]")
    other: MarkKind = "decoy" if kind == "target" else "target"
    draft.add_entry(table_of(scenario_id), f"tasks[{place}].{LISTS[other]}", entry)


def _unmark(draft: Draft, scenario_id: str, document_id: object, span: str) -> None:
    file = document_file(draft, scenario_id, document_id)
    if file and span in {marker.id for marker in marks_of(draft.text(file))}:
        draft.set_text(file, unmark(draft.text(file), span))


def _drop_answers(draft: Draft, scenario_id: str, task_id: object) -> None:
    file = answers_of(scenario_id)
    if file not in draft.files:
        return
    answers = draft.table(file).value("answers") or []
    for index in reversed(range(len(answers))):
        if answers[index].get("task") == task_id:
            draft.remove_entry(file, f"answers[{index}]")
    if not draft.table(file).value("answers"):
        draft.remove_file(file)


def _names_of_files(draft: Draft, scenario_id: str) -> set[str]:
    start = f"{folder_of(scenario_id)}/documents/"
    return {file.removeprefix(start).removesuffix(".md") for file in draft.files if file.startswith(start)}
