"""What is measured between one unit of an answer and one criterion: a few numbers that a logistic model weighs."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from closeddoor.domain.ports import Vector
from closeddoor.domain.tasks.memo import Criterion
from closeddoor.grading.comparison import reverses
from closeddoor.grading.contrast import OTHERS, OWN_MET, OWN_NOT_MET, Contrast, contrasts, shared_out
from closeddoor.grading.cues import Cues, cues, negated_stems
from closeddoor.grading.vectors import cosine
from closeddoor.grading.words import content_stems, likeness, stem, tokens, word_set

NAMES = (
    "likeness_met",
    "three_nearest",
    "lead",
    "words_margin",
    "subject",
    "contrast",
    "contrast_lead",
    "contrast_from_middle",
    "fullness",
    "declines",
    "denies",
    "enquires",
    "mentions",
    "negated_otherwise",
    "contradicts",
)
"""The features in order; the weights file holds one weight for each."""

LEAST_LIKENESS = 0.2
"""What two unrelated English sentences of one letter have in common: the floor of a lead over other criteria."""

SAME_SUBJECT = 0.45
"""From this likeness on two sentences are so close that a word denied in one of them only turns the meaning round."""

WORDS_SHARE = 0.5
"""How much shared words count beside likeness of meaning in the contrast."""

FULL_SENTENCE = 20
"""From so many words on a unit is a full sentence: a fragment says less than it, and more words earn nothing."""

SHORT = {1: 10, 2: 16}
"""A sentence, or two, of no more words that ask for nothing state a fact, and a fact is no request."""

FEW_STEMS = 2
"""“The matter is closed” is a part of “We were told by a colleague and closed the matter”, and says nothing of it."""

_DECLINES_TO = re.compile(r"\A(?:Declines|Refuses) to (?P<verb>\w+)")
_ASKING = word_set("asks requests demands insists proposes requires calls wants suggests seeks")

_NOT_SO = frozenset({"declines", "refuses", "reports", "puts_off"})

MOST_SAMPLES = 10
"""How many met samples and near misses of a criterion the contrast looks at: its cost grows with their cube."""


@dataclass(frozen=True)
class Sample:
    """A text with all that is compared of it: a unit of the answer, or a sample of a criterion."""

    text: str
    vector: Vector
    stems: frozenset[str]
    negated: frozenset[str]
    cues: Cues
    sentences: int = 1


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
    contrast: Contrast


@dataclass(frozen=True)
class Rubric:
    """The criteria of a task as the grader sees them, and the samples that their contrasts are between."""

    profiles: tuple[Profile, ...]
    contrasted: tuple[Sample, ...]


@dataclass(frozen=True)
class Measured:
    """One unit and one criterion: the features of `NAMES`.

    `is_contrary` tells that the unit declines, refuses, puts off, contradicts, turns round or merely reports what a
    close met sample says, or says a small part of it; states a bare fact, or is content, where the criterion is met by
    asking; asks where it is met by saying; or denies something where meeting the criterion takes points away: then,
    however alike they are, it is not certain to meet it.
    """

    features: tuple[float, ...]
    is_contrary: bool

    @property
    def likeness(self) -> float:
        return self.features[0]


def sample(text: str, vector: Vector, sentences: int = 1) -> Sample:
    return Sample(text, vector, content_stems(text), negated_stems(text), cues(text), sentences)


def texts_of(criterion: Criterion) -> tuple[str, ...]:
    """Return every text of a criterion that needs a vector."""
    return (criterion.statement, *criterion.met, *criterion.not_met)


def rubric_of(criteria: Sequence[Criterion], vectors: Mapping[str, Vector]) -> Rubric:
    """Return all criteria of a task made ready; `vectors` holds every statement and sample."""
    made = {text: sample(text, vectors[text]) for each in criteria for text in texts_of(each)}
    made |= {each.statement: _of_statement(made[each.statement]) for each in criteria}
    stems = [Counter(stem for text in texts_of(each) for stem in made[text].stems) for each in criteria]
    total = sum(stems, Counter[str]())
    known = [(place, *kind) for place, kind in shared_out([_contrasted(each) for each in criteria])]
    samples = tuple(made[text] for _, _, text in known)
    sides = [[aim if at == place else OTHERS for at, aim, _ in known] for place in range(len(criteria))]
    solved = contrasts([[kernel(one, other) for other in samples] for one in samples], sides)
    every = zip(criteria, stems, solved, strict=True)
    return Rubric(tuple(_profile(each, made, own, total, contrast) for each, own, contrast in every), samples)


def _of_statement(made: Sample) -> Sample:
    """Return a statement's sample; one that begins with “Declines to release” denies releasing, as an answer would."""
    declined = _DECLINES_TO.match(made.text)
    return replace(made, negated=made.negated | {stem(declined["verb"])}) if declined else made


