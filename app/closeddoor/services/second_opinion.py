"""A qualified model's second opinion on what somebody wrote: asked for after the grader, and never in its place."""

from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from closeddoor.domain.errors import KnownError
from closeddoor.domain.opinion import Opinion, SecondOpinion
from closeddoor.domain.qualification import Qualification
from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.tasks.memo import MemoResponse, MemoTask
from closeddoor.domain.verdicts import CriterionOutcome
from closeddoor.grading.fusion import Evidence, opinion_on
from closeddoor.grading.judge import messages_about, question_about
from closeddoor.services.futures import done, otherwise, then
from closeddoor.services.practice import Briefing, PracticeService
from closeddoor.services.qualification import Means, QualificationService
from closeddoor.services.scenario_prompt import scenario_turns


@dataclass(frozen=True)
class _Text:
    """A text to be judged, and the points of it that the grader has read."""

    task: MemoTask
    text: str
    items: tuple[Item, ...]


CONTEXT_FULL = "model.context_full"
"""The code of what a model says that a text is too long for."""

Opinions = dict[str, dict[str, Opinion] | None]
"""By task and point; None for a text that is too long for the model."""


class SecondOpinions:
    """Asks the model in use, where exactly this file and build has passed the qualification."""

    def __init__(
        self, practice: PracticeService, means: Means, qualifications: QualificationService
    ) -> None:  # fmt: skip
        self._practice = practice
        self._judge = means.judge
        self._which = means.which
        self._dispatcher = means.dispatcher
        self._qualifications = qualifications

    def on(self, briefing: Briefing) -> Future[SecondOpinion | None]:
        """Return what grader and model say together of a scored briefing; None where no model may say anything.

        Fails with the model's `KnownError`, but not over a text that is too long for it: that is told. A briefing that
        has a second opinion keeps it, and one that is finished stays as it is: nothing is asked.
        """
        model, texts = self._which(), _texts(briefing)
        if model is None or not texts or briefing.second_opinion is not None:
            return done(None)

        def ask(found: Qualification | None) -> Future[SecondOpinion | None]:
            if found is None or not found.passed:
                return done(None)
            opinions: Future[Opinions] = done({})
            for text in texts:
                opinions = then(self._dispatcher, opinions, partial(self._with, briefing, text, found))
            return then(self._dispatcher, opinions, lambda each: done(self._signed(found, each)))

        def look(is_open: bool) -> Future[Qualification | None]:  # noqa: FBT001 - a future's value
            return self._qualifications.stored(model.sha256) if is_open else done(None)

        stored = then(self._dispatcher, self._practice.is_open(briefing), look)
        asked = then(self._dispatcher, stored, ask)
        return then(self._dispatcher, asked, partial(self._unless_finished, briefing))

    def _unless_finished(self, briefing: Briefing, second: SecondOpinion | None) -> Future[SecondOpinion | None]:
        """Drop what came after the participant was done."""
        is_open = self._practice.is_open(briefing)
        return then(self._dispatcher, is_open, lambda still: done(second if still else None))

    def _with(self, briefing: Briefing, text: _Text, found: Qualification, so_far: Opinions) -> Future[Opinions]:
        criteria = [criterion for item in text.items if (criterion := text.task.criterion(item.id))]
        about = messages_about(text.task, text.text, scenario_turns(briefing.scenario))
        asked = self._judge.judge(about, [question_about(criterion) for criterion in criteria]).future

        def weigh(log_odds: tuple[float, ...]) -> Future[Opinions]:
            pairs = zip(text.items, log_odds, strict=True)
            opinions = {item.id: _opinion(item, odds, found) for item, odds in pairs}
            said = {item.id: opinions[item.id] for item in text.items if _says_more(opinions[item.id], item)}
            return done({**so_far, text.task.id: said})

        def unless_too_long(error: KnownError) -> Opinions | None:
            return {**so_far, text.task.id: None} if error.code == CONTEXT_FULL else None

        return otherwise(self._dispatcher, then(self._dispatcher, asked, weigh), unless_too_long)

    def _signed(self, found: Qualification, opinions: Opinions) -> SecondOpinion | None:
        """Return the opinions if they are of what was qualified: only a loaded model tells which build runs it."""
        now = self._which()
        if now is None or (now.sha256, now.build) != (found.model.sha256, found.model.build):
            return None
        given = {task_id: each for task_id, each in opinions.items() if each is not None}
        too_long = tuple(task_id for task_id, each in opinions.items() if each is None)
        return SecondOpinion(found.model.name, found.model.sha256, given, too_long)


def _texts(briefing: Briefing) -> list[_Text]:
    """Return the texts that the grader has read and no gate has stopped, with the points that it has decided or not."""
    texts = []
    answers = briefing.response().answers
    for task in briefing.scenario.tasks:
        result, answer = briefing.scored().task(task.id), answers.get(task.id)
        if isinstance(task, MemoTask) and isinstance(answer, MemoResponse) and result and _is_graded(result):
            items = tuple(item for item in result.items if item.decided_by == "grader" and task.criterion(item.id))
            texts += [_Text(task, answer.text, items)] if items else []
    return texts


def _is_graded(result: TaskResult) -> bool:
    """Return whether the grader has read a text: a note says why it has not, or which gate has stopped it."""
    return result.scored_by == "grader" and not result.note


def _says_more(opinion: Opinion, item: Item) -> bool:
    """Return whether an opinion is worth showing: it decides what was open, or contradicts what was decided."""
    return opinion.contradicts or (item.verdict == "unsure" and opinion.verdict != "unsure")


def _opinion(item: Item, log_odds: float, found: Qualification) -> Opinion:
    graded: CriterionOutcome = "met" if item.verdict == "met" else "not_met" if item.verdict == "not_met" else "unsure"
    return opinion_on(graded, Evidence(item.probability or 0.0, log_odds), found.calibration)
