"""How much of what matters was caught, task by task: counts, never points."""

from dataclasses import dataclass

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import HighlightTask
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.tasks.options import Option
from closeddoor.domain.tasks.workbook import WorkbookTask
from closeddoor.presenters.briefing.choice import OptionsTask, chosen_ids, picks_many
from closeddoor.presenters.debrief.choice import MERIT
from closeddoor.presenters.debrief.estimate import given_of
from closeddoor.presenters.states.shared import Verdict
from closeddoor.services.practice import Briefing


@dataclass(frozen=True)
class Tally:
    """Of `total` things that matter, `found` were caught, `own` more by the participant's own verdict.

    `unsure` are for the participant to decide; `harms` were marked, chosen or written and would have been better left,
    `doubtful` perhaps. `partly`: a choice that has some merit, or a place that was marked for another reason.
    """

    total: int
    found: int = 0
    own: int = 0
    unsure: int = 0
    harms: int = 0
    doubtful: int = 0
    partly: bool = False

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.total + other.total,
            self.found + other.found,
            self.own + other.own,
            self.unsure + other.unsure,
            self.harms + other.harms,
            self.doubtful + other.doubtful,
            self.partly or other.partly,
        )

    @property
    def verdict(self) -> Verdict:
        """Return the sign that stands for all of it; nothing but all of it, without a harm or a doubt, is `found`."""
        caught = self.found + self.own
        if caught == self.total and not (self.unsure or self.harms or self.doubtful or self.partly):
            return "found"
        if caught or self.partly:
            return "partly"
        return "unsure" if self.unsure else "missed"


def tally_of(briefing: Briefing, task: Task, result: TaskResult) -> Tally:
    """Return the counts of one task; one without an answer has caught nothing."""
    match task:
        case HighlightTask():
            return _of_highlight(task, result)
        case InterviewTask():
            return _of_interview(task, result)
        case ChoiceTask() | DecisionTask():
            return _of_options(briefing, task, result)
        case EstimateTask():
            given = given_of(briefing, task)
            return Tally(1, int(given is not None and given.low <= task.answer <= given.high))
        case WorkbookTask():
            return Tally(len(task.inputs), sum(item.verdict == "right" for item in result.items))
        case MemoTask():
            return _of_memo(task, result)
        case _:
            raise TypeError(type(task))


def _of_highlight(task: HighlightTask, result: TaskResult) -> Tally:
    verdicts = [item.verdict for item in result.items]
    other = verdicts.count("found_other_label")
    return Tally(
        len(task.targets), verdicts.count("found") + other, harms=verdicts.count("decoy"), partly=other > 0
    )  # fmt: skip


def _of_interview(task: InterviewTask, result: TaskResult) -> Tally:
    paying = [fact.id for fact in task.facts if fact.points]
    items = [item for item in result.items if item.id in paying]
    told = [item for item in items if item.verdict == "revealed"]
    own = sum(item.decided_by == "participant" for item in told)
    return Tally(len(paying), len(told) - own, own, sum(item.verdict == "unsure" for item in items))


def _of_memo(task: MemoTask, result: TaskResult) -> Tally:
    good = {criterion.id for criterion in task.criteria if criterion.points > 0}
    made = [item for item in result.items if item.verdict == "met" and item.id in good]
    own = sum(item.decided_by == "participant" for item in made)
    avoided = [item.verdict for item in result.items if item.id not in good]
    unsure = sum(item.verdict == "unsure" and item.id in good for item in result.items)
    return Tally(len(good), len(made) - own, own, unsure, avoided.count("met"), avoided.count("unsure"))


def _of_options(briefing: Briefing, task: OptionsTask, result: TaskResult) -> Tally:
    ids = chosen_ids(briefing.answers.get(task.id, {})) if result.items else ()
    picked: list[Option] = [option for option in task.options if option.id in ids]
    if picks_many(task):
        belong = sum(option.credit > 0 for option in task.options)
        found = sum(option.credit > 0 for option in picked)
        return Tally(belong, found, harms=sum(option.credit < 0 for option in picked))
    best = any(option.credit == 1 for option in picked)
    return Tally(1, int(best), partly=any(MERIT <= option.credit < 1 for option in picked))
