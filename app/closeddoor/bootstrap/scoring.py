"""Scoring without a window: the embedding worker, the grader, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication

from closeddoor.bootstrap.models import embedder_at
from closeddoor.domain.response import ScenarioResponse
from closeddoor.domain.result import ScenarioResult
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.scoring import score_scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.grading.agreement import Agreement
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.inference.waiting import ensure_application, wait
from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.profile import model_folders
from closeddoor.services.agreements import Agreements
from closeddoor.services.grade import QualifiedGrader

LONGEST_S = 600.0


class Scorer:
    """The grader with its worker, for as many responses as there are."""

    def __init__(self, grader: EmbeddedGrader, application: QCoreApplication) -> None:
        dispatcher = QtDispatcher(application)
        self._agreements = Agreements(grader, dispatcher, at_once=2)
        self._grader = QualifiedGrader(grader, dispatcher, self._agreements)

    def score(self, pack: Pack, scenario: Scenario, response: ScenarioResponse) -> ScenarioResult:
        """Grade what is free text and score everything; what cannot be graded now is the participant's to decide.

        The first response to a memo or interview waits until its own labelled answers are measured.
        """
        gradings = wait(self._grader.grade(pack, scenario, response, goes_without=True), LONGEST_S)
        return score_scenario(pack.info, scenario, response, gradings)

    def agreement(self, pack: Pack, scenario: Scenario, task: Task) -> Agreement:
        """Return how the grader does on the labelled answers to one memo or interview; raises `KnownError`."""
        return wait(self._agreements.of(pack, scenario, task), LONGEST_S)


@contextmanager
def scorer() -> Iterator[Scorer]:
    """Make a scorer; its worker starts with the first text to be graded and ends with the block."""
    application = ensure_application()
    embedder, client = embedder_at(model_folders(), application)
    try:
        yield Scorer(EmbeddedGrader(embedder), application)
    finally:
        if client is not None:
            client.close()
