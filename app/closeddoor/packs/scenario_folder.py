"""One folder under scenarios/: its tables, documents, debrief and labelled answers, put together and checked."""

import re
from dataclasses import replace
from typing import cast, get_args

from closeddoor.domain.document import Document
from closeddoor.domain.scenario import Module, Readiness, Scenario, Term
from closeddoor.domain.table import Table, refuse_twice
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.registry import parse_task
from closeddoor.packs.answers import needs_answers, read_answers
from closeddoor.packs.contents import PackContents
from closeddoor.packs.errors import PackError
from closeddoor.packs.keys import check_keys, check_marked
from closeddoor.packs.points import check_points
from closeddoor.text.markers import Marker

_DOCUMENT_FILE = re.compile(r"documents/[A-Za-z0-9][A-Za-z0-9._-]{0,60}\.md")
_LEANED_ON = frozenset({"", "documents", "id", "readiness", "tasks"})
"""The fields of scenario.toml that other files are checked against."""


def read_tables(contents: PackContents, scenario_id: str) -> Scenario:
    """Read the tables of the scenario in that folder, and its keys against the markers of its documents.

    Its texts are still to come: no refusal of a table waits until the Markdown of a whole pack has been parsed.
    """
    folder = f"scenarios/{scenario_id}"
    file = f"{folder}/scenario.toml"
    scenario = contents.table(file, lambda table: _named(table, scenario_id))
    if contents.faulty_fields(file) & _LEANED_ON:
        return scenario  # while faults are gathered: what is wrong between the keys may only follow
    with contents.apart():
        check_points(file, scenario)
    _check_keys(contents, file, scenario)
    with contents.apart():
        contents.text(_debrief(scenario_id))
    answers = f"{folder}/answers.toml"
    if needs_answers(scenario) or (scenario.readiness == "scored" and contents.has(answers)):
        with contents.apart():
            scenario = replace(scenario, answers=read_answers(contents, answers, scenario))
    return scenario


def _check_keys(contents: PackContents, file: str, scenario: Scenario) -> None:
    markers: dict[str, tuple[Marker, ...]] = {}
    for document in scenario.documents:
        with contents.apart():
            markers[document.id] = contents.markers(document.file)
    if len(markers) == len(scenario.documents):
        with contents.apart():
            check_keys(file, scenario, markers)


def read_texts(contents: PackContents, scenario: Scenario) -> Scenario:
    """Read the Markdown of a scenario, and return it with its documents and debrief."""
    file = f"scenarios/{scenario.id}/scenario.toml"
    links = [document.file for document in scenario.documents]
    if "documents" in contents.faulty_fields(file):
        links = contents.texts_in(f"scenarios/{scenario.id}/documents")
    documents = tuple(_read_document(contents, document, links) for document in scenario.documents)
    _check_texts(contents, file, scenario, links)
    scenario = replace(scenario, documents=documents)
    with contents.apart():
        scenario = replace(scenario, debrief=contents.markdown(_debrief(scenario.id), links))
    if not contents.faulty_fields(file) & _LEANED_ON:
        with contents.apart():
            check_marked(file, scenario)
    return scenario


def _debrief(scenario_id: str) -> str:
    return f"scenarios/{scenario_id}/debrief.md"


def _named(table: Table, scenario_id: str) -> Scenario:
    scenario = _parse(table, f"scenarios/{scenario_id}")
    if scenario.id != scenario_id:
        problem = f"“{scenario.id}” is not the name of its folder, “{scenario_id}”."
        table.refuse(table.error("id.mismatch", "id", problem))
    return replace(scenario, id=scenario_id)


def _parse(table: Table, folder: str) -> Scenario:
    """Read scenario.toml; texts that stand in files of their own are still to come."""
    readiness = _readiness(table)
    scenario = Scenario(
        id=table.id(),
        title=table.text("title"),
        module=cast("Module", table.choice("module", get_args(Module))),
        level=table.integer("level", 1, 3),
        minutes=table.integer("minutes"),
        role=table.text("role"),
        situation=table.text("situation"),
        outcomes=table.texts("outcomes"),
        documents=table.each("documents", lambda document: _document(document, folder), unique=lambda each: each.id),
        debrief="",
        tasks=_tasks(table, readiness),
        terms=table.each("terms", _term) if table.has("terms") else (),
        twin=table.id("twin") if table.has("twin") else None,
        readiness=readiness,
        roles=table.optional_texts("roles"),
    )
    table.close()
    files = [f"documents[{index}].file" for index in range(len(scenario.documents))]
    refuse_twice([document.file for document in scenario.documents], files)
    return scenario


def _readiness(table: Table) -> Readiness:
    if not table.has("readiness"):
        return "scored"
    return cast("Readiness", table.choice("readiness", get_args(Readiness)))


def _tasks(table: Table, readiness: Readiness) -> tuple[Task, ...]:
    if readiness == "scored":
        return table.each("tasks", parse_task, unique=lambda task: task.id)
    if table.has("tasks"):
        raise table.error("field.value", "tasks", "stands in a scenario for discussion, which has no tasks.")
    return ()


def _document(table: Table, folder: str) -> Document:
    file = table.text("file")
    if not _DOCUMENT_FILE.fullmatch(file):
        raise table.error("field.value", "file", f"“{file[:80]}” is not of the form documents/<name>.md.")
    return Document(table.id(), table.text("title"), f"{folder}/{file}", "", "")


def _term(table: Table) -> Term:
    return Term(table.text("term"), table.text("means"), table.text("matters"))


def _read_document(contents: PackContents, document: Document, links: list[str]) -> Document:
    with contents.apart():
        source, rendered = contents.document(document.file, links)
        return replace(document, markdown=source, displayed=rendered.displayed, spans=rendered.spans)
    return document  # unread: its refusal is kept


def _check_texts(contents: PackContents, file: str, scenario: Scenario, links: list[str]) -> None:
    """Check the Markdown that stands in scenario.toml itself."""
    with contents.apart():
        contents.check_markdown(file, scenario.situation, links, "situation")
    for index, task in enumerate(scenario.tasks):
        with contents.apart():
            contents.check_markdown(file, task.prompt, links, f"tasks[{index}].prompt")


def check_twins(scenarios: tuple[Scenario, ...]) -> None:
    """Refuse a twin that is not another scenario of the pack."""
    known = {scenario.id for scenario in scenarios}
    for scenario in scenarios:
        if scenario.twin is not None and scenario.twin not in known - {scenario.id}:
            file = f"scenarios/{scenario.id}/scenario.toml"
            raise PackError("field.reference", file, f"“{scenario.twin}” is no other scenario of this pack.", "twin")
