"""Figures in words or digits, brought to one form: “22” and “twenty-two”, “40%” and “40 percent” are the same."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_PLACES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
UNITS: Mapping[str, int] = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
SCALES: Mapping[str, int] = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9,
}  # fmt: skip
_LETTER_SCALES = ("k", "m", "mn", "bn", "b")
ORDINALS: Mapping[str, str] = {
    word: f"#{value}th"
    for value, word in enumerate(_PLACES, 1)
} | {
    **dict.fromkeys(("half", "halves"), "#half"),
    **dict.fromkeys(("quarter", "quarters"), "#quarter"),
    "thirds": "#3th", "fifths": "#5th", "tenths": "#10th",
    **dict.fromkeys(("twice", "double", "doubled", "doubles"), "#x2"),
    **dict.fromkeys(("triple", "tripled", "thrice"), "#x3"),
    "both": "#both", "pair": "#pair", "couple": "#couple",
}  # fmt: skip
MONEY: Mapping[str, str] = {
    **dict.fromkeys(("$", "dollar", "dollars", "usd"), "$"),
    **dict.fromkeys(("€", "euro", "euros", "eur"), "€"),
    **dict.fromkeys(("£", "pound", "pounds", "gbp"), "£"),
    **dict.fromkeys(("¥", "yen", "jpy"), "¥"),
}
PERCENT = frozenset({"%", "percent", "pct"})

_DIGITS = re.compile(r"([$€£¥]?)(\d+(?:[.,]\d+)*)([^\W\d_]*|%)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True)
class Figure:
    """A figure in its one form, and how many of the words it is written with."""

    key: str
    words: int


def figure_at(words: Sequence[str], place: int) -> Figure | None:
    """Return the figure that begins at `place` of `words` (lower case; digits with sign and ending are one), if any."""
    if words[place] in ORDINALS:
        return Figure(ORDINALS[words[place]], 1)
    if found := _DIGITS.fullmatch(words[place]):
        return _of_digits(words, place, found)
    value, behind = _spelled(words, place)
    if behind == place:
        return None
    return _with_unit(words, place, behind, value, "")


def _of_digits(words: Sequence[str], place: int, found: re.Match[str]) -> Figure:
    sign, digits, ending = found.groups()
    if ending in _ORDINAL_ENDINGS:
        return Figure(f"#{digits}th", 1)
    value = _value(digits)
    if value is None or (ending and ending != "%" and ending not in _LETTER_SCALES):
        return Figure(f"#{words[place]}", 1)  # a code, a version, a date in figures: it has to stay as it is
    if ending in _LETTER_SCALES:
        value *= SCALES[ending]
    behind = place + 1
    while behind < len(words) and words[behind] in SCALES and words[behind] not in _LETTER_SCALES:
        value *= SCALES[words[behind]]
        behind += 1
    return _with_unit(words, place, behind, value, "%" if ending == "%" else MONEY.get(sign, ""))


def _value(digits: str) -> Decimal | None:
    if _GROUPED.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    return Decimal(digits) if _PLAIN.fullmatch(digits) else None


def _spelled(words: Sequence[str], place: int) -> tuple[Decimal, int]:
    """Return the value of the number words from `place` on and the place behind them; the same place without any."""
    total, current, at = 0, 0, place
    while at < len(words):
        word = words[at]
        if word in UNITS and _goes_on(current, UNITS[word], is_first=at == place):
            current += UNITS[word]
        elif word in SCALES and word not in _LETTER_SCALES:
            current = max(1, current) * SCALES[word]
            if SCALES[word] > 100:
                total, current = total + current, 0
        elif not (word == "and" and at > place and words[at - 1] in SCALES and _is_unit(words, at + 1)):
            break
        at += 1
    return Decimal(total + current), at


def _goes_on(current: int, unit: int, *, is_first: bool) -> bool:
    """Return whether a number word goes on with the number before it: “twenty two” does, “two eight” does not."""
    last = current % 100
    return is_first or last == 0 or (last >= 20 and last % 10 == 0 and 0 < unit < 10)


def _is_unit(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at] in UNITS


def _with_unit(words: Sequence[str], place: int, behind: int, value: Decimal, unit: str) -> Figure:
    if not unit and behind < len(words):
        following = words[behind]
        if following in PERCENT:
            unit, behind = "%", behind + 1
        elif following in MONEY:
            unit, behind = MONEY[following], behind + 1
        elif following == "per" and words[behind + 1 : behind + 2] == ["cent"]:
            unit, behind = "%", behind + 2
    return Figure(f"#{_plain(value)}{unit}", behind - place)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
