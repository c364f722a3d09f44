"""The verdicts on the free text of a response, for window and command line alike."""

from collections.abc import Mapping
from concurrent.futures import Future

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.response import ScenarioResponse
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.tasks.interview import InterviewResponse, InterviewTask
from closeddoor.domain.tasks.memo import MemoResponse, MemoTask
from closeddoor.domain.verdicts import Grading, InterviewGrading, QuestionMatch
from closeddoor.grading import EmbeddedGrader, GradingMaterial
from closeddoor.services.futures import done, then

Matches = Mapping[str, tuple[QuestionMatch, ...]]


def material_of(pack: Pack, scenario: Scenario) -> GradingMaterial:
    """Return what grading may look at beside the answer: its language, and the words the participant was given."""
    given = [scenario.situation, *(task.prompt for task in scenario.tasks)]
    documents = tuple(document.displayed for document in scenario.documents)
    return GradingMaterial(pack.info.language, "\n".join(given), documents)


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
    material = material_of(pack, scenario)
    graded: Future[dict[str, Grading]] = done({})
    for task in scenario.tasks:
        answer = response.answers.get(task.id)
        if isinstance(task, MemoTask) and isinstance(answer, MemoResponse):
            graded = _with(dispatcher, graded, task.id, grader.grade_memo(task, answer.text, material))
        elif isinstance(task, InterviewTask) and isinstance(answer, InterviewResponse):
            held = (matches or {}).get(task.id)
            found = done(InterviewGrading(held)) if held else grader.grade_interview(task, answer.questions, material)
            graded = _with(dispatcher, graded, task.id, found)
    return graded


def _with(
    dispatcher: Dispatcher, graded: Future[dict[str, Grading]], task_id: str, found: Future[Grading]
) -> Future[dict[str, Grading]]:
    return then(dispatcher, graded, lambda so_far: then(dispatcher, found, lambda one: done({**so_far, task_id: one})))
