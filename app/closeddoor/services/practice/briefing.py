"""An attempt in hand, as a value: what was answered, what was found, what was noted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from closeddoor.domain.errors import BugError
from closeddoor.domain.history import AttemptStage
from closeddoor.domain.opinion import SecondOpinion
from closeddoor.domain.response import ScenarioResponse, parse_answer
from closeddoor.domain.result import ScenarioResult
from closeddoor.domain.scenario import Pack, Scenario
from closeddoor.domain.scoring import with_decided, with_doubted
from closeddoor.domain.tasks.base import ResponseError, Task, TaskResponse
from closeddoor.domain.tasks.interview import Answer, InterviewState, InterviewTask, advance
from closeddoor.domain.tasks.memo import MemoResponse
from closeddoor.domain.verdicts import QuestionMatch
from closeddoor.services.practice.limits import within_limits
from closeddoor.services.practice.margin import MarginNote
from closeddoor.services.practice.steps import COMMIT, SELF_SCORE, steps_of

JsonObject = Mapping[str, Any]


@dataclass(frozen=True)
class Notes:
    """What the participant wrote about the attempt itself.

    By task and item: `thinks_made`, before the verdicts, and `slips`, the comments for the author.
    """

    expected: str = ""
    surprised: str = ""
    account_given: bool = False
    next_time: str = ""
    thinks_made: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    stood_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slips: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "expected": self.expected,
            "surprised": self.surprised,
            "account_given": self.account_given,
            "next_time": self.next_time,
            "thinks_made": {task: dict(items) for task, items in self.thinks_made.items()},
            "stood_by": {task: list(items) for task, items in self.stood_by.items()},
            "slips": {task: dict(items) for task, items in self.slips.items()},
        }

    def with_view(self, task_id: str, item_id: str, made: bool | None) -> "Notes":  # noqa: FBT001 - three values
        """Return the notes with what the participant thinks of one point; None takes it back."""
        views = {key: view for key, view in self.thinks_made.get(task_id, {}).items() if key != item_id}
        if made is not None:
            views[item_id] = made
        return replace(self, thinks_made={**self.thinks_made, task_id: views})

    def standing_by(self, task_id: str, item_id: str, *, stands: bool) -> "Notes":
        """Return the notes with a mark that the participant stands by, or no longer does."""
        others = tuple(item for item in self.stood_by.get(task_id, ()) if item != item_id)
        return replace(self, stood_by={**self.stood_by, task_id: (*others, item_id) if stands else others})

    def slip(self, task_id: str, item_id: str) -> str:
        """Return the comment for the author on an item; empty for none."""
        return self.slips.get(task_id, {}).get(item_id, "")

    def with_slip(self, task_id: str, item_id: str, comment: str) -> "Notes":
        """Return the notes with a comment for the author on an item; one without words is none."""
        comments = {key: text for key, text in self.slips.get(task_id, {}).items() if key != item_id}
        if comment.strip():
            comments[item_id] = comment
        return replace(self, slips={**self.slips, task_id: comments})

    @classmethod
    def from_json(cls, data: JsonObject) -> "Notes":
        return cls(**{**data, "stood_by": {task: tuple(items) for task, items in data.get("stood_by", {}).items()}})


@dataclass(frozen=True)
class Briefing:
    """One attempt at one scenario.

    `answers` are in the shape of a response file, drafts included (a draft may lack what a full answer needs).
    `matches` are those of an interview's questions, kept so that its replies never change. `position` is a step id.
    `unasked` is by task the interview question that was being written; `margin_notes` are in document order.
    `wordings` are replies of an interview in a model's own words, by task and place from 0; the others are as authored.
    `second_opinion` is that of a qualified model, where one was asked.
    """

    attempt_id: int
    pack: Pack
    scenario: Scenario
    stage: AttemptStage
    position: str
    answers: Mapping[str, JsonObject] = field(default_factory=dict)
    matches: Mapping[str, tuple[QuestionMatch, ...]] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    result: ScenarioResult | None = None
    unasked: Mapping[str, str] = field(default_factory=dict)
    margin_notes: tuple[MarginNote, ...] = ()
    wordings: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    second_opinion: SecondOpinion | None = None

    @property
    def is_committed(self) -> bool:
        return self.stage in {"self_score", "debrief"}

    def at(self, position: str) -> "Briefing":
        stage: AttemptStage = "work" if self.stage == "read" else self.stage
        return replace(self, position=position, stage=stage)

    def committed(self) -> "Briefing":
        """Return the briefing with its answers fixed, at the step that follows."""
        return replace(self, stage="self_score", position=self._after_commit)

    def with_answer(self, task_id: str, answer: JsonObject) -> "Briefing":
        return replace(self, answers={**self.answers, task_id: answer})

    def with_question(self, task_id: str, question: str, match: QuestionMatch) -> "Briefing":
        """Return the briefing after one more question of an interview, and what it asked for."""
        asked = [*self.answers.get(task_id, {}).get("questions", []), question]
        matches = {**self.matches, task_id: (*self.matches.get(task_id, ()), match)}
        return replace(self.with_answer(task_id, {"questions": asked}), matches=matches).with_unasked(task_id, "")

    def with_wording(self, task_id: str, place: int, wording: str) -> "Briefing":
        """Return the briefing with one reply of an interview in other words."""
        words = {**self.wordings.get(task_id, {}), place: wording}
        return replace(self, wordings={**self.wordings, task_id: words})

    def with_unasked(self, task_id: str, question: str) -> "Briefing":
        """Return the briefing with the question that is being written and was not put yet; empty for none."""
        others = {key: text for key, text in self.unasked.items() if key != task_id}
        return replace(self, unasked={**others, task_id: question} if question else others)

    def with_margin_notes(self, notes: tuple[MarginNote, ...]) -> "Briefing":
        return replace(self, margin_notes=notes)

    def with_decided(self, task_id: str, item_id: str, verdict: str) -> "Briefing":
        """Return the briefing with an item decided or contested by the participant, in answer and result."""
        answer = dict(self.answers.get(task_id, {}))
        answer["decided"] = {**answer.get("decided", {}), item_id: verdict}
        result = with_decided(self.scenario, self.scored(), task_id, answer["decided"])
        return replace(self.with_answer(task_id, answer), result=result)

    def with_second_opinion(self, second: SecondOpinion) -> "Briefing":
        """Return the briefing with what a qualified model says beside the grader; what it contradicts is unsure."""
        return replace(self, second_opinion=second, result=with_doubted(self.scenario, self.scored(), second))

    def scored(self) -> ScenarioResult:
        """Return the result; asking before there is one is an error of ours."""
        if self.result is None:
            raise BugError("a result was asked for before scoring")
        return self.result

    def response(self) -> ScenarioResponse:
        """Return the answers as scoring takes them; what is not a full answer yet counts as none."""
        parsed = {task.id: _full_answer(self.answers.get(task.id), task) for task in self.scenario.tasks}
        return ScenarioResponse({task_id: answer for task_id, answer in parsed.items() if answer is not None})

    def interview(self, task: InterviewTask) -> tuple[InterviewState, tuple[Answer, ...]]:
        """Replay an interview: the state it is in, and the reply to each question so far."""
        state, replies = InterviewState(), []
        for match in self.matches.get(task.id, ()):
            state, reply = advance(task, state, match)
            replies.append(reply)
        return state, tuple(replies)

    def after(self, step_id: str) -> str | None:
        """Return the step that follows `step_id`; None at the end."""
        ids = [step.id for step in steps_of(self.scenario)]
        place = ids.index(step_id) + 1
        return ids[place] if place < len(ids) else None

    @property
    def opens_at(self) -> str:
        """The step to show when the briefing is opened again."""
        if self.stage == "self_score":
            return self._after_commit
        known = {step.id for step in steps_of(self.scenario)}
        return self.position if self.position in known and self.position != SELF_SCORE else COMMIT

    @property
    def _after_commit(self) -> str:
        """The step at which scoring is asked for: that of committing, where nothing written is there to self-score."""
        answered = self.response().answers.values()
        return SELF_SCORE if any(isinstance(answer, MemoResponse) for answer in answered) else COMMIT


def _full_answer(answer: JsonObject | None, task: Task) -> TaskResponse | None:
    """Read an answer as scoring does; a draft that lacks something, or holds what is half typed, is none."""
    try:
        return parse_answer(task, within_limits(answer)) if answer else None
    except ResponseError:
        return None
