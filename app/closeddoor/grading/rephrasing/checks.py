"""The checks themselves, from the cheapest to the dearest; the first fault found is the answer."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from closeddoor.domain.ports import Vector
from closeddoor.grading.gates import is_foreign, speaks_to_the_grader
from closeddoor.grading.rephrasing.statement import Statement, plain, statement_of
from closeddoor.grading.rephrasing.vocabulary import NEVER_NEW
from closeddoor.grading.vectors import cosine
from closeddoor.grading.words import tokens
from closeddoor.text.sentences import split_sentences

Fault = Literal[
    "", "empty", "shape", "length", "character", "language", "figures", "names", "adds", "drops", "denial", "hinges",
    "persons", "tense", "order", "binding", "unlike", "nears_other_fact",
]  # fmt: skip
"""Why a wording is not shown; empty: it may be."""

MOST_LONGER = 1.6
LEAST_SHORTER = 0.6
SPARE_WORDS = 6
"""How many words longer than `MOST_LONGER` allows a wording may be: an opening weighs heavy on a short reply."""

LEAST_OWN_LIKENESS = 0.7
MOST_NEARER = 0.06
"""How much nearer to another fact than the authored reply a sentence may come, as a cosine."""

_MARKS = re.compile(r"[*_#`|<>\[\]{}\\~^]|\n|\r|\t|://|^\s*(?:[-•+]|\d+[.)])\s")
_INVISIBLE = re.compile(r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]")
_OUT_OF_CHARACTER = re.compile(
    r"\b(?:as an ai|an? ai (?:model|assistant)|(?:language|chat) ?(?:model|bot)|chatbot|scenario"
    r"|my (?:instructions|prompt|programming)|role[- ]?play\w*|rephras\w+|paraphras\w+"
    r"|the (?:original|authored) reply)\b",
    re.IGNORECASE,
)


def cleaned(untrusted_reply: str) -> str:
    """Return what a model wrote without the blanks around it, nor one pair of quotation marks around all of it."""
    text = untrusted_reply.strip()
    for first, last in (('"', '"'), ("“", "”")):
        if (
            len(text) > 2
            and text.startswith(first)
            and text.endswith(last)
            and text.count(first) + text.count(last) <= 4
        ):
            inner = text[1:-1]
            if first not in inner and last not in inner:
                return inner.strip()
    return text


def wording_fault(says: str, untrusted_wording: str) -> Fault:
    """Return what keeps a wording from standing for `says`, as far as its words show; it has been `cleaned`."""
    found = _fault_of_form(says, untrusted_wording)
    if found:
        return found
    own, other = statement_of(says), statement_of(untrusted_wording)
    checks: tuple[tuple[Fault, Callable[[Statement, Statement], bool]], ...] = (
        ("figures", _changes_figures), ("names", _changes_names), ("adds", _adds), ("drops", _drops),
        ("denial", _denies_otherwise), ("hinges", _hinges_otherwise), ("persons", _speaks_of_others),
        ("tense", _changes_tense), ("order", _changes_order), ("binding", _binds_otherwise),
    )  # fmt: skip
    return next((fault for fault, is_at_fault in checks if is_at_fault(own, other)), "")


def texts_to_compare(says: str, wording: str, others: Sequence[str]) -> list[str]:
    """Return every text whose vector `meaning_fault` needs, each once; `others` are the texts of the other facts."""
    return list(dict.fromkeys([says, wording, *_sentences(says), *_sentences(wording), *others]))


def meaning_fault(says: str, wording: str, others: Sequence[str], vectors: Mapping[str, Vector]) -> Fault:
    """Return what keeps a wording from being shown as far as its meaning shows, measured by sentence vectors.

    The authored reply itself lies more or less near to the other facts of its interview; a wording comes no nearer.
    """
    if cosine(vectors[says], vectors[wording]) < LEAST_OWN_LIKENESS:
        return "unlike"
    own = [vectors[text] for text in (says, *_sentences(says))]
    said = [vectors[text] for text in (wording, *_sentences(wording))]
    for text in others:
        nearest_own = max(cosine(each, vectors[text]) for each in own)
        if max(cosine(each, vectors[text]) for each in said) > nearest_own + MOST_NEARER:
            return "nears_other_fact"
    return ""


def _sentences(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


def _fault_of_form(says: str, wording: str) -> Fault:
    own_words, words = len(tokens(says)), len(tokens(wording))
    if not words:
        return "empty"
    if _MARKS.search(wording) or _INVISIBLE.search(wording):
        return "shape"
    if any(plain(wording).count(mark) > plain(says).count(mark) for mark in '?!"'):
        return "shape"
    if not LEAST_SHORTER * own_words <= words <= MOST_LONGER * own_words + SPARE_WORDS:
        return "length"
    if (_OUT_OF_CHARACTER.search(wording) and not _OUT_OF_CHARACTER.search(says)) or (
        speaks_to_the_grader(wording) and not speaks_to_the_grader(says)
    ):
        return "character"
    return "language" if is_foreign(wording) and not is_foreign(says) else ""


def _figures(statement: Statement) -> Counter[str]:
    return Counter(item.key for item in statement.items if item.is_figure)


def _changes_figures(own: Statement, other: Statement) -> bool:
    return _figures(own) != _figures(other)


def _changes_names(own: Statement, other: Statement) -> bool:
    """Every name survives as it is written, and no word is made one."""
    return not (own.names <= other.written and other.names <= own.written)


def _adds(own: Statement, other: Statement) -> bool:
    """Return whether an item is new, or stands more often than in the authored reply."""
    return bool(_keys(other) - _keys(own))


def _drops(own: Statement, other: Statement) -> bool:
    return bool(_keys(own) - _keys(other))


def _keys(statement: Statement) -> Counter[str]:
    return Counter(item.key for item in statement.items)


def _denies_otherwise(own: Statement, other: Statement) -> bool:
    return own.denied != other.denied or any(own.hinges[each] != other.hinges[each] for each in ("not", "never"))


def _hinges_otherwise(own: Statement, other: Statement) -> bool:
    return own.hinges != other.hinges


def _speaks_of_others(own: Statement, other: Statement) -> bool:
    return own.persons != other.persons


def _changes_tense(own: Statement, other: Statement) -> bool:
    return bool(own.tenses and other.tenses) and not own.tenses & other.tenses


def _changes_order(own: Statement, other: Statement) -> bool:
    """Return whether items or hinges of a clause have changed places, or the clauses have been mixed.

    Whole clauses may change places; one that names a share (“of 660 drafts”) may move into another. What stands more
    than once is taken to stand in the same order.
    """
    clauses: dict[str, list[int]] = {}
    for key, clause in own.sequence:
        clauses.setdefault(key, []).append(clause)
    places: dict[str, list[int]] = {}
    for place, (key, _) in enumerate(other.sequence):
        places.setdefault(key, []).append(place)
    by_clause: dict[int, list[int]] = {}
    for key, clause in own.sequence:
        by_clause.setdefault(clause, []).append(places[key].pop(0))
    if any(found != sorted(found) for found in by_clause.values()):
        return True
    run = [clauses[key].pop(0) for key, _ in other.sequence]
    run = [clause for clause in run if clause not in own.shares]
    runs = [clause for place, clause in enumerate(run) if place == 0 or run[place - 1] != clause]
    return len(runs) != len(set(runs))


def _binds_otherwise(own: Statement, other: Statement) -> bool:
    """Return whether a figure changed its limits, or an item its direction (from, to, by …) or condition."""
    once = _only_once(own)
    before = {item.key: item for item in own.items if item.key in once}
    for item in other.items:
        known = before.get(item.key)
        if known is None:
            continue
        if (
            item.limits != known.limits
            or item.opener != known.opener
            or (known.lead and item.lead and known.lead != item.lead)
        ):
            return True
        if item.lead in NEVER_NEW and not known.lead:
            return True
        if item.is_figure and "of" in {item.lead, known.lead} and item.lead != known.lead:
            return True
    return False


def _only_once(own: Statement) -> set[str]:
    return {key for key, count in _keys(own).items() if count == 1}
