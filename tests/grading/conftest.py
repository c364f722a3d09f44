from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import CriterionVerdict, MemoGrading, QuestionMatch
from closeddoor.grading import EmbeddedGrader, GradingMaterial
from closeddoor.grading.agreement import material_of
from closeddoor.inference.catalogue import STARTER_EMBEDDING
from closeddoor.inference.client import WorkerClient
from closeddoor.inference.embedder import LocalEmbedder
from closeddoor.inference.waiting import wait
from closeddoor.packs import read_pack
from tests.inference.starter import FOLDER

PACK = Path(__file__).parents[2] / "scenarios" / "vendor-proposals"


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return next(each for each in read_pack(PACK).scenarios if each.id == "demand-forecast")


@pytest.fixture(scope="session")
def material(scenario: Scenario) -> GradingMaterial:
    return material_of("en", scenario)


@pytest.fixture(scope="session")
def memo(scenario: Scenario) -> MemoTask:
    return next(task for task in scenario.tasks if isinstance(task, MemoTask))


@pytest.fixture(scope="session")
def interview(scenario: Scenario) -> InterviewTask:
    return next(task for task in scenario.tasks if isinstance(task, InterviewTask))


@pytest.fixture(scope="session")
def embedder(qapp: QCoreApplication) -> Iterator[LocalEmbedder]:
    """The sentence vectors of the real worker; one worker for all tests of this folder."""
    del qapp
    client = WorkerClient(STARTER_EMBEDDING.spec([FOLDER]))
    yield LocalEmbedder(client, keep_vectors=4096)
    client.close()


@dataclass
class Bench:
    """The grader on the real model with the built-in scenario, waiting for every future."""

    grader: EmbeddedGrader
    memo_task: MemoTask
    interview_task: InterviewTask
    material: GradingMaterial

    def grade(self, text: str) -> MemoGrading:
        return wait(self.grader.grade_memo(self.memo_task, text, self.material), 60)

    def verdict(self, criterion_id: str, text: str) -> CriterionVerdict:
        return next(each for each in self.grade(text).verdicts if each.criterion_id == criterion_id)

    def match(self, question: str) -> QuestionMatch:
        return wait(self.grader.match_question(self.interview_task, question, 0, self.material), 60)


@pytest.fixture(scope="session")
def bench(embedder: LocalEmbedder, memo: MemoTask, interview: InterviewTask, material: GradingMaterial) -> Bench:
    return Bench(EmbeddedGrader(embedder), memo, interview, material)
