"""The parts of a pack that the desk opens, by their keys, and which part a place of a file belongs to."""

from dataclasses import dataclass
from typing import Any

from closeddoor.services.authoring.checking import Finding
from closeddoor.services.authoring.draft import PACK, Draft
from closeddoor.services.authoring.scenarios import folder_of
from closeddoor.services.authoring.table_text import steps_of

HOME = "pack"
BUILD = "build"


@dataclass(frozen=True)
class Part:
    """A part: `kind` is pack, about, build, text, scenario, case, document, task or answers.

    `place` counts documents and tasks from 0; `file` is the text that a part of kind text holds.
    """

    kind: str
    scenario_id: str = ""
    place: int = 0
    file: str = ""

    @property
    def key(self) -> str:
        if self.kind == "text":
            return f"text:{self.file}"
        return ":".join((self.kind, self.scenario_id, str(self.place))) if self.scenario_id else self.kind


def part_of(key: str) -> Part:
    """Return the part of a key that `Part.key` made."""
    kind, _, rest = key.partition(":")
    if kind == "text":
        scenario_id = rest.split("/")[1] if rest.startswith("scenarios/") else ""
        return Part(kind, scenario_id, file=rest)
    scenario_id, _, place = rest.partition(":")
    return Part(kind, scenario_id, int(place or 0))


def field_key(file: str, path: str = "") -> str:
    """Return the key of a field: the file and the place in it, as refusals name them; no place for a whole text."""
    return f"{file}#{path}"


def is_there(draft: Draft, part: Part) -> bool:
    """Return whether a part can still be opened: it may have been taken away by a step back, or by another program."""
    if part.kind in {"pack", "about", "build"}:
        return True
    if part.scenario_id and part.scenario_id not in draft.scenario_ids():
        return False
    if part.kind in {"document", "task"}:
        return part.place < len(list_of(draft, part.scenario_id, f"{part.kind}s"))
    return True


def list_of(draft: Draft, scenario_id: str, name: str) -> list[dict[str, Any]]:
    """Return a list of tables of a scenario; none where the file cannot be read or has another shape."""
    file = f"{folder_of(scenario_id)}/scenario.toml"
    if not draft.is_writable(file):
        return []
    found = draft.table(file).value(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def led_to(draft: Draft, finding: Finding) -> tuple[str, str]:
    """Return the key of the part that a finding is about, and of the field in it."""
    file = finding.file
    if not file.startswith("scenarios/") or file.count("/") < 2:
        is_text = file.endswith((".md", ".txt")) and file in draft.files
        return (Part("text", file=file).key if is_text else "about" if file == PACK else HOME), _field(finding)
    scenario_id, name = file.split("/")[1], file.split("/", 2)[2]
    if name == "scenario.toml":
        return _in_scenario(draft, scenario_id, finding)
    if name == "answers.toml":
        return Part("answers", scenario_id).key, _field(finding)
    for place, document in enumerate(list_of(draft, scenario_id, "documents")):
        if document.get("file") == name:
            return Part("document", scenario_id, place).key, field_key(file)
    return Part("text", scenario_id, file=file).key, field_key(file)


def _document_of(draft: Draft, scenario_id: str, place: int) -> int | None:
    """Return the place of the document that a task marks; None where there is none."""
    tasks, documents = list_of(draft, scenario_id, "tasks"), list_of(draft, scenario_id, "documents")
    wanted = tasks[place].get("document") if place < len(tasks) else None
    return next((each for each, document in enumerate(documents) if document.get("id") == wanted), None)


def _in_scenario(draft: Draft, scenario_id: str, finding: Finding) -> tuple[str, str]:
    steps = steps_of(finding.where)
    match steps:
        case ("documents", int(place), *_):
            return Part("document", scenario_id, place).key, _field(finding)
        case ("tasks", int(place), "targets" | "decoys", *_) if _document_of(draft, scenario_id, place) is not None:
            return Part("document", scenario_id, _document_of(draft, scenario_id, place) or 0).key, _field(finding)
        case ("tasks", int(place), *_):
            return Part("task", scenario_id, place).key, _field(finding)
        case ("tasks" | "documents", *_) | ():
            return Part("scenario", scenario_id).key, _field(finding)
    return Part("case", scenario_id).key, _field(finding)


def _field(finding: Finding) -> str:
    return field_key(finding.file, finding.where.split(",")[0])
