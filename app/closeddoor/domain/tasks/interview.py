"""Ask until you know: facts that come to light when a question asks for them. Matches come from grading.

`advance` is the one state machine of an interview, for the live page and for headless scoring alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from closeddoor.domain.result import Item, TaskResult
from closeddoor.domain.table import Table
from closeddoor.domain.tasks.base import ScoringContext, Task, TaskResponse, parse_head
from closeddoor.domain.tasks.decided import Decided, apply_decided, parse_decided, scored_by
from closeddoor.domain.verdicts import DecidedBy, InterviewGrading, QuestionMatch

VERDICTS = ("revealed", "not_revealed")
"""What a participant may decide."""

MOST_FACTS_PER_QUESTION = 2
FREE_DEFLECTIONS = 1
"""How many questions that ask for nothing cost no turn: one may be worded as the matching does not know it. With more,
casting about would pay."""

NOT_GRADED = "Nothing matched these questions; each fact is for you to decide."


@dataclass(frozen=True)
class Persona:
    """The counterpart; `brief` is for a model that plays it, `deflections` are used in turn."""

    name: str
    title: str
    brief: str
    opening: str
    deflections: tuple[str, ...]
    unclear: str


@dataclass(frozen=True)
class Fact:
    """What the counterpart `says` when one of the questions like those in `asked` is put."""

    id: str
    asked: tuple[str, ...]
    says: str
    points: float
    why: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InterviewTask(Task):
    type: ClassVar[str] = "interview"

    turns: int
    persona: Persona
    facts: tuple[Fact, ...]

    def fact(self, fact_id: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.id == fact_id), None)


@dataclass(frozen=True)
class InterviewResponse(TaskResponse):
    questions: tuple[str, ...]
    decided: Decided = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return {"questions": list(self.questions)} | ({"decided": dict(self.decided)} if self.decided else {})


@dataclass(frozen=True)
class InterviewState:
    """How far an interview has come; every id in it is that of a fact.

    `unclear` were asked for in a doubtful way only, `asked_back` are those for which the counterpart asked back once.
    """

    turns_used: int = 0
    deflections_used: int = 0
    revealed: tuple[str, ...] = ()
    unclear: frozenset[str] = frozenset()
    asked_back: frozenset[str] = frozenset()

    def turns_left(self, task: InterviewTask) -> int:
        return max(0, task.turns - self.turns_used)


@dataclass(frozen=True)
class Answer:
    """What the counterpart replies, and which facts that brings to light or tells again; `is_free`: it cost no turn."""

    text: str
    kind: Literal["reveals", "repeats", "unclear", "deflects"]
    facts: tuple[str, ...] = ()
    is_free: bool = False


def advance(task: InterviewTask, state: InterviewState, match: QuestionMatch) -> tuple[InterviewState, Answer]:
    """Put one question that asks for what `match` says; return the state after it and the reply.

    A question tells at most its two most probable facts; one that was told before is told again, reveals nothing new
    and costs no turn, for it may have been meant otherwise. A doubtful question is asked back once per fact and costs
    no turn either, nor does the first that asks for nothing. Whether turns are left is the caller's to look at: the
    page stops there, headless scoring allows for twice as many.
    """
    told = tuple(dict.fromkeys(match.revealed))[:MOST_FACTS_PER_QUESTION]
    new = tuple(fact_id for fact_id in told if fact_id not in state.revealed)
    revealed = state.revealed + new
    state = replace(state, revealed=revealed, unclear=(state.unclear | set(match.unclear)) - set(revealed))
    if told:
        answer = Answer(_says(task, new or told), "reveals" if new else "repeats", new or told, is_free=not new)
        return replace(state, turns_used=state.turns_used + (1 if new else 0)), answer
    ask_back = set(match.unclear) - set(revealed) - state.asked_back
    if ask_back:
        return replace(state, asked_back=state.asked_back | ask_back), Answer(
            task.persona.unclear, "unclear", is_free=True
        )
    return _deflect(task, state)


def replay(task: InterviewTask, matches: Sequence[QuestionMatch], *, live: bool = False) -> InterviewState:
    """Return the state after all questions that count: every one of a live interview, so many of any other."""
    state = InterviewState()
    for match in matches if live else matches[: most_questions(task)]:
        state, _ = advance(task, state, match)
    return state


def most_questions(task: InterviewTask) -> int:
    """Return how many questions count when there is nobody to stop at the last turn."""
    return 2 * task.turns


def parse(table: Table) -> InterviewTask:
    task = InterviewTask(
        **parse_head(table),
        turns=table.integer("turns"),
        persona=table.one("persona", _persona),
        facts=table.each("facts", _fact, unique=lambda fact: fact.id),
    )
    if not any(fact.points > 0 for fact in task.facts):
        raise table.error("interview.points", "facts", "at least one fact must have points.")
    return task


def parse_response(task: InterviewTask, table: Table) -> InterviewResponse | None:
    questions = table.texts("questions", least=0, empty=True)
    decided = parse_decided(table, task.id, (fact.id for fact in task.facts), VERDICTS)
    return InterviewResponse(questions, decided) if any(question.strip() for question in questions) else None


def score(task: InterviewTask, response: InterviewResponse, context: ScoringContext) -> TaskResult:
    """Score `points × points of facts revealed ÷ total` from the matches of grading, played through `advance`."""
    grading = context.gradings.get(task.id)
    if not isinstance(grading, InterviewGrading):
        grading = InterviewGrading(None, scored_by="participant", note=NOT_GRADED)
    ignored = 0 if grading.live else len(response.questions) - most_questions(task)
    note = " ".join(part for part in (grading.note, _ignored_note(task, ignored)) if part)
    items = _items(task, grading)
    result = TaskResult(
        task.id, task.type, 0.0, 0.0, 0.0, task.points, scored_by=grading.scored_by, items=items, note=note
    )
    return decide(task, result, response.decided)


def decide(task: InterviewTask, result: TaskResult, decided: Decided) -> TaskResult:
    """Return the result with the participant's verdicts in it, and with its score, low and high worked out anew."""
    items = apply_decided(result.items, decided)
    revealed, unsure = (_points(task, items, verdict) for verdict in ("revealed", "unsure"))
    total = sum(fact.points for fact in task.facts)
    low = task.points * revealed / total
    high = task.points * (revealed + unsure) / total
    return replace(result, score=low, low=low, high=high, items=items, scored_by=scored_by(items, result.scored_by))


