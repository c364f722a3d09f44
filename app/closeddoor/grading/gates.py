"""Deterministic gates before any likeness is measured: what is certainly no answer, and what may not earn a point.

A gate only ever takes away: what it stops is `not_met` where that is certain (nothing was written, nothing of it is the
participant's own), else at best `unsure`, so that the participant decides and a wrong alarm costs no point.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.grading.material import GradingMaterial
from closeddoor.grading.words import FUNCTION_WORDS, copied_share, function_share, sequences, tokens, word_set

Ceiling = Literal["not_met", "unsure"]

FEWEST_WORDS = 4
"""A text of fewer words is no sentence."""

RUN_LENGTH = 5
COPIED_SHARE = 0.6
"""A sentence is copied when this share of its words lies in runs of five words found in the source."""

FUNCTION_SHARE_OF_LISTS = 0.2
ENGLISH_SHARE = 0.05
FEWEST_WORDS_TO_TELL = 20

_TO_THE_GRADER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip)\b[^.\n]{0,40}\b(?:rubric|instructions?|rules?|criteri(?:a|on)|"
    r"prompts?|checks?|evaluation|guidelines|persona)\b"
    r"|\b(?:mark|grade|score|rate|count|set|label|treat|consider|return|output|answer)\b[^.\n]{0,50}\b(?:as (?:fully )?"
    r"(?:met|correct|satisfied|fulfilled|answered|passed)|full (?:points|marks|score|credit)|met for|verdicts?)\b"
    r"|\b(?:give|award|grant|assign|return)\b[^.\n]{0,30}\b(?:full|maximum|all|every|top|highest|perfect)\b[^.\n]{0,12}"
    r"\b(?:points?|marks?|scores?|credits?|grade)\b"
    r"|\b(?:criteria|criterion|rubric)\b[^.\n]{0,30}\b(?:is|are|was|were|has been|have been) "
    r"(?:to be )?(?:(?:considered|regarded|treated) (?:as )?)?(?:all |fully |hereby )?"
    r"(?:met|satisfied|fulfilled)\b"
    r"|\b(?:this|the|my) (?:answer|text|response|submission|letter|memo) (?:fully )?"
    r"(?:meets|satisfies|fulfils|passes)\b"
    r"[^.\n]{0,30}\b(?:criteri(?:a|on)|rubric|requirements?|points?)\b"
    r"|\byou are (?:now |no longer )?(?:an? |the )?(?:\w+ )?(?:grader|examiner|judge|evaluator|assistant|"
    r"language model|ai|chatbot|persona)\b"
    r"|\byou are no longer\b|\bdo not evaluate\b|\bas (?:the|a|an ai) (?:grader|examiner|evaluator|language model)\b"
    r"|\b(?:system|admin(?:istrator)?|developer) ?(?:prompt|message|override|mode|note)\b"
    r"|^\W*(?:system|assistant|grader|instructions? to the grader) ?:"
    r"|<\|?\/?(?:im_start|im_end|system|user|assistant|s|inst)\|?>|\[/?inst\]|\"(?:verdict|met)\" ?:"
    r"|\b[a-z]+(?:[-_][a-z]+)* ?[:=] ?(?:not_met|met|true)\b"
    r"|\b(?:list|print|reveal|show|tell|repeat|output|disclose)\b[^.\n?]{0,30}\b(?:every(?:thing)?|all|whole|hidden|"
    r"your)\b[^.\n?]{0,25}\b(?:facts?|briefing|instructions?|ids?|secrets?|at once|prompt|rubric|answers|you know)\b"
    r"|\b(?:mark|count) (?:all|every|each)\b[^.\n]{0,30}\b(?:answered|met|correct|revealed|asked)\b",
    re.MULTILINE,
)  # fmt: skip
_TAKEN_BACK = re.compile(
    r"\bnone of (?:the following|the above|these|this)\b"
    r"|\b(?:ignore|disregard|forget) (?:everything|all|what|the above)\b"
    r"|\bwhat (?:we|i) (?:are|am|do|will) not (?:ask|need|want|require|request|look|propos|demand|insist)"
    r"|\bnot (?:ask|asking|looking|requesting|propos\w+)(?: for)?(?: any of)? "
    r"(?:the following|these|the above|any of)\b|\bthe opposite (?:is|of)\b|\bonly (?:joking|kidding)\b"
)  # fmt: skip
_ENGLISH = word_set(
    "the of and to is are was we our it that this for with not would have has you your be by which from"
)
_FOREIGN = word_set(
    "der das und nicht ist für wir sie mit auf ein eine den dem des von zu im auch bitte le la les des et est que nous "
    "pour une dans pas avec vous du sur el los las y para con una por del se il di che per non sono della het een van "
    "niet wij och att som inte det og ikke na w z nie się jest para não uma os"
)
_VERBS = word_set("is are was were be been do does did has have had can could will would shall should may might must")
_LIST_ITEM = re.compile(r"[,;\n•]")


@dataclass(frozen=True)
class Stop:
    """What a gate found: its name, the best verdict that is still possible, and a sentence for the participant."""

    gate: str
    ceiling: Ceiling
    note: str


def speaks_to_the_grader(text: str) -> bool:
    """Return whether a text gives orders about its own marking, or to the persona's machinery."""
    return _TO_THE_GRADER.search(text.replace("’", "'").lower()) is not None


