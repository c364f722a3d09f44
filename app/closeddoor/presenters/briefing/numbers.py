"""Numbers as people write them: comma or point for decimals; what could be read in two ways is asked back.

What is shown is written as the documents write it: commas between thousands, a point before decimals.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from closeddoor.domain.document import Document
from closeddoor.language import tr

SPACES = " \u00a0\u2009\u202f'\u2019"
MINUS = "\u2212"
LONGEST_FIGURE = 1e15

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "CHF": "CHF", "R": "R", "S$": "S$"}
"""The sign of a currency by the word that a unit begins with: no other sign is taken for that unit."""

SCALES = {"k": 1_000, "m": 1_000_000}

_AMBIGUOUS = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+")
_SPACED = re.compile(rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]*)?")
_COMMAS = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]*|(?:,[0-9]{3}){2,})")
_POINTS = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]*|(?:\.[0-9]{3}){2,})")
_LEADING_ZERO = re.compile(rf"0[{SPACES}]?[0-9]|0[.,][0-9]+[.,][0-9]")
_SCALED_UNIT = re.compile(r"hundred|thousand|million|billion|\b(?:k|m|mio|mn|bn)\b|[0-9]", re.IGNORECASE)
_THINGS = re.compile(r"[a-z]{4,}")

_OTHERWISE = (
    re.compile(r",(?<=[0-9],)[0-9]{1,2}(?![0-9]|,[0-9])"),  # 3,5 per cent
    re.compile(r"\.(?<=[0-9]\.)(?<!\b0\.)[0-9]{3}(?![0-9])"),  # 105.600 euros; not 0.125
)


@dataclass(frozen=True)
class Notation:
    """What the place of a figure says about it: the unit beside its field, and whether thousands stand with commas."""

    unit: str = ""
    has_commas: bool = False


NOTHING_KNOWN = Notation()


@dataclass(frozen=True)
class Reading:
    """What was typed, as a number; None with the sentence that says why it is none, or with none for an empty field."""

    value: float | None = None
    problem: str = ""


def has_commas(documents: Iterable[Document]) -> bool:
    """Return whether a comma between thousands is beyond doubt: every page writes it so, and no document otherwise."""
    return not any(written.search(document.displayed) for document in documents for written in _OTHERWISE)


def read_number(text: str, notation: Notation = NOTHING_KNOWN) -> Reading:
    """Read one number. `1,250` is 1250 to one and 1.25 to another: neither is assumed where `notation` leaves doubt.

    A currency sign, `%`, `k` and `m` are understood where the unit leaves no doubt what they mean.
    """
    typed = text.strip()
    if not typed:
        return Reading()
    sign, digits, scale = _parts(typed, notation.unit)
    ambiguous = _AMBIGUOUS.fullmatch(digits)
    if ambiguous and notation.has_commas and ambiguous[2] == ",":
        digits = digits.replace(",", "")
    elif ambiguous:
        return Reading(problem=_asked_back(typed, sign, scale, ambiguous))
    if _LEADING_ZERO.match(digits):
        return Reading(problem=tr("“{typed}” begins with a zero. Write the figure without it.", typed=typed[:40]))
    plain = _without_groups(digits)
    value = float(Decimal(sign + plain) * SCALES.get(scale.lower(), 1)) if plain else None
    if value is None or not isfinite(value):
        return Reading(
            problem=tr(
                "“{typed}” is not a number. Write figures only; the unit stands beside the field.", typed=typed[:40]
            )
        )
    return Reading(value + 0.0)  # a minus zero is zero


def typed_figure(value: float) -> str:
    """Return a number as one would type it, exactly: `read_number` reads it back."""
    text = f"{Decimal(repr(value + 0.0)):f}"
    return _unmistakable(text.removesuffix(".0"))


def shown_figure(value: float) -> str:
    """Return a given number to look at, with its digits in groups of three where there are many."""
    if abs(value) >= LONGEST_FIGURE:
        return f"{value:.3g}".replace("-", MINUS)
    text = f"{Decimal(f'{value + 0.0:.12g}'):f}"
    whole, point, decimals = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole[0] == "-" else ("", whole)
    return (f"{sign}{int(digits):,}" + point + decimals).replace("-", MINUS)


def result_figure(value: float | None) -> str:
    """Return a worked-out number, rounded to what can be compared at a glance; `none` where it does not exist."""
    if value is None:
        return "none"
    if abs(value) >= 1000:
        return shown_figure(round(value))
    if abs(value) >= 1 or value == 0:
        return shown_figure(round(value, 2))
    return shown_figure(float(f"{value:.3g}"))


def _parts(typed: str, unit: str) -> tuple[str, str, str]:
    """Return sign, digits, and `k` or `m` where that multiplies; what is not understood stays with the digits."""
    sign, digits = _signed(typed)
    if unit.startswith("%"):
        return sign, digits.removesuffix("%").rstrip(), ""
    if not unit or _SCALED_UNIT.search(unit):
        return sign, digits, ""
    currency = unit.split(maxsplit=1)[0]
    bare = _without_currency(digits, currency)
    if bare != digits and not sign:
        sign, bare = _signed(bare)
    last = bare[-1:]
    is_scaled = last.lower() in SCALES if currency in SIGNS else last == "k" and _THINGS.match(unit)
    return (sign, bare[:-1].rstrip(), last) if is_scaled else (sign, bare, "")


def _signed(typed: str) -> tuple[str, str]:
    return ("-", typed[1:].lstrip()) if typed[:1] in ("-", MINUS) else ("", typed.removeprefix("+"))


def _without_currency(digits: str, currency: str) -> str:
    for name in (currency, SIGNS[currency]) if currency in SIGNS else ():
        digits = digits.removeprefix(name).removesuffix(name).strip()
    return digits


def _asked_back(typed: str, sign: str, scale: str, ambiguous: re.Match[str]) -> str:
    whole, _, decimals = ambiguous.groups()
    either = tr(
        "{sign}{whole}{decimals}{scale} or {sign}{unmistakable}{scale}",
        sign=sign,
        whole=whole,
        decimals=decimals,
        unmistakable=_unmistakable(f"{whole}.{decimals}"),
        scale=scale,
    )
    return tr("“{typed}” can be read in two ways. Write {either}.", typed=typed, either=either)


def _without_groups(digits: str) -> str:
    """Return a number as Python reads it, empty for what is none."""
    if _COMMAS.fullmatch(digits):
        return digits.replace(",", "")
    if _POINTS.fullmatch(digits):
        return digits.replace(".", "").replace(",", ".")
    if _SPACED.fullmatch(digits):
        digits = re.sub(f"[{SPACES}]", "", digits)
    return digits.replace(",", ".") if _PLAIN.fullmatch(digits) else ""


def _unmistakable(decimal: str) -> str:
    """Return a decimal so that its point is not taken for one between thousands: 1.25, and 1.2340 for 1.234."""
    if "." not in decimal:
        return decimal
    shorter = decimal.rstrip("0").removesuffix(".")
    return f"{shorter}0" if _AMBIGUOUS.fullmatch(shorter.removeprefix("-")) else shorter
