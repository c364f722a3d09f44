"""What a slip for the author is about: the author's own words, and where in the pack they stand."""

from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.language import tr
from closeddoor.policy.in_force import why_not
from closeddoor.policy.rules import Policy
from closeddoor.presenters.states.debrief import HighlightDebrief
from closeddoor.presenters.states.debrief_parts import SlipView
from closeddoor.services.practice import Briefing
from closeddoor.services.slip import SlipItem, slip


def slip_view(briefing: Briefing, task_id: str, item_id: str, comment: str, shown: object) -> SlipView:
    """Return the slip on an item; `shown` is the section of its task, from which a mark's passage is taken."""
    task = briefing.scenario.task(task_id)
    subject = _passage(shown, item_id) or _statement(task, item_id)
    info = briefing.pack.info
    place = _place(shown, item_id) or item_id
    item = SlipItem(info.id, info.version, briefing.scenario.id, task_id, place, subject)
    return SlipView(task_id, item_id, comment, slip(item, comment), refusal=why_not(Policy.check_export))


def _statement(task: Task | None, item_id: str) -> str:
    """Return what the author wrote of the item: a criterion's statement, what a fact says, the title of an option."""
    if isinstance(task, MemoTask):
        return next((each.statement for each in task.criteria if each.id == item_id), "")
    if isinstance(task, InterviewTask):
        return next((each.says for each in task.facts if each.id == item_id), "")
    if isinstance(task, ChoiceTask | DecisionTask):
        return next((each.title for each in task.options if each.id == item_id), "")
    if isinstance(task, WorkbookTask):
        return next((each.title for each in task.inputs if each.id == item_id), "")
    return task.title if isinstance(task, EstimateTask) else ""


def _passage(shown: object, item_id: str) -> str:
    places = shown.places if isinstance(shown, HighlightDebrief) else ()
    return next((place.quote for place in places if place.item_id == item_id), "")


def _place(shown: object, item_id: str) -> str:
    """Return where a mark that the author did not foresee stands: its own id would say how many marks there were."""
    if not isinstance(shown, HighlightDebrief):
        return ""
    marked = next((place for place in shown.places if place.item_id == item_id and place.can_stand_by), None)
    return (
        tr(
            "{document_id}, characters {start} to {end}",
            document_id=shown.document.document_id,
            start=marked.start,
            end=marked.end,
        )
        if marked
        else ""
    )
