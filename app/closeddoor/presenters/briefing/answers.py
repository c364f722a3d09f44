"""What is said of an answer: what it still lacks, beside the way on, and what it is, before it is committed."""

from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.language import tr
from closeddoor.presenters.briefing import choice, estimate, interview, workbook
from closeddoor.presenters.states.briefing import AnswerSummary, ChoiceState, EstimateState, StepBody, WorkbookState
from closeddoor.presenters.words import counted
from closeddoor.services.practice import Briefing
from closeddoor.services.practice.limits import limit_line

NO_ANSWER = tr("No answer yet")
NOTHING_CHOSEN = tr("Nothing chosen yet")
NOT_SAID_HOW_SURE = tr("Not yet said how sure")
NOT_COMPLETE = tr("Not complete yet")


def open_line(briefing: Briefing, step_id: str, body: StepBody) -> str:
    """Return what an answer still lacks: without it none of it counts, and the place to give it may be out of sight."""
    match body:
        case ChoiceState(asks_confidence=True, chosen=()):
            return NOTHING_CHOSEN
        case ChoiceState(asks_confidence=True, confidence=None):
            return NOT_SAID_HOW_SURE
        case EstimateState() | WorkbookState() if _is_half_filled(briefing, step_id):
            return NOT_COMPLETE
        case WorkbookState(left_as_proposed=False):
            return NO_ANSWER
        case _:
            return ""


def _is_half_filled(briefing: Briefing, task_id: str) -> bool:
    return bool(briefing.answers.get(task_id)) and task_id not in briefing.response().answers


def summary(briefing: Briefing, task: Task) -> AnswerSummary:
    answered = task.id in briefing.response().answers
    words = _answer_words(briefing, task) if answered else _nothing_words(briefing, task)
    limit = limit_line(briefing.answers.get(task.id, {}))
    return AnswerSummary(task.id, task.title, f"{words}. {limit}" if limit else words, answered)


def _answer_words(briefing: Briefing, task: Task) -> str:
    answer = briefing.answers[task.id]
    match task:
        case HighlightTask():
            return counted(len(answer["quotes"]), "mark")
        case InterviewTask():
            return interview.answer_words(briefing, task)
        case ChoiceTask() | DecisionTask():
            return choice.answer_words(task, answer)
        case EstimateTask():
            return estimate.answer_words(task, answer)
        case WorkbookTask():
            return workbook.answer_words(answer)
        case MemoTask():
            return counted(len(answer["text"].split()), "word")
        case _:
            raise TypeError(type(task))


def _nothing_words(briefing: Briefing, task: Task) -> str:
    answer = briefing.answers.get(task.id, {})
    if isinstance(task, choice.OptionsTask) and choice.chosen_ids(answer):
        return tr("Chosen, but not yet how sure you are")
    if isinstance(task, EstimateTask | WorkbookTask) and answer:
        return tr("Begun, but not a complete answer yet")
    return NO_ANSWER
