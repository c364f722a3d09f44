"""Which facts a question asks for: pure functions from question, task and sentence vectors to matches."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closeddoor.domain.ports import Vector
from closeddoor.domain.tasks.interview import MOST_FACTS_PER_QUESTION, Fact, InterviewTask
from closeddoor.domain.verdicts import QuestionMatch
from closeddoor.grading import gates
from closeddoor.grading.cues import cues
from closeddoor.grading.vectors import cosine
from closeddoor.grading.weights import Logistic, Weights
from closeddoor.grading.words import content_stems, likeness, tokens
from closeddoor.text.sentences import split_sentences

NAMES = ("likeness", "second", "lead", "words", "subject", "says")
"""The features of a part of a question and a fact, in order."""

LEAST_LEAD = 0.1
"""A question that is hardly more like the questions for one fact than for another is asked back about both."""

_FEWEST_WORDS = 3
_JOINT = re.compile(
    r"[,;]\s+(?:and|or|also)\s+(?=(?:also\s+)?(?:what|when|where|who|whose|which|why|how|is|are|was|were|do|does|did|has|have|"
    r"had|can|could|will|would|if)\b)|;\s+",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|^\W*(?:(?:and|but|so|then|well|ok|okay|first|also)\W+)*(?:what|when|where|who|whose|which|why|how|is|are|was|were|do|does|"
    r"did|has|have|had|can|could|will|would|should|may|might)\b"
    r"|\b(?:tell|explain|describe|show|walk|take|talk) (?:me|us)\b|\b(?:explain|describe|clarify|elaborate)\b"
    r"|\b(?:know|understand|learn|hear|see|ask|wonder(?:ing)?|curious) (?:how|what|when|where|who|which|why|whether|if|"
    r"about|more)\b|\bplease\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FactProfile:
    """A fact as the matcher sees it; `subject` weighs the word stems typical of its questions."""

    fact: Fact
    asked: tuple[Vector, ...]
    asked_stems: tuple[frozenset[str], ...]
    says: Vector
    subject: Mapping[str, float]


@dataclass(frozen=True)
class Part:
    """A part of a question that may ask for a fact of its own; one that asks nothing reveals nothing."""

    text: str
    asks: bool


@dataclass(frozen=True)
class Candidate:
    """A fact that a part may ask for, how probably, and whether it does so alone and in the form of a question."""

    fact_id: str
    probability: float
    certain: bool


def parts(question: str) -> tuple[Part, ...]:
    """Return the questions within a question, or none when it may reveal nothing (see `gates`)."""
    if gates.speaks_to_the_grader(question) or gates.is_keyword_list(question):
        return ()
    sentences = [sentence.text for sentence in split_sentences(question)]
    clauses = [clause.strip() for sentence in sentences for clause in _JOINT.split(sentence)]
    texts = dict.fromkeys([*clauses, *sentences, question.strip()])
    whole = "?" in question or any(_ASKS.search(sentence) for sentence in sentences)
    return tuple(
        Part(text, whole and not _declines(text)) for text in texts if len(tokens(text)) >= _FEWEST_WORDS
    )  # fmt: skip


def texts_to_embed(task: InterviewTask, questions: Sequence[str]) -> list[str]:
    """Return every text whose vector `match` needs, each once."""
    known = [text for fact in task.facts for text in (*fact.asked, fact.says)]
    return list(dict.fromkeys([*known, *(part.text for question in questions for part in parts(question))]))


def match(
    task: InterviewTask, question: str, index: int, vectors: Mapping[str, Vector], weights: Weights
) -> QuestionMatch:
    """Return the facts a question asks for: for each of its parts the nearest fact, at most two in all."""
    profiles = fact_profiles(task, vectors)
    found = [
        one for part in parts(question) for one in candidates(part, vectors[part.text], profiles, weights.interview)
    ]  # fmt: skip
    found.sort(key=lambda each: -each.probability)
    high, low = weights.interview.high + weights.band, weights.interview.low - weights.band
    revealed = tuple(dict.fromkeys(each.fact_id for each in found if each.certain and each.probability >= high))
    unclear = dict.fromkeys(each.fact_id for each in found if each.probability >= low)
    told = revealed[:MOST_FACTS_PER_QUESTION]
    # A question that brought something to light is not asked back about the rest of its words.
    return QuestionMatch(index, told, () if told else tuple(unclear))


def fact_profiles(task: InterviewTask, vectors: Mapping[str, Vector]) -> tuple[FactProfile, ...]:
    stems = [tuple(content_stems(text) for text in fact.asked) for fact in task.facts]
    counts = [Counter(stem for each in own for stem in each) for own in stems]
    total = sum(counts, Counter[str]())
    return tuple(
        FactProfile(
            fact,
            tuple(vectors[text] for text in fact.asked),
            own,
            vectors[fact.says],
            {stem: count[stem] / (total[stem] + 1) * math.log1p(count[stem]) for stem in count},
        )
        for fact, own, count in zip(task.facts, stems, counts, strict=True)
    )


def candidates(part: Part, vector: Vector, profiles: Sequence[FactProfile], model: Logistic) -> list[Candidate]:
    """Return the fact a part is nearest to, and those it is nearly as near to: alone, it may come to light."""
    rows = features_of(part, vector, profiles)
    nearest = max(row[0] for row in rows)
    near = [(row, profile) for row, profile in zip(rows, profiles, strict=True) if row[0] > nearest - LEAST_LEAD]
    certain = part.asks and len(near) == 1
    return [Candidate(profile.fact.id, model.probability(row), certain) for row, profile in near]


def features_of(part: Part, vector: Vector, profiles: Sequence[FactProfile]) -> list[tuple[float, ...]]:
    """Return the features of `NAMES` for every fact."""
    stems = content_stems(part.text)
    near = [sorted((cosine(vector, asked) for asked in profile.asked), reverse=True) for profile in profiles]
    return [
        (
            near[place][0],
            near[place][1],
            near[place][0] - max((other[0] for at, other in enumerate(near) if at != place), default=0.2),
            max(likeness(stems, own) for own in profile.asked_stems),
            sum(sorted((profile.subject.get(stem, 0.0) for stem in stems), reverse=True)[:2]),
            cosine(vector, profile.says),
        )
        for place, profile in enumerate(profiles)
    ]


def _declines(text: str) -> bool:
    return bool(re.search(r"\bnot? (?:need|want|ask|interested|care|curious)", text.lower())) and "declines" in cues(
        text
    )
