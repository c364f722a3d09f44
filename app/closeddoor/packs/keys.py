"""Answer keys against the documents they refer to: every marker has exactly one key, and every key its marker."""

from collections.abc import Mapping, Sequence

from closeddoor.domain.document import Document
from closeddoor.domain.scenario import Scenario
from closeddoor.packs.errors import PackError
from closeddoor.text.markers import Marker, take_out_markers

MOST_TARGETS = 0.25
"""The share of a document that may be targets: beyond it, marking at random would pay."""


def check_keys(file: str, scenario: Scenario, markers: Mapping[str, Sequence[Marker]]) -> None:
    """Check the keys of all tasks of a scenario; `file` is its scenario.toml, `markers` are by document."""
    uses = [(f"tasks[{index}].{use.path}", use) for index, task in enumerate(scenario.tasks) for use in task.span_uses]
    _check_documents(file, scenario)
    marked = {(document_id, marker.id) for document_id, found in markers.items() for marker in found}
    seen: dict[tuple[str, str], str] = {}
    for path, use in uses:
        if (use.document, use.span) not in marked:
            problem = f"there is no marker “{use.span}” in document “{use.document}”."
            raise PackError("field.reference", file, problem, path)
        first = seen.setdefault((use.document, use.span), path)
        if first != path:
            raise PackError("marker.shared", file, f"marker “{use.span}” is the key of {first} already.", path)


def check_marked(file: str, scenario: Scenario) -> None:
    """Check the documents against the keys, now that their texts are read: no marker is idle, not all is target."""
    kinds = {(use.document, use.span): use.kind for task in scenario.tasks for use in task.span_uses}
    for document in scenario.documents:
        for marker in take_out_markers(document.markdown).markers:
            if (document.id, marker.id) not in kinds:
                problem = f"no target or decoy refers to marker “{marker.id}”."
                raise PackError("marker.unreferenced", document.file, problem, f"line {marker.line}")
        targets = [span.length for span in document.spans if kinds[document.id, span.id] == "target"]
        _check_share(file, document, sum(targets))


def _check_documents(file: str, scenario: Scenario) -> None:
    known = scenario.documents_by_id
    for index, task in enumerate(scenario.tasks):
        for document_id in task.document_ids:
            if document_id not in known:
                path = f"tasks[{index}].document"
                raise PackError("field.reference", file, f"there is no document “{document_id}”.", path)


def _check_share(file: str, document: Document, target_characters: int) -> None:
    if target_characters > MOST_TARGETS * len(document.displayed):
        share = target_characters / len(document.displayed)
        problem = f"the targets cover {share:.1%} of {document.file}; at most 25% is allowed."
        raise PackError("highlight.coverage", file, problem, "tasks")
