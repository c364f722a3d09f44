"""Rubrics of practised scenarios: as the vault keeps them, else from their packs, and then kept.

Reading a pack takes a sixth of a second, its kept rubrics less than a millisecond, and a record over many packs needs
them all. What another version of the application has kept is not believed.
"""

from collections.abc import Mapping

import msgspec

from closeddoor import __version__
from closeddoor.domain.ports import Executor
from closeddoor.domain.record.headers import AttemptHeader
from closeddoor.domain.record.rubric import Rubric, rubric_of
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.registry import spec_named
from closeddoor.services.record.kept_packs import KeptPacks
from closeddoor.services.shelf import Shelf
from closeddoor.vault.repositories.rubrics import RubricKey
from closeddoor.vault.vault import Vault

_FORM = 1
"""Raise it when what is kept of the same scenario changes within one version."""

WRITTEN_BY = f"{_FORM} {__version__}"


class _KeptTask(msgspec.Struct):
    type: str
    task: dict[str, object]


class _KeptRubric(msgspec.Struct):
    title: str
    tasks: list[_KeptTask]
    quotes: dict[str, dict[str, str]]


_RUBRICS = msgspec.json.Decoder(_KeptRubric)


class Rubrics:
    """One reading of the record: used on the thread for jobs, it has the database thread fetch and keep."""

    def __init__(self, vault: Vault, packs: KeptPacks, database: Executor) -> None:
        self._vault = vault
        self._packs = packs
        self._database = database
        self._kept: Mapping[RubricKey, str] = database.submit(lambda: vault.rubrics.all(WRITTEN_BY)).result()
        self._new: dict[RubricKey, str] = {}

    def of(self, shelf: Shelf, header: AttemptHeader) -> Rubric | None:
        """Return the rubric that an attempt was made with; None when its pack cannot be read any more."""
        key = (header.pack_hash, header.scenario_id)
        kept = self._kept.get(key)
        rubric = as_rubric(kept) if kept is not None else None
        if rubric is None:
            scenario = self._packs.exact(shelf, header)
            rubric = rubric_of(scenario) if scenario is not None else None
            if rubric is not None:
                self._new[key] = as_json(rubric)
        return rubric

    def keep(self) -> None:
        """Have what was read from packs kept for the next time."""
        if self._new:
            new, self._new = tuple(self._new.items()), {}
            self._database.submit(lambda: self._vault.rubrics.keep(WRITTEN_BY, new)).result()


def as_json(rubric: Rubric) -> str:
    tasks = [{"type": task.type, "task": task} for task in rubric.tasks]
    return msgspec.json.encode({"title": rubric.title, "tasks": tasks, "quotes": rubric.quotes}).decode()


def as_rubric(rubric_json: str) -> Rubric | None:
    """Return what `as_json` wrote; None for what cannot be read."""
    try:
        kept = _RUBRICS.decode(rubric_json)
        tasks = tuple(map(_task, kept.tasks))
    except (msgspec.DecodeError, UnicodeEncodeError, LookupError):
        return None
    return Rubric(kept.title, tasks, kept.quotes)


def _task(kept: _KeptTask) -> Task:
    spec = spec_named(kept.type)
    if spec is None:
        raise LookupError(kept.type)
    return msgspec.convert(kept.task, spec.task_class)
