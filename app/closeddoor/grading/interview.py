"""Which facts a question asks for: pure functions from question, task and sentence vectors to matches."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from closeddoor.domain.ports import Vector
from closeddoor.domain.tasks.interview import MOST_FACTS_PER_QUESTION, Fact, InterviewTask
from closeddoor.domain.verdicts import QuestionMatch
from closeddoor.grading import gates
from closeddoor.grading.contrast import OWN_MET, OWN_NOT_MET, Contrast, contrasts, shared_out
from closeddoor.grading.cues import cues
from closeddoor.grading.features import LEAST_LIKENESS, Sample, kernel, sample, subject, subject_weights
from closeddoor.grading.vectors import cosine
from closeddoor.grading.weights import Logistic, Weights
from closeddoor.grading.words import likeness, tokens
from closeddoor.text.sentences import split_sentences

NAMES = ("likeness", "second", "lead", "words", "subject", "says", "contrast", "contrast_lead")
"""The features of a part of a question and a fact, in order."""

_CONTRAST, _CONTRAST_LEAD = NAMES.index("contrast"), NAMES.index("contrast_lead")

LEAST_CONTRAST = -0.1
"""A fact comes to light only where the contrast leans to it as far as this: small talk leans to none."""

HEARD_PER_PART = 2
"""How many facts a part of a question may be asked back about: its most probable ones."""

SMALL_TALK = (
    "How are you today?",
    "Thank you for taking the time.",
    "Did you have a good journey?",
    "What is the weather like where you are?",
    "How long have you been working there?",
    "Shall we have lunch some time?",
    "Can you hear me well?",
    "What do you think of our offices?",
    "Is there anything you would like to ask me?",
    "How is the family?",
)
"""What every question is told apart from beside the questions for other facts, however few facts there are."""

MOST_SAMPLES = 10
"""How many questions for a fact the contrast looks at: its cost grows with their cube."""

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
_SEVERAL = re.compile(r"\b(?:and|or|also)\b|[,;]", re.IGNORECASE)


@dataclass(frozen=True)
class FactProfile:
    """A fact as the matcher sees it; `subject` weighs the word stems typical of its questions."""

    fact: Fact
    asked: tuple[Sample, ...]
    says: Sample
    subject: Mapping[str, float]
    contrast: Contrast


@dataclass(frozen=True)
class FactSheet:
    """The facts of an interview as the matcher sees them, and the texts that their contrasts are between.

    `nothing` is the contrast of small talk, which asks for no fact.
    """

    profiles: tuple[FactProfile, ...]
    nothing: Contrast
    contrasted: tuple[Sample, ...]


@dataclass(frozen=True)
class Part:
    """A part of a question that may ask for a fact of its own; one that asks nothing reveals nothing."""

    text: str
    asks: bool


@dataclass(frozen=True)
class Candidate:
    """A fact that a part may ask for, how probably, and whether it may come to light by it."""

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


def texts_of_sheet(task: InterviewTask) -> list[str]:
    """Return every text whose vector `fact_sheet` needs, each once."""
    return list(dict.fromkeys([*(text for fact in task.facts for text in (*fact.asked, fact.says)), *SMALL_TALK]))


def match(
    question: str, index: int, sheet: FactSheet, vectors: Mapping[str, Vector], weights: Weights
) -> QuestionMatch:  # fmt: skip
    """Return the facts a question asks for; `vectors` holds those of its parts."""
    asked, ids = parts(question), [profile.fact.id for profile in sheet.profiles]
    found = [
        candidates(part, features_of(part, vectors[part.text], sheet), ids, weights.interview) for part in asked
    ]  # fmt: skip
    return matched(question, index, found, weights)


def matched(question: str, index: int, found: Sequence[Sequence[Candidate]], weights: Weights) -> QuestionMatch:
    """Return what follows from the candidates of a question's parts: at most two facts come to light.

    A plain question that brought something to light is not asked back about the rest of its words.
    """
    high, low = weights.interview.high + weights.band, weights.interview.low - weights.band
    told = _ids(each for part in found for each in part if each.certain and each.probability >= high)
    told = told[:MOST_FACTS_PER_QUESTION]
    heard = _ids(each for part in found for each in part[:HEARD_PER_PART] if each.probability >= low)
    asks_more = len(found) > 1 or _SEVERAL.search(question) is not None
    is_answered = len(told) == MOST_FACTS_PER_QUESTION or (len(told) > 0 and not asks_more)
    return QuestionMatch(index, told, () if is_answered else tuple(each for each in heard if each not in told))


def fact_sheet(task: InterviewTask, vectors: Mapping[str, Vector]) -> FactSheet:
    """Return the facts of a task made ready; `vectors` holds those of `texts_of_sheet`."""
    asked = [tuple(sample(text, vectors[text]) for text in fact.asked) for fact in task.facts]
    says = [sample(fact.says, vectors[fact.says]) for fact in task.facts]
    counts = [Counter(stem for each in own for stem in each.stems) for own in asked]
    total = sum(counts, Counter[str]())
    nothing = len(task.facts)
    idle = [sample(text, vectors[text]) for text in SMALL_TALK]
    known = shared_out([*((said, *own[:MOST_SAMPLES]) for said, own in zip(says, asked, strict=True)), idle])
    contrasted = tuple(each for _, each in known)
    sides = [[OWN_MET if at == place else OWN_NOT_MET for at, _ in known] for place in range(nothing + 1)]
    *solved, of_nothing = contrasts([[kernel(one, other) for other in contrasted] for one in contrasted], sides)
    every = zip(task.facts, asked, says, counts, solved, strict=True)
    profiles = (
        FactProfile(one, own, said, subject_weights(count, total), side) for one, own, said, count, side in every
    )
    return FactSheet(tuple(profiles), of_nothing, contrasted)


def candidates(
    part: Part, rows: Sequence[Sequence[float]], ids: Sequence[str], model: Logistic
) -> list[Candidate]:  # fmt: skip
    """Return every fact with how probably a part asks for it, the most probable first; `rows` are `features_of`."""
    found = [
        Candidate(fact_id, model.probability(row), may_reveal(part, row))
        for fact_id, row in zip(ids, rows, strict=True)
    ]  # fmt: skip
    return sorted(found, key=lambda each: -each.probability)


def may_reveal(part: Part, row: Sequence[float]) -> bool:
    """Return whether a part that leans to a fact more than to any other may bring it to light; `row` is of `NAMES`."""
    return part.asks and row[_CONTRAST_LEAD] > 0 and row[_CONTRAST] >= LEAST_CONTRAST


def features_of(part: Part, vector: Vector, sheet: FactSheet) -> list[tuple[float, ...]]:
    """Return the features of `NAMES` for every fact."""
    asked = sample(part.text, vector)
    alike = [kernel(asked, each) for each in sheet.contrasted]
    sides = [profile.contrast.of(alike) for profile in sheet.profiles]
    nothing = sheet.nothing.of(alike)
    near = [sorted((cosine(vector, each.vector) for each in one.asked), reverse=True) for one in sheet.profiles]
    best = [row[0] for row in near]
    return [
        (
            near[place][0],
            near[place][1],
            best[place] - max([*best[:place], *best[place + 1 :]], default=LEAST_LIKENESS),
            max(likeness(asked.stems, each.stems) for each in profile.asked),
            subject(asked, profile.subject),
            cosine(vector, profile.says.vector),
            sides[place],
            sides[place] - max([nothing, *sides[:place], *sides[place + 1 :]]),
        )
        for place, profile in enumerate(sheet.profiles)
    ]


def _ids(found: Iterable[Candidate]) -> tuple[str, ...]:
    """Return the facts of candidates, each once, the most probable first and the earlier in the list on a tie."""
    return tuple(dict.fromkeys(each.fact_id for each in sorted(found, key=lambda each: -each.probability)))


def _declines(text: str) -> bool:
    return bool(re.search(r"\bnot? (?:need|want|ask|interested|care|curious)", text.lower())) and "declines" in cues(
        text
    )
