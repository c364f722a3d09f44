"""A ledger of every number that a participant reads in a scenario: premises, and what follows from them.

A script per scenario (`numbers/<pack>/test_<scenario>.py`) says of each number where it comes from. A number that no
line of the script accounts for is an error, so a figure cannot be edited in one place and forgotten in another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.packs import read_pack

PACKS = Path(__file__).resolve().parents[2] / "scenarios"

_CLAUSE = re.compile(r"(?m)^(?:[A-Z]\.\d+(?:\.\d+)*|\d+(?:\.\d+)+|\d+\.|[A-Z]\d+)(?= [^a-z\s])")
_REFERENCE = re.compile(
    r"\b(?:clauses?|sections?|annex|annexes|appendix|articles?|tables?|pages?|paragraphs?|items?|figures?|notes?|steps?)"
    r" [A-Z]?\.?\d+(?:\.\d+)*(?:(?:, | and | to )[A-Z]?\.?\d+(?:\.\d+)*)*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,])(?:RM?)?"  # rand and ringgit stand before their figure like a letter of a word
    r"(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?:\s?(?P<scale>m|mn|million|bn|billion|k)\b)?"
)
_SCALE = {"m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "k": 1e3, None: 1.0}
_DATE = re.compile(
    r"(?:(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+)|(?P<us_month>[A-Z][a-z]+) (?P<us_day>\d{1,2}))(?:,? (?P<year>\d{4}))?"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")


@dataclass
class Ledger:
    """The texts of one scenario by name, white space folded, and which places in them are accounted for."""

    texts: dict[str, str]
    accounted: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def given(self, phrase: str, nth: int = 1) -> float:
        """Return the `nth` number of a phrase that stands in the texts, every number of which is a premise."""
        self._account_for(phrase)
        return _numbers(phrase)[nth - 1].value

    def follows(self, phrase: str, value: float, nth: int = 1, within: float = 0.0) -> float:
        """Check the `nth` number of a phrase against `value`, as exactly as it is written; return `value`.

        `within` is a share by which the text may round further ("about 280,000"). Other numbers of the phrase need a
        line of their own: only this one is accounted for.
        """
        number = _numbers(phrase)[nth - 1]
        self._account_for(phrase, number)
        slack = max(number.half_unit, abs(value) * within) * (1 + 1e-9)
        assert abs(number.value - value) <= slack, f"“{phrase}” says {number.value:,}; it follows {value:,}"
        return value

    def day(self, phrase: str, year: int = 2026) -> date:
        """Account for a date, whose weekday, where it has one, must be right; `year` is for one written without."""
        self._account_for(phrase)
        found = _DATE.search(phrase)
        assert found, f"“{phrase}” is no date such as “Thursday 3 December 2026” or “December 3, 2026”"
        month = _MONTHS.index(found["month"] or found["us_month"]) + 1
        day = date(int(found["year"] or year), month, int(found["day"] or found["us_day"]))
        if found["weekday"]:
            assert _WEEKDAYS[day.weekday()] == found["weekday"], f"“{phrase}” was a {day:%A}"
        return day

    def name(self, *phrases: str) -> None:
        """Account for numbers that count nothing: names, standards, versions, numbers of contracts, times of day."""
        for phrase in phrases:
            self._account_for(phrase)

    def unaccounted(self) -> list[str]:
        """Return each number of which nothing was said, with what stands around it."""
        return [
            f"{name}: …{text[max(0, number.start - 40) : number.end + 30]}…"
            for name, text in self.texts.items()
            for number in _numbers(text)
            if not any(start < number.end and number.start < end for start, end in self.accounted.get(name, []))
        ]

    def _account_for(self, phrase: str, number: "Number | None" = None) -> None:
        folded = " ".join(phrase.split())
        first, last = (number.start, number.end) if number else (0, len(folded))
        found = False
        for name, text in self.texts.items():
            for place in re.finditer(rf"(?<!\w){re.escape(folded)}(?!\w)", text):
                found = True
                self.accounted.setdefault(name, []).append((place.start() + first, place.start() + last))
        assert found, f"“{folded}” stands in none of {', '.join(self.texts)}"


@dataclass(frozen=True)
class Number:
    """A number with its place; `half_unit` is half of its last written digit, in units of `value`."""

    start: int
    end: int
    value: float
    half_unit: float


def _numbers(text: str) -> list[Number]:
    return [_number(found) for found in _NUMBER.finditer(" ".join(text.split()))]


def _number(found: re.Match[str]) -> Number:
    digits, scale = found["digits"].replace(",", ""), _SCALE[found["scale"]]
    decimals = len(digits.partition(".")[2])
    return Number(found.start("digits"), found.end("digits"), float(digits) * scale, 0.5 * 10.0**-decimals * scale)


def ledger_of(pack: str, scenario_id: str) -> Ledger:
    """Open the ledger of a built-in scenario: role, situation, documents, and what its people say in interviews."""
    scenario = read_pack(PACKS / pack).scenario(scenario_id)
    assert scenario is not None
    return Ledger({name: _without_clause_numbers(text) for name, text in _texts(scenario)})


def _texts(scenario: Scenario) -> Iterator[tuple[str, str]]:
    yield "role", scenario.role
    yield "situation", scenario.situation
    yield from ((document.id, document.displayed) for document in scenario.documents)
    interviews = (task for task in scenario.tasks if isinstance(task, InterviewTask))
    for task in interviews:
        yield f"{task.id}.opening", task.persona.opening
        yield from ((f"{task.id}.{fact.id}", fact.says) for fact in task.facts)


def _without_clause_numbers(text: str) -> str:
    return " ".join(_REFERENCE.sub(" ", _CLAUSE.sub(" ", text)).split())
