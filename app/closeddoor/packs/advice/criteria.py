"""Warnings about criteria and facts: what the grader, and the participant who decides, will find hard."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import Criterion, MemoTask
from closeddoor.language import tr
from closeddoor.packs.advice.warning import Place, Warned
from closeddoor.packs.advice.wording import is_negated, joint, likeness, vague_word, words

ADVISED_EXEMPLARS = 5
ALIKE = 0.8
"""The likeness from which a second exemplar teaches the grader nothing."""

NO_DENIAL = tr(
    "None of the near misses says no, not or never, so that the grader may take a denial for the point itself. Add one "
    "that denies it."
)
AS_STATED = tr(
    "This repeats the point word for word, from which the grader learns nothing. Write it as a participant would."
)
ON_BOTH_SIDES = tr(
    "This sentence also stands among those that make the point, so that the grader is told two things of it. Take it "
    "out of one of the two lists."
)

_MOST_COMPARED = 100
"""Each with each: an author who writes more is told of the first, and a pack made to be slow is not."""


def warn_of_criteria(scenario: Scenario, place: Place, *, english: bool) -> Iterator[Warned]:
    """Look at every criterion and at how facts are asked for; rules about words are for English packs only."""
    for number, task in enumerate(scenario.tasks):
        if isinstance(task, MemoTask):
            for index, criterion in enumerate(task.criteria):
                at = place.at(f"tasks[{number}].criteria[{index}]")
                yield from _exemplars(criterion, at)
                yield from _wording(criterion, at) if english else ()
        if isinstance(task, InterviewTask):
            for index, fact in enumerate(task.facts):
                yield from _alike(fact.asked, place.at(f"tasks[{number}].facts[{index}]"), "asked")


def _wording(criterion: Criterion, place: Place) -> Iterator[Warned]:
    if vague := vague_word(criterion.statement):
        problem = tr(
            "“{word}” means something else to every reader, so that nobody can say for certain whether the point was "
            "made. Name the fact that has to be said.",
            word=vague,
        )
        yield place.at("statement").warn("criterion.vague", problem)
    if joined := joint(criterion.statement):
        problem = tr(
            "“{words}” joins two claims, and an answer that makes one of them is neither right nor wrong. Make two "
            "points of it.",
            words=joined,
        )
        yield place.at("statement").warn("criterion.compound", problem)
    if not any(is_negated(text) for text in (criterion.statement, *criterion.not_met)):
        yield place.at("not_met").warn("exemplars.negation", NO_DENIAL)


def _exemplars(criterion: Criterion, place: Place) -> Iterator[Warned]:
    for key, texts in (("met", criterion.met), ("not_met", criterion.not_met)):
        if len(texts) < ADVISED_EXEMPLARS:
            problem = tr(
                "There are {count} sentences here, and the grader is surer with {advised} or more. Add {missing} that "
                "put it in other words.",
                count=len(texts),
                advised=ADVISED_EXEMPLARS,
                missing=ADVISED_EXEMPLARS - len(texts),
            )
            yield place.at(key).warn("exemplars.few", problem)
        yield from _alike(texts, place, key)
    statement = words(criterion.statement)
    for key, index, text in _numbered(criterion):
        if words(text) == statement:
            yield place.at(f"{key}[{index}]").warn("exemplars.statement", AS_STATED)
    met = {words(text) for text in criterion.met}
    for index, text in enumerate(criterion.not_met):
        if words(text) in met:
            yield place.at(f"not_met[{index}]").warn("exemplars.both", ON_BOTH_SIDES)


def _alike(texts: Sequence[str], place: Place, key: str) -> Iterator[Warned]:
    for (first, one), (second, other) in combinations(enumerate(texts[:_MOST_COMPARED]), 2):
        if likeness(one, other) >= ALIKE:
            problem = tr(
                "This sentence says nearly the same words as sentence {number} of this list, so that the grader learns "
                "nothing from it. Put it in another way, or take it out.",
                number=first + 1,
            )
            yield place.at(f"{key}[{second}]").warn("exemplars.alike", problem)


def _numbered(criterion: Criterion) -> Iterator[tuple[str, int, str]]:
    for key, texts in (("met", criterion.met), ("not_met", criterion.not_met)):
        yield from ((key, index, text) for index, text in enumerate(texts))
