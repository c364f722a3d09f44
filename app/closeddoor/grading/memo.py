"""The verdicts on a memo: pure functions from answer, task and sentence vectors to verdicts with evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closeddoor.domain.ports import Vector
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.domain.verdicts import CriterionOutcome, CriterionVerdict, MemoGrading
from closeddoor.grading import gates
from closeddoor.grading.cues import cues
from closeddoor.grading.features import (
    Nearness,
    Profile,
    Sample,
    doubts,
    features,
    nearness,
    profiles,
    sample,
    texts_of,
)
from closeddoor.grading.gates import Stop
from closeddoor.grading.material import GradingMaterial
from closeddoor.grading.units import Unit, units
from closeddoor.grading.weights import Logistic, Weights
from closeddoor.grading.words import tokens

OFF_TOPIC_LIKENESS = 0.25
"""Below this likeness of every sentence to every criterion, a text is about something else."""

ABSENT_LIKENESS = 0.5
"""Only where no unit comes this near to any sample is a criterion `not_met`: something close to the subject, however
much it looks like a near miss, is for the participant to read again."""

_FEWEST_WORDS_OF_UNIT = 3
_LONGEST_RETRACTION = 14
_TURN = re.compile(r"\W*(?:but|however|no|not|yet|still|though|on second thoughts?|then again)\b")
_BACK = re.compile(r"\b(?:it|that|this|these|those|them|such|either|any of)\b")
_QUOTED = re.compile(r"[\"“‘«].*[\"”’»][.,;]?", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """An answer made ready: what a gate found, the units that may earn a point, and the doubts about some of them."""

    stop: Stop | None
    units: tuple[Unit, ...]
    doubted: tuple[bool, ...]


@dataclass(frozen=True)
class Finding:
    """How probably one unit meets one criterion, how near it is to any sample, and whether it may not count."""

    unit: Unit
    probability: float
    likeness: float
    doubted: bool


def read(task: MemoTask, text: str, material: GradingMaterial) -> Reading:
    """Split an answer into its units and put it through the gates."""
    every = units(text)
    sentences = [unit for unit in every if unit.sentences == 1]
    sources = gates.Sources(task, material)
    own = tuple(unit for unit in every if _may_count(unit) and not sources.is_given(unit.text))
    doubted = tuple(sources.is_rubric(unit.text) or _is_doubtful(unit, sentences) for unit in own)
    return Reading(gates.stop_of(text, [unit.text for unit in sentences], sources), own, doubted)


def texts_to_embed(task: MemoTask, reading: Reading) -> list[str]:
    """Return every text whose vector `judge` needs, each once: the criteria's and the answer's."""
    criteria = [text for criterion in task.criteria for text in texts_of(criterion)]
    return list(dict.fromkeys([*criteria, *(unit.text for unit in reading.units)]))


def judge(task: MemoTask, reading: Reading, vectors: Mapping[str, Vector], weights: Weights) -> MemoGrading:
    """Return a verdict on every criterion; `vectors` holds those of `texts_to_embed`."""
    stop = reading.stop
    if stop is gates.NOT_ENGLISH:
        return MemoGrading(scored_by="participant", note=stop.note)
    every = profiles(task.criteria, vectors)
    samples = [sample(unit.text, vectors[unit.text]) for unit in reading.units]
    near = [[nearness(each, profile) for profile in every] for each in samples]
    if stop is None and max((each.met for row in near for each in row), default=0.0) < OFF_TOPIC_LIKENESS:
        stop = gates.OFF_TOPIC
    verdicts = tuple(
        _verdict(profile.criterion.id, findings(reading, samples, near, place, profile, weights.memo), stop, weights)
        for place, profile in enumerate(every)
    )
    return MemoGrading(verdicts, note=stop.note if stop else "")


def findings(
    reading: Reading,
    samples: Sequence[Sample],
    near: Sequence[Sequence[Nearness]],
    place: int,
    profile: Profile,
    model: Logistic,
) -> list[Finding]:
    """Return what is found in each unit about the criterion at `place`."""
    found = []
    for unit, doubted, each, row in zip(reading.units, reading.doubted, samples, near, strict=True):
        probability = model.probability(features(each, profile, row[place], likeness_to_others(row, place)))
        likeness = max(row[place].met, row[place].not_met)
        found.append(Finding(unit, probability, likeness, doubted or bool(doubts(each, profile, row[place]))))
    return found


def likeness_to_others(row: Sequence[Nearness], place: int) -> float:
    return max((near.met for other, near in enumerate(row) if other != place), default=0.0)


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
    absent = max(finding.likeness for finding in found) < ABSENT_LIKENESS - weights.band
    missed = absent and nearest.probability < weights.memo.low - weights.band
    outcome: CriterionOutcome = "not_met" if missed else "unsure"
    return CriterionVerdict(criterion_id, outcome, probability, None if outcome == "not_met" else nearest.unit.text)


def _evidence(best: Finding, found: Sequence[Finding], high: float) -> str:
    """Return the shortest quote that carries the verdict: a sentence of the pair, when it does so alone."""
    within = [
        each for each in found
        if best.unit.start <= each.unit.start and each.unit.end <= best.unit.end
        and not each.doubted and each.probability >= high
    ]  # fmt: skip
    return min(within, key=lambda finding: (finding.unit.sentences, -finding.probability)).unit.text


def _may_count(unit: Unit) -> bool:
    return len(tokens(unit.text)) >= _FEWEST_WORDS_OF_UNIT


def _is_doubtful(unit: Unit, sentences: Sequence[Unit]) -> bool:
    """Return whether a unit is a list of keywords, somebody's quoted words, or taken back by the sentence after it."""
    if gates.is_keyword_list(unit.text) or _QUOTED.fullmatch(unit.text):
        return True
    following = next((each.text for each in sentences if each.start >= unit.end), "")
    return len(tokens(following)) <= _LONGEST_RETRACTION and _retracts(following)


def _retracts(sentence: str) -> bool:
    found = cues(sentence)
    points_back = "declines" in found and _BACK.search(sentence.lower()) is not None
    return points_back or ("denies" in found and _TURN.match(sentence.lower()) is not None)