def _says(task: InterviewTask, fact_ids: Sequence[str]) -> str:
    return " ".join(fact.says for fact_id in fact_ids if (fact := task.fact(fact_id)))


def _deflect(task: InterviewTask, state: InterviewState) -> tuple[InterviewState, Answer]:
    deflections = task.persona.deflections
    text = deflections[state.deflections_used % len(deflections)]
    is_free = state.deflections_used < FREE_DEFLECTIONS
    turns_used = state.turns_used + (0 if is_free else 1)
    after = replace(state, turns_used=turns_used, deflections_used=state.deflections_used + 1)
    return after, Answer(text, "deflects", is_free=is_free)


def _items(task: InterviewTask, grading: InterviewGrading) -> tuple[Item, ...]:
    if grading.matches is None:
        return tuple(Item(fact.id, "unsure", fact.why, grading.scored_by) for fact in task.facts)
    state = replay(task, grading.matches, live=grading.live)
    return tuple(_item(fact, state, grading.scored_by) for fact in task.facts)


def _item(fact: Fact, state: InterviewState, decided_by: DecidedBy) -> Item:
    if fact.id in state.revealed:
        return Item(fact.id, "revealed", fact.why, decided_by)
    return Item(fact.id, "unsure" if fact.id in state.unclear else "not_revealed", fact.why, decided_by)


def _points(task: InterviewTask, items: Sequence[Item], verdict: str) -> float:
    matching = {item.id for item in items if item.verdict == verdict}
    return sum(fact.points for fact in task.facts if fact.id in matching)


def _ignored_note(task: InterviewTask, ignored: int) -> str:
    if ignored <= 0:
        return ""
    last = "question was" if ignored == 1 else "questions were"
    return f"The last {ignored} {last} not counted: at most {most_questions(task)} are, twice the turns."


def _persona(table: Table) -> Persona:
    return Persona(
        name=table.text("name"),
        title=table.text("title"),
        brief=table.text("brief"),
        opening=table.text("opening"),
        deflections=table.texts("deflections", least=3),
        unclear=table.text("unclear"),
    )


def _fact(table: Table) -> Fact:
    return Fact(
        id=table.id(),
        asked=table.texts("asked", least=3),
        says=table.text("says"),
        points=table.number("points", 0),
        why=table.text("why"),
        tags=table.optional_texts("tags"),
    )
