"""From what lies in the vault to what the record counts: results are read narrowly, because they are many."""

from collections.abc import Mapping

import msgspec

from closeddoor.domain.record.headers import AttemptHeader
from closeddoor.domain.record.rubric import Rubric
from closeddoor.domain.record.work import AttemptWork, TaskWork, Verdicted


class _Item(msgspec.Struct):
    id: str
    verdict: str
    decided_by: str


class _Task(msgspec.Struct):
    id: str
    items: list[_Item] = []  # msgspec copies it for each


class _Result(msgspec.Struct):
    tasks: list[_Task]


class _Stated(msgspec.Struct):
    """The few fields of an answer that the record reads; whatever else it holds is passed over."""

    confidence: float | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    decided: dict[str, str] = {}  # msgspec copies it for each


_RESULTS = msgspec.json.Decoder(_Result)
_ANSWERS = msgspec.json.Decoder(_Stated)
_NOTHING = _Stated()


def read_work(
    header: AttemptHeader, rubric: Rubric, result_json: str, answers: Mapping[str, str]
) -> AttemptWork | None:
    """Return an attempt as the record counts it; None for a result that cannot be read.

    `answers` is the JSON of its answers by task id, those that may state something.
    """
    try:
        result = _RESULTS.decode(result_json)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None
    tasks = tuple(_task(task, _stated(answers.get(task.id))) for task in result.tasks)
    return AttemptWork(header.id, header.pack_id, rubric, header.at_ms, tasks)


def _task(task: _Task, stated: _Stated) -> TaskWork:
    # A kill can leave what the participant decided in the answer alone: the answer goes before the result.
    items = {
        item.id: Verdicted(item.verdict, item.decided_by != "participant" and item.id not in stated.decided)
        for item in task.items
    }
    return TaskWork(task.id, items, stated.confidence, _interval(stated))


def _stated(answer_json: str | None) -> _Stated:
    try:
        return _ANSWERS.decode(answer_json) if answer_json is not None else _NOTHING
    except (msgspec.DecodeError, UnicodeEncodeError):
        return _NOTHING


def _interval(stated: _Stated) -> tuple[float, float, float] | None:
    if stated.low is None or stated.best is None or stated.high is None:
        return None
    return stated.low, stated.best, stated.high
