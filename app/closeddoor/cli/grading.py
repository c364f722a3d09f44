"""The grader as the command line uses it: started by the first text that needs it, and not before."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from closeddoor.domain.scoring import score_scenario
from closeddoor.domain.tasks.registry import spec_of

if TYPE_CHECKING:
    from closeddoor.bootstrap.scoring import Scorer
    from closeddoor.domain.response import ScenarioResponse
    from closeddoor.domain.result import ScenarioResult
    from closeddoor.domain.scenario import Pack, Scenario
    from closeddoor.domain.tasks.base import Task
    from closeddoor.grading.agreement import Agreement


class LazyScorer:
    """Scores the responses to one pack; one grader serves all of them, and a response without free text needs none."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._open = ExitStack()
        self._scorer: Scorer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def score(self, scenario: Scenario, response: ScenarioResponse) -> ScenarioResult:
        """Return the result; raises `KnownError` for a quote that is not there and where the grader cannot work."""
        if any(task.id in response.answers and spec_of(task).samples for task in scenario.tasks):
            return self._started().score(self._pack, scenario, response)
        return score_scenario(self._pack.info, scenario, response)

    def agreement(self, scenario: Scenario, task: Task) -> Agreement:
        """Return how the grader does on the pack's own labelled answers to one memo or interview."""
        return self._started().agreement(self._pack, scenario, task)

    def _started(self) -> Scorer:
        if self._scorer is None:
            from closeddoor.bootstrap.scoring import scorer  # noqa: PLC0415 - brings Qt and a worker with it

            self._scorer = self._open.enter_context(scorer())
        return self._scorer