def takes_back(text: str) -> bool:
    """Return whether an answer announces that what it lists is not meant."""
    return _TAKEN_BACK.search(text.replace("’", "'").lower()) is not None


def is_keyword_list(text: str) -> bool:
    """Return whether a text lists subjects instead of saying something: hardly a function word, or many short items."""
    found = tokens(text)
    if len(found) < 5:
        return False
    items = [tokens(item) for item in _LIST_ITEM.split(text)]
    short = [item for item in items if 0 < len(item) <= 4]
    listed = len(short) >= 6 and sum(map(len, short)) >= 0.6 * len(found)
    return listed or (len(found) >= 8 and function_share(text) < FUNCTION_SHARE_OF_LISTS and _no_verb(found))


def is_foreign(text: str) -> bool:
    """Return whether a text has more small words of other languages than of English, or letters of another script."""
    found, letters = tokens(text), [letter for letter in text if letter.isalpha()]
    if sum(letter.isascii() for letter in letters) < 0.9 * len(letters):
        return True
    return sum(token in _FOREIGN for token in found) > sum(token in _ENGLISH for token in found)


def is_english(text: str) -> bool:
    """Return whether a text is English as far as its small words tell; short texts are taken to be."""
    found = tokens(text)
    english = sum(token in _ENGLISH for token in found)
    return not is_foreign(text) and (len(found) < FEWEST_WORDS_TO_TELL or english >= ENGLISH_SHARE * len(found))


class Sources:
    """The runs of words of everything that is not the participant's own: what was given, and the rubric."""

    def __init__(self, task: MemoTask, material: GradingMaterial) -> None:
        rubric = [
            text for each in task.criteria for text in (each.statement, each.why, *each.met, *each.not_met)
        ]  # fmt: skip
        self._given = sequences((task.prompt, *material.given), RUN_LENGTH)
        self._rubric = sequences(rubric, RUN_LENGTH)
        self._short_rubric = frozenset(tokens(text) for text in rubric)

    def given_share(self, text: str) -> float:
        return copied_share(text, self._given, RUN_LENGTH)

    def is_given(self, text: str) -> bool:
        """Return whether this is the prompt or a document again."""
        return self.given_share(text) >= COPIED_SHARE

    def is_rubric(self, text: str) -> bool:
        """Return whether this is a criterion or one of its samples again."""
        return tokens(text) in self._short_rubric or copied_share(text, self._rubric, RUN_LENGTH) >= COPIED_SHARE


NOT_ENGLISH = Stop(
    "language", "unsure",
    "The grader reads English only, and this text seems to be in another language. Each point is for you to decide.",
)  # fmt: skip
EMPTY = Stop("empty", "not_met", "There are no words in this text, so no point was found.")
SHORT = Stop("short", "unsure", "This text is shorter than a sentence, so the grader gives no point for it.")
GIVEN = Stop("given", "not_met", "This text repeats the brief or the documents, so no point was found.")
RUBRIC = Stop("rubric", "unsure", "This text repeats the rubric. The grader cannot tell what is your own.")
TO_GRADER = Stop("instruction", "unsure", "This text speaks to the grader, so the grader gives no point for it.")
LIST = Stop("list", "unsure", "This text lists subjects without saying anything about them, so no point was given.")
TAKEN_BACK = Stop("taken_back", "unsure", "This text takes back what it lists, so the grader gives no point for it.")
OFF_TOPIC = Stop(
    "off_topic", "unsure", "This text seems to be about something else, so the grader gives no point for it."
)  # fmt: skip


def stop_of(text: str, sentences: Sequence[str], sources: Sources) -> Stop | None:
    """Return the first gate that stops a whole answer, if any; `sentences` are those of the answer."""
    gates: tuple[tuple[Stop, Callable[[], bool]], ...] = (
        (EMPTY, lambda: not any(letter.isalpha() for letter in text)),
        (TO_GRADER, lambda: speaks_to_the_grader(text)),
        (TAKEN_BACK, lambda: takes_back(text)),
        (SHORT, lambda: len(tokens(text)) < FEWEST_WORDS),
        (GIVEN, lambda: _most(sentences, sources.is_given)),
        (RUBRIC, lambda: _most(sentences, sources.is_rubric)),
        (NOT_ENGLISH, lambda: is_foreign(text)),
        (LIST, lambda: is_keyword_list(text) or _most(sentences, is_keyword_list)),
        (NOT_ENGLISH, lambda: not is_english(text)),
    )
    return next((stop for stop, stops in gates if stops()), None)


def _most(sentences: Sequence[str], test: Callable[[str], bool]) -> bool:
    """Return whether nine tenths of the words stand in sentences for which `test` holds."""
    total = sum(len(tokens(sentence)) for sentence in sentences)
    hit = sum(len(tokens(sentence)) for sentence in sentences if test(sentence))
    return total > 0 and hit >= 0.9 * total


def _no_verb(found: tuple[str, ...]) -> bool:
    return not any(token in FUNCTION_WORDS and token in _VERBS for token in found)
