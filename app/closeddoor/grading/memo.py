"""The verdicts on a memo: pure functions from answer, task and sentence vectors to verdicts with evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closeddoor.domain.ports import Vector
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import CriterionOutcome, CriterionVerdict, MemoGrading
from closeddoor.grading import gates
from closeddoor.grading.blend import unit_vectors
from closeddoor.grading.cues import cues
from closeddoor.grading.features import Measured, Rubric, measure, sample, texts_of
from closeddoor.grading.gates import Stop
from closeddoor.grading.material import GradingMaterial
from closeddoor.grading.units import Unit, units
from closeddoor.grading.weights import Logistic, Weights
from closeddoor.grading.words import tokens

OFF_TOPIC_LIKENESS = 0.4
"""Below this likeness of every sentence to every criterion, a text is about something else.

Of 264 labelled answers that meet a criterion the least like has 0.45; half of those about something else stay below.
"""

_FEWEST_WORDS_OF_UNIT = 3
_LONGEST_RETRACTION = 14
_LONGEST_CATCHWORD = 10
_TURN = re.compile(r"\W*(?:but|however|no|not|yet|still|though|on second thoughts?|then again)\b")
_BACK = re.compile(r"\b(?:it|that|this|these|those|them|such|either|any of)\b")
_FULL_QUESTION = re.compile(
    r"\b(?:could|can|would|will|may|might|do|does|did|is|are|was|were|has|have|shall|should|must|"
    r"what|who|how|when|where|which|why)\b"
)
_QUOTED = re.compile(r"[\"“‘«].*[\"”’»][.,;]?", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """An answer made ready: what a gate found, the units that may earn a point, and the doubts about some of them.

    `sentences` are all of the answer, also those that may earn nothing: the others are read beside them.
    """

    stop: Stop | None
    sentences: tuple[Unit, ...]
    units: tuple[Unit, ...]
    doubted: tuple[bool, ...]


@dataclass(frozen=True)
class Finding:
    """How probably one unit meets one criterion, and whether it may not count however probable it is."""

    unit: Unit
    probability: float
    doubted: bool


def read(task: MemoTask, text: str, material: GradingMaterial) -> Reading:
    """Split an answer into its units and put it through the gates."""
    every = units(text)
    sentences = tuple(unit for unit in every if unit.sentences == 1)
    sources = gates.Sources(task, material)
    own = tuple(unit for unit in every if _may_count(unit, sources))
    doubted = tuple(sources.is_rubric(unit.text) or _is_doubtful(unit, sentences) for unit in own)
    return Reading(gates.stop_of(text, [unit.text for unit in sentences], sources), sentences, own, doubted)


def texts_of_rubric(task: MemoTask) -> list[str]:
    """Return every text whose vector `rubric_of` needs, each once."""
    return list(dict.fromkeys(text for criterion in task.criteria for text in texts_of(criterion)))


def judge(reading: Reading, rubric: Rubric, vectors: Mapping[str, Vector], weights: Weights) -> MemoGrading:
    """Return a verdict on every criterion; `vectors` holds those of the reading's sentences."""
    if reading.stop is gates.NOT_ENGLISH:
        return MemoGrading(scored_by="participant", note=reading.stop.note)
    rows = measured(reading, rubric, vectors)
    stop = stop_of(reading, rows)
    verdicts = tuple(
        _verdict(profile.criterion.id, findings(reading, [row[place] for row in rows], weights.memo), stop, weights)
        for place, profile in enumerate(rubric.profiles)
    )
    return MemoGrading(verdicts, note=stop.note if stop else "")


def measured(reading: Reading, rubric: Rubric, vectors: Mapping[str, Vector]) -> list[tuple[Measured, ...]]:
    """Return what is measured between each unit and each criterion, in order."""
    blended = unit_vectors(reading.units, reading.sentences, vectors)
    return [
        measure(sample(unit.text, vector, unit.sentences), rubric)
        for unit, vector in zip(reading.units, blended, strict=True)
    ]


def stop_of(reading: Reading, rows: Sequence[Sequence[Measured]]) -> Stop | None:
    """Return what stops an answer from earning points, now that it is known how like the criteria it is."""
    nearest = max((each.likeness for row in rows for each in row), default=0.0)
    return reading.stop or (gates.OFF_TOPIC if nearest < OFF_TOPIC_LIKENESS else None)


def findings(reading: Reading, found: Sequence[Measured], model: Logistic) -> list[Finding]:
    """Return what is found in each unit about one criterion."""
    return [
        Finding(unit, model.probability(each.features), doubted or each.is_contrary)
        for unit, doubted, each in zip(reading.units, reading.doubted, found, strict=True)
    ]


def _verdict(criterion_id: str, found: Sequence[Finding], stop: Stop | None, weights: Weights) -> CriterionVerdict:
    if not found or (stop and stop.ceiling == "not_met"):
        return CriterionVerdict(criterion_id, "not_met", 0.0)
    nearest = max(found, key=lambda finding: finding.probability)
    clear = max((one for one in found if not one.doubted), key=lambda finding: finding.probability, default=None)
    high = weights.memo.high + weights.band
    if clear and clear.probability >= high and not stop:
        return CriterionVerdict(criterion_id, "met", clear.probability, _evidence(clear, found, high))
    # What only a doubt held back is no more probable than what the threshold asks for.
    probability = min(nearest.probability, weights.memo.high)
    outcome: CriterionOutcome = "not_met" if nearest.probability < weights.memo.low - weights.band else "unsure"
    return CriterionVerdict(criterion_id, outcome, probability, None if outcome == "not_met" else nearest.unit.text)


def _evidence(best: Finding, found: Sequence[Finding], high: float) -> str:
    """Return the shortest quote that carries the verdict: a sentence of the pair, when it does so alone."""
    within = [
        each for each in found
        if best.unit.start <= each.unit.start and each.unit.end <= best.unit.end
        and not each.doubted and each.probability >= high
    ]  # fmt: skip
    return min(within, key=lambda finding: (finding.unit.sentences, -finding.probability)).unit.text


def _may_count(unit: Unit, sources: gates.Sources) -> bool:
    """Return whether a unit may earn a point: it says something, in the participant's own words, about the matter."""
    says_something = len(tokens(unit.text)) >= _FEWEST_WORDS_OF_UNIT
    return says_something and not sources.is_given(unit.text) and not gates.speaks_to_the_grader(unit.text)


def _is_doubtful(unit: Unit, sentences: Sequence[Unit]) -> bool:
    """Return whether a unit lists keywords, quotes somebody, names a subject only, or is taken back by what follows."""
    own = [each.text for each in sentences if unit.start <= each.start and each.end <= unit.end]
    if gates.is_keyword_list(unit.text) or _QUOTED.fullmatch(unit.text) or any(map(_is_catchword, own)):
        return True
    following = next((each.text for each in sentences if each.start >= unit.end), "")
    return len(tokens(following)) <= _LONGEST_RETRACTION and _retracts(following)


def _is_catchword(sentence: str) -> bool:
    """Return whether a sentence only raises a subject, as “An owner?” does: the answer comes after it."""
    is_short = len(tokens(sentence)) <= _LONGEST_CATCHWORD
    return is_short and sentence.endswith("?") and not _FULL_QUESTION.search(sentence.lower())


def _retracts(sentence: str) -> bool:
    found = cues(sentence)
    points_back = "declines" in found and _BACK.search(sentence.lower()) is not None
    return points_back or ("denies" in found and _TURN.match(sentence.lower()) is not None)
