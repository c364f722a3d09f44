"""What is measured between one unit of an answer and one criterion: a few numbers that a logistic model weighs."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closeddoor.domain.ports import Vector
from closeddoor.domain.tasks.memo import Criterion
from closeddoor.grading.cues import Cues, cues, negated_stems
from closeddoor.grading.vectors import cosine, nearest
from closeddoor.grading.words import content_stems, likeness, word_set

NAMES = (
    "likeness_met",
    "margin",
    "lead",
    "words_margin",
    "subject",
    "declines",
    "denies",
    "asks_missing",
    "other_cues",
)
"""The features in order; the weights file holds one weight for each."""

LEAST_LIKENESS = 0.2
"""What two unrelated English sentences of one letter have in common: the floor of a lead over other criteria."""

SAME_SUBJECT = 0.45
"""From this likeness on two sentences are so close that a word denied in one of them only turns the meaning round."""

_ASKING = word_set("asks requests demands insists proposes requires calls wants suggests seeks")


@dataclass(frozen=True)
class Sample:
    """A text with all that is compared of it: a unit of the answer, or a sample of a criterion."""

    text: str
    vector: Vector
    stems: frozenset[str]
    negated: frozenset[str]
    cues: Cues


@dataclass(frozen=True)
class Profile:
    """A criterion as the grader sees it.

    `met` begins with the statement; `subject` weighs the word stems that are typical of this criterion among those of
    the task; `habits` are the cues that its met samples commonly carry; `asks` tells whether it is met by asking.
    """

    criterion: Criterion
    met: tuple[Sample, ...]
    not_met: tuple[Sample, ...]
    subject: Mapping[str, float]
    habits: Cues
    asks: bool


@dataclass(frozen=True)
class Nearness:
    """The greatest likenesses of a unit to the samples of a criterion, and the cues of the met sample it is nearest to.

    `contradicts` tells that the unit denies what a close sample says, or says what it denies.
    """

    met: float
    not_met: float
    model: Cues
    contradicts: bool


def sample(text: str, vector: Vector) -> Sample:
    return Sample(text, vector, content_stems(text), negated_stems(text), cues(text))


def texts_of(criterion: Criterion) -> tuple[str, ...]:
    """Return every text of a criterion that needs a vector."""
    return (criterion.statement, *criterion.met, *criterion.not_met)


def profiles(criteria: Sequence[Criterion], vectors: Mapping[str, Vector]) -> tuple[Profile, ...]:
    """Return the profiles of all criteria of a task; `vectors` holds every statement and sample."""
    made = {text: sample(text, vectors[text]) for each in criteria for text in texts_of(each)}
    stems = [Counter(stem for text in texts_of(each) for stem in made[text].stems) for each in criteria]
    total = sum(stems, Counter[str]())
    return tuple(_profile(each, made, own, total) for each, own in zip(criteria, stems, strict=True))


def nearness(unit: Sample, profile: Profile) -> Nearness:
    likenesses = [cosine(unit.vector, each.vector) for each in profile.met]
    met = max(likenesses)
    place = likenesses.index(met)
    _, not_met = nearest(unit.vector, (each.vector for each in profile.not_met))
    # The statement (place 0) is written about a text, not in its words, so its own cues say nothing.
    close = (each for each, alike in zip(profile.met, likenesses, strict=True) if alike >= SAME_SUBJECT)
    contradicts = any(opposed(unit, each) for each in close)
    return Nearness(met, not_met, profile.met[place].cues if place else profile.habits, contradicts)


def opposed(one: Sample, other: Sample) -> bool:
    """Return whether one text denies a word that the other uses without denying it."""
    return bool(one.negated & (other.stems - other.negated) or other.negated & (one.stems - one.negated))


def features(unit: Sample, profile: Profile, near: Nearness, others: float) -> tuple[float, ...]:
    """Return the features of `NAMES`; `others` is the unit's greatest likeness to a met text of another criterion."""
    words_met = max(likeness(unit.stems, each.stems) for each in profile.met)
    words_not_met = max(likeness(unit.stems, each.stems) for each in profile.not_met)
    new = unit.cues - near.model
    return (
        near.met,
        near.met - near.not_met,
        near.met - max(others, LEAST_LIKENESS),
        words_met - words_not_met,
        subject(unit, profile),
        float("declines" in new),
        float("denies" in new),
        float(profile.asks and "asks" not in unit.cues),
        float(len(new & {"enquires", "reports", "conditions", "mentions", "approves"})),
    )


def doubts(unit: Sample, profile: Profile, near: Nearness) -> frozenset[str]:
    """Return the reasons why this unit, however alike, is not certain to meet the criterion: then it is `unsure`.

    It contradicts a close sample; it declines, reports, approves, enquires or merely mentions where its nearest sample
    does not; it asks for nothing although the criterion is met by asking; or, where it is met by telling, it denies,
    asks or sets a condition as the met samples commonly do not.
    """
    new = (unit.cues - near.model) & {"declines", "reports", "mentions", "approves", "enquires"}
    strange = (unit.cues - profile.habits - near.model) & (
        frozenset() if profile.asks else {"denies", "conditions", "asks"}
    )
    missing = {"asks_missing"} if profile.asks and "asks" not in unit.cues else set[str]()
    opposite = {"contradicts"} if near.contradicts else set[str]()
    return frozenset(new | strange | missing | opposite)


def subject(unit: Sample, profile: Profile) -> float:
    """Return how typical the unit's words are of the criterion: the sum of their two best weights."""
    return sum(sorted((profile.subject.get(stem, 0.0) for stem in unit.stems), reverse=True)[:2])


def _profile(criterion: Criterion, made: Mapping[str, Sample], own: Counter[str], total: Counter[str]) -> Profile:
    met = tuple(made[text] for text in criterion.met)
    counts = Counter(cue for each in met for cue in each.cues)
    return Profile(
        criterion,
        (made[criterion.statement], *met),
        tuple(made[text] for text in criterion.not_met),
        {stem: own[stem] / (total[stem] + 1) * math.log1p(own[stem]) for stem in own},
        frozenset(cue for cue in counts if counts[cue] >= 0.2 * len(met))
        | (made[criterion.statement].cues & {"denies"}),
        criterion.statement.split()[0].lower() in _ASKING,
    )
