"""Packs and scenarios as values; the fields are those of the pack format, read by `packs/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from closeddoor.domain.document import Document, Documents
from closeddoor.domain.tasks.base import Task

AuthorRole = Literal["author", "editor", "reviewer", "translator", "messenger"]
Module = Literal["vendor-proposal", "business-case", "risk", "project-update", "public-statement"]
Readiness = Literal["scored", "discussion"]
AnswerKind = Literal["good", "partial", "empty", "off_topic", "stuffed", "negated", "injection"]


@dataclass(frozen=True)
class Author:
    name: str
    role: AuthorRole
    about: str | None = None


@dataclass(frozen=True)
class Erratum:
    """A correction, shown with attempts made on this `revision` or an earlier one."""

    revision: int
    text: str


@dataclass(frozen=True)
class PackInfo:
    """Who, what, which version: pack.toml."""

    id: str
    version: str
    revision: int
    title: str
    summary: str
    language: str
    licence: str
    authors: tuple[Author, ...]
    facts_as_of: date
    review_due: date
    errata: tuple[Erratum, ...] = ()


@dataclass(frozen=True)
class Term:
    """A word explained in the margin: what it means and why it matters here."""

    term: str
    means: str
    matters: str


@dataclass(frozen=True)
class SampleAnswer:
    """An answer labelled by the author, to test the grader on: `met` holds the criteria or facts true of `text`."""

    task: str
    kind: AnswerKind
    text: str
    met: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """One briefing. `situation` and `debrief` are Markdown; `minutes` is the author's estimate."""

    id: str
    title: str
    module: Module
    level: int
    minutes: int
    role: str
    situation: str
    outcomes: tuple[str, ...]
    documents: tuple[Document, ...]
    debrief: str
    tasks: tuple[Task, ...] = ()
    terms: tuple[Term, ...] = ()
    answers: tuple[SampleAnswer, ...] = ()
    twin: str | None = None
    readiness: Readiness = "scored"
    roles: tuple[str, ...] = ()

    def task(self, task_id: str) -> Task | None:
        return next((task for task in self.tasks if task.id == task_id), None)

    @property
    def documents_by_id(self) -> Documents:
        return {document.id: document for document in self.documents}


@dataclass(frozen=True)
class Pack:
    """A checked pack, whole and in memory.

    `content_hash` is the lower-case hex SHA-256 that an attempt pins; `files` are all its bytes by path in the pack,
    from which its archive can be written again.
    """

    info: PackInfo
    licence_text: str
    scenarios: tuple[Scenario, ...]
    content_hash: str
    foreword: str | None = None
    guide: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def scenario(self, scenario_id: str) -> Scenario | None:
        return next((scenario for scenario in self.scenarios if scenario.id == scenario_id), None)

    def image(self, path: str) -> bytes | None:
        """Return the bytes of a picture that a Markdown text shows; `path` as resolved by `text/`."""
        return self.files.get(path)
