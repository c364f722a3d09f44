"""A qualified model's second opinion on one written answer: shown as its opinion, and never counted as graded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from closeddoor.domain.table import FieldError, Table
from closeddoor.domain.verdicts import CriterionOutcome

_OUTCOMES = ("met", "not_met", "unsure")


@dataclass(frozen=True)
class Opinion:
    """What grader and model say together of one point. `contradicts`: the grader alone had said the contrary.

    Where it contradicts, `verdict` is `unsure`: neither is believed.
    """

    verdict: CriterionOutcome
    probability: float
    contradicts: bool = False


@dataclass(frozen=True)
class SecondOpinion:
    """The opinions on one attempt, by task and point, and whose they are; kept with it, so that they never change.

    `too_long` are the tasks whose text, with the documents before it, is longer than the model can hold.
    """

    model_name: str
    model_sha256: str
    opinions: Mapping[str, Mapping[str, Opinion]]
    too_long: tuple[str, ...] = ()

    def of(self, task_id: str, item_id: str) -> Opinion | None:
        return self.opinions.get(task_id, {}).get(item_id)

    def to_json(self) -> dict[str, Any]:
        opinions = {
            task: {item: [each.verdict, each.probability, each.contradicts] for item, each in items.items()}
            for task, items in self.opinions.items()
        }
        whose = {"model_name": self.model_name, "model_sha256": self.model_sha256}
        return {**whose, "opinions": opinions} | ({"too_long": list(self.too_long)} if self.too_long else {})

    @classmethod
    def from_json(cls, untrusted: object) -> "SecondOpinion | None":
        """Return what `to_json` wrote; None for anything else."""
        try:
            table = Table(untrusted, "opinion", authored=False)
            tasks = Table(table.raw("opinions"), "opinions", authored=False)
            opinions = {task: _items(Table(tasks.raw(task), task, authored=False)) for task in tasks.names()}
            too_long = table.optional_texts("too_long")
            return cls(table.text("model_name"), table.text("model_sha256"), opinions, too_long)
        except FieldError:
            return None


def _items(table: Table) -> dict[str, Opinion]:
    return {item: _opinion(table, item) for item in table.names()}


def _opinion(table: Table, item_id: str) -> Opinion:
    match table.raw(item_id):
        case [str(verdict), float() | int() as probability, bool(contradicts)] if verdict in _OUTCOMES:
            return Opinion(cast("CriterionOutcome", verdict), float(probability), contradicts)
        case _:
            raise table.error("field.type", item_id, "is no opinion.")
