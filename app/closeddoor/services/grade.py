"""The verdicts on the free text of a response, for window and command line alike."""

from collections.abc import Mapping
from concurrent.futures import Future
from typing import TypeVar

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.response import ScenarioResponse
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.interview import InterviewResponse, InterviewTask
from closeddoor.domain.tasks.memo import MemoResponse, MemoTask
from closeddoor.domain.verdicts import Grading, InterviewGrading, QuestionMatch
from closeddoor.grading.agreement import material_of
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.services.futures import done, then

GradingType = TypeVar("GradingType", bound=Grading)

Matches = Mapping[str, tuple[QuestionMatch, ...]]


def grade(
    grader: EmbeddedGrader,
    dispatcher: Dispatcher,
    pack: Pack,
    scenario: Scenario,
    response: ScenarioResponse,
    matches: Matches | None = None,
) -> Future[dict[str, Grading]]:
    """Return the verdicts on every memo and interview that was answered, by task id.

    `matches` are those of an interview that was held live; its questions are not matched again.
    """
    material = material_of(pack.info.language, scenario)
    graded: Future[dict[str, Grading]] = done({})
    for task in scenario.tasks:
        answer = response.answers.get(task.id)
        if isinstance(task, MemoTask) and isinstance(answer, MemoResponse):
            read = grader.grade_memo(task, answer.text, material)
            graded = _with(dispatcher, graded, task.id, read)
        elif isinstance(task, InterviewTask) and isinstance(answer, InterviewResponse):
            held = (matches or {}).get(task.id)
            if held and material.is_english:
                found = done(InterviewGrading(held, live=True))
            else:  # in another language nothing was matched while it was held, which says nothing about its questions
                found = grader.grade_interview(task, answer.questions, material)
            graded = _with(dispatcher, graded, task.id, found)
    return graded


def _with(
    dispatcher: Dispatcher, graded: Future[dict[str, Grading]], task_id: str, found: Future[GradingType]
) -> Future[dict[str, Grading]]:
    return then(dispatcher, graded, lambda so_far: then(dispatcher, found, lambda one: done({**so_far, task_id: one})))
