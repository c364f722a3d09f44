"""A reply taken apart: the items it is about, in order and by clause, and the small words that hold them together."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from closeddoor.grading.rephrasing.figures import figure_at
from closeddoor.grading.rephrasing.vocabulary import (
    DETERMINERS,
    DIRECTIONS,
    FREE,
    HINGES,
    NEGATORS,
    OPENERS,
    OPENINGS,
    PAST,
    PERSONS,
    PRESENT,
    QUALIFIERS,
    key_of,
)
from closeddoor.text.sentences import split_sentences

DENIED = 3
"""How many items after a denial it is taken to deny, in its clause."""

_WORD = re.compile(r"[$€£¥]?\d+(?:[.,]\d+)*(?:%|[^\W\d_]*)|[^\W\d_]+(?:'[^\W\d_]+)?|%")
_CLAUSE_END = re.compile(rf"[,;:](?=\s|$)|[()—–]|\s-\s|\bbut\b|(?=\b(?:{'|'.join(sorted(OPENERS))})\b)", re.IGNORECASE)
_SHORT = (
    (re.compile(r"\b(?:cannot|can't)\b"), "can not"), (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"), (re.compile(r"(?<=\w)n't\b"), " not"),
    (re.compile(r"(?<=\w)'ll\b"), " will"), (re.compile(r"(?<!\w)[-−](?=[$€£¥]?\d)"), "minus "),
    (re.compile(r"(?<=\w)'re\b"), " are"), (re.compile(r"(?<=\w)'ve\b"), " have"), (re.compile(r"(?<=\w)'m\b"), " am"),
    (re.compile(r"(?<=\w)'d\b"), " would"),
    (re.compile(r"\b(it|that|there|he|she|what|who|here|where|how)'s\b", re.IGNORECASE), r"\1 is"),
    (re.compile(r"'s\b"), ""), (re.compile(r"\bout of\b", re.IGNORECASE), "of"),
    (re.compile(r"\b(?:have|has|had) to\b"), "must"),
    (re.compile(r"\bthis (year|quarter|month|week|day|morning|time)\b", re.IGNORECASE), r"current \1"),
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A figure, name or word that carries the subject.

    `lead` is the direction before it, `opener` what its clause hangs on the others by, `limits` are those of a figure.
    """

    key: str
    clause: int
    lead: str = ""
    opener: str = ""
    limits: frozenset[str] = frozenset()

    @property
    def is_figure(self) -> bool:
        return self.key.startswith("#")


@dataclass
class Statement:
    """What a reply consists of.

    `sequence` is every item and hinge in order, with its clause; `denied` are the items after a denial; `shares` are
    the clauses that begin with “of” and a figure: they may stand inside another clause.
    """

    items: list[Item] = field(default_factory=list)
    sequence: list[tuple[str, int]] = field(default_factory=list)
    hinges: Counter[str] = field(default_factory=Counter)
    persons: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)
    tenses: set[str] = field(default_factory=set)
    shares: set[int] = field(default_factory=set)


def statement_of(text: str) -> Statement:
    """Return what a reply consists of; openings of talk at its beginning are left out."""
    statement = Statement()
    for clause, (words, is_start) in enumerate(_clauses(without_opening(plain(text)))):
        _read(statement, clause, words, is_sentence=is_start)
    return statement


def plain(text: str) -> str:
    """Return a text with one kind of quotation marks and with what is drawn together written out."""
    written = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    for pattern, instead in _SHORT:
        written = pattern.sub(instead, written)
    return written


def without_opening(text: str) -> str:
    for _ in range(2):
        found = OPENINGS.match(text)
        text = text[found.end() :] if found else text
    return text


def _clauses(text: str) -> Iterator[tuple[list[str], bool]]:
    """Yield the words of each clause as they are written, and whether a sentence begins with it."""
    for sentence in split_sentences(text):
        is_start = True
        for part in _CLAUSE_END.split(sentence.text):
            words = _WORD.findall(part)
            if words:
                yield words, is_start
                is_start = False


def _read(statement: Statement, clause: int, written: Sequence[str], *, is_sentence: bool) -> None:
    words = [word.lower() for word in written]
    at, denied_left = 0, 0
    while at < len(words):
        word, is_name = words[at], written[at][:1].isupper() and not (at == 0 and is_sentence) and written[at] != "I"
        statement.written.add(written[at])
        figure = figure_at(words, at)
        if figure is not None:
            _add(statement, _item(figure.key, clause, words, at), is_denied=denied_left > 0)
            denied_left, at = denied_left - 1, at + figure.words
            continue
        if is_name:
            statement.names.add(written[at])
        if _is_small(statement, word, is_name=is_name):
            if word in HINGES:
                statement.sequence.append((f"~{HINGES[word]}", clause))
            denied_left = DENIED if word in NEGATORS else denied_left
        else:
            _add(statement, _item(key_of(word), clause, words, at), is_denied=denied_left > 0)
            denied_left -= 1
        at += 1
    if words[0] == "of" and any(item.clause == clause and item.is_figure for item in statement.items):
        statement.shares.add(clause)


def _is_small(statement: Statement, word: str, *, is_name: bool) -> bool:
    """Count a small word for what it does; return whether it is one."""
    if is_name:
        return False
    if word in PERSONS:
        if statement.persons[-1:] != [PERSONS[word]]:
            statement.persons.append(PERSONS[word])
    elif word in HINGES:
        statement.hinges[HINGES[word]] += 1
    elif word in FREE:
        statement.tenses |= {"past"} if word in PAST else {"present"} if word in PRESENT else set()
    else:
        return False
    return True


def _add(statement: Statement, item: Item, *, is_denied: bool) -> None:
    statement.items.append(item)
    statement.sequence.append((item.key, item.clause))
    if is_denied:
        statement.denied.add(item.key)


def _item(key: str, clause: int, words: Sequence[str], at: int) -> Item:
    """Return the item at a place with what stands directly before it."""
    before = at
    limits = set[str]()
    while before > 0 and (words[before - 1] in DETERMINERS or words[before - 1] in QUALIFIERS):
        before -= 1
        limits |= {QUALIFIERS[words[before]]} if words[before] in QUALIFIERS else set()
    lead = DIRECTIONS.get(words[before - 1], "") if before else ""
    opener = words[0] if words[0] in OPENERS else ""
    return Item(key, clause, lead, opener, frozenset(limits) if key.startswith("#") else frozenset())