def measure(unit: Sample, rubric: Rubric) -> tuple[Measured, ...]:
    """Return what is measured between a unit and each criterion, in order."""
    likenesses = [kernel(unit, each) for each in rubric.contrasted]
    sides = [profile.contrast.of(likenesses) for profile in rubric.profiles]
    near = [[cosine(unit.vector, each.vector) for each in profile.met] for profile in rubric.profiles]
    best = [max(row) for row in near]
    return tuple(
        _measured(unit, profile, near[place], _others(best, place, LEAST_LIKENESS), sides[place], _others(sides, place))
        for place, profile in enumerate(rubric.profiles)
    )


def kernel(one: Sample, other: Sample) -> float:
    """Return how alike two texts are in meaning and words: what a contrast works on."""
    return cosine(one.vector, other.vector) + WORDS_SHARE * likeness(one.stems, other.stems)


def opposed(one: Sample, other: Sample) -> bool:
    """Return whether one text denies a word that the other uses without denying it."""
    return bool(one.negated & (other.stems - other.negated) or other.negated & (one.stems - one.negated))


def subject_weights(own: Counter[str], total: Counter[str]) -> dict[str, float]:
    """Return how typical each word stem is of one criterion or fact among those of its task."""
    return {stem: own[stem] / (total[stem] + 1) * math.log1p(own[stem]) for stem in own}


def subject(unit: Sample, weights: Mapping[str, float]) -> float:
    """Return how typical the unit's words are of the criterion: the sum of their two best weights."""
    return sum(sorted((weights.get(stem, 0.0) for stem in unit.stems), reverse=True)[:2])


def _measured(
    unit: Sample, profile: Profile, near: list[float], others: float, side: float, other_sides: float
) -> Measured:
    nearest = profile.met[near.index(max(near))]
    # The statement (place 0) is written about a text, not in its words, so its own cues say nothing.
    new = unit.cues - (nearest.cues if nearest is not profile.met[0] else profile.habits)
    close = (each for each, alike in zip(profile.met, near, strict=True) if alike >= SAME_SUBJECT)
    contradicts = any(opposed(unit, each) for each in close)
    words_met = max(likeness(unit.stems, each.stems) for each in profile.met)
    words_not_met = max(likeness(unit.stems, each.stems) for each in profile.not_met)
    row = (
        max(near),
        sum(sorted(near, reverse=True)[:3]) / min(3, len(near)),
        max(near) - others,
        words_met - words_not_met,
        subject(unit, profile.subject),
        side,
        side - other_sides,
        side - profile.contrast.middle,
        float(min(len(tokens(unit.text)), FULL_SENTENCE)),
        float("declines" in new),
        float("denies" in new),
        float("enquires" in new),
        float("mentions" in new),
        float(bool(unit.negated) != bool(nearest.negated)),
        float(contradicts),
    )
    return Measured(row, contradicts or _is_contrary(unit, profile, new) or _falls_short(unit, profile, nearest))


def _is_contrary(unit: Sample, profile: Profile, new: Cues) -> bool:
    is_short = len(tokens(unit.text)) <= SHORT[unit.sentences]
    is_bare = profile.asks and "asks" not in unit.cues and (is_short or "approves" in new)
    is_denial = profile.criterion.points < 0 and bool(unit.cues & {"denies", "declines", "refuses"})
    turns_round = any(reverses(unit.text, each.text) for each in profile.met)
    return is_bare or is_denial or turns_round or bool(new & _NOT_SO)


def _falls_short(unit: Sample, profile: Profile, nearest: Sample) -> bool:
    """Return whether a unit asks what the criterion wants said, or says no more than a small part of its sample."""
    only_asks = "?" in unit.text and not profile.asks and not nearest.text.endswith("?")
    is_part = unit.stems < nearest.stems and 2 * len(unit.stems) < len(nearest.stems)
    return only_asks or (is_part and len(unit.stems) <= FEW_STEMS)


def _others(values: Sequence[float], place: int, least: float = OWN_NOT_MET) -> float:
    return max([least, *values[:place], *values[place + 1 :]])


def _contrasted(criterion: Criterion) -> list[tuple[float, str]]:
    met = [(OWN_MET, text) for text in (criterion.statement, *criterion.met)]
    return [*met[: MOST_SAMPLES + 1], *((OWN_NOT_MET, text) for text in criterion.not_met[:MOST_SAMPLES])]


def _profile(
    criterion: Criterion, made: Mapping[str, Sample], own: Counter[str], total: Counter[str], contrast: Contrast
) -> Profile:
    met = tuple(made[text] for text in criterion.met)
    counts = Counter(cue for each in met for cue in each.cues)
    return Profile(
        criterion,
        (made[criterion.statement], *met),
        tuple(made[text] for text in criterion.not_met),
        subject_weights(own, total),
        frozenset(cue for cue in counts if counts[cue] >= 0.2 * len(met))
        | (made[criterion.statement].cues & {"denies"}),
        criterion.statement.split()[0].lower() in _ASKING,
        contrast,
    )
