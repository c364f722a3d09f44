"""What all task types share: the head of a task, its response, and what scoring may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypedDict

from closeddoor.domain.document import Documents
from closeddoor.domain.errors import KnownError
from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.verdicts import Grading


class ResponseError(KnownError):
    """A response that does not fit its scenario.

    Codes: response.json response.shape response.pack response.version response.scenario response.unknown_task
    response.unknown_label response.unknown_option response.unknown_input response.unknown_item response.quote_missing
    response.confidence response.twice response.select response.order response.toggle.
    """

    def __init__(self, code: str, happened: str) -> None:
        super().__init__(code, happened, "Nothing was scored or changed.", "Correct the answer and try again.")


@dataclass(frozen=True)
class SpanUse:
    """That a task's key refers to a marked place of a document; `path` is where the key stands in scenario.toml."""

    document: str
    span: str
    kind: Literal["target", "decoy"]
    path: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """The head every task has; `prompt` is Markdown, `points` what it is worth at most, `tags` its competencies."""

    type: ClassVar[str]

    id: str
    title: str
    prompt: str
    points: float
    tags: tuple[str, ...] = ()

    @property
    def document_ids(self) -> tuple[str, ...]:
        """The documents that this task is about."""
        return ()

    @property
    def span_uses(self) -> tuple[SpanUse, ...]:
        """The marked places that this task's keys refer to."""
        return ()


class TaskResponse:
    """What a participant answered to one task."""

    def to_json(self) -> dict[str, object]:
        """Return the answer in the shape of a response file."""
        raise NotImplementedError


@dataclass(frozen=True)
class ScoringContext:
    """What a score may depend on beside task and response: the documents, and the verdicts of grading by task id."""

    documents: Documents = field(default_factory=dict)
    gradings: Mapping[str, Grading] = field(default_factory=dict)


class Head(TypedDict):
    """The shared fields, ready to be passed on to the dataclass of a task type."""

    id: str
    title: str
    prompt: str
    points: float
    tags: tuple[str, ...]


def parse_head(table: Table) -> Head:
    """Read the fields every task has; `type` has been looked at before, to find the task type."""
    table.text("type")
    return Head(
        id=table.id(),
        title=table.text("title"),
        prompt=table.text("prompt"),
        points=positive(table, "points"),
        tags=table.optional_texts("tags"),
    )


def positive(table: Table, key: str) -> float:
    value = table.number(key)
    if value <= 0:
        raise table.error("field.value", key, f"is {value:g}; it must be more than 0.")
    return value


def exact(task: Task, earned: float, items: tuple[Item, ...]) -> TaskResult:
    """Return the result of a task that arithmetic alone has scored: nothing of it is open."""
    return TaskResult(
        id=task.id,
        type=task.type,
        score=earned,
        low=earned,
        high=earned,
        max=task.points,
        scored_by="exact",
        items=items,
    )


NO_RESPONSE = "There is no answer to this task, so it scores 0."


def no_response(task: Task) -> TaskResult:
    """Return the result of a task that was left out."""
    return TaskResult(
        id=task.id, type=task.type, score=0.0, low=0.0, high=0.0, max=task.points, scored_by="exact", note=NO_RESPONSE
    )
