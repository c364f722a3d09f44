"""Numbers as people write them: comma or point for decimals; what could be read in two ways is asked back."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from closeddoor.language import tr

SPACES = " \u00a0\u2009\u202f'\u2019"
MINUS = "\u2212"
GROUPED_FROM = 10_000
LONGEST_FIGURE = 1e15

_AMBIGUOUS = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+")
_SPACED = re.compile(rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?:[.,][0-9]*)?")
_COMMAS = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]*|(?:,[0-9]{3}){2,})")
_POINTS = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]*|(?:\.[0-9]{3}){2,})")


@dataclass(frozen=True)
class Reading:
    """What was typed, as a number; None with the sentence that says why it is none, or with none for an empty field."""

    value: float | None = None
    problem: str = ""


def read_number(text: str) -> Reading:
    """Read one number. `1,250` is 1250 to one reader and 1.25 to another, so neither is assumed."""
    typed = text.strip()
    if not typed:
        return Reading()
    sign, digits = ("-", typed[1:]) if typed[0] in ("-", MINUS) else ("", typed.removeprefix("+"))
    ambiguous = _AMBIGUOUS.fullmatch(digits)
    if ambiguous:
        whole, _, decimals = ambiguous.groups()
        either = tr(
            "{sign}{whole}{decimals} or {sign}{unmistakable}",
            sign=sign,
            whole=whole,
            decimals=decimals,
            unmistakable=_unmistakable(f"{whole}.{decimals}"),
        )
        return Reading(problem=tr("“{typed}” can be read in two ways. Write {either}.", typed=typed, either=either))
    plain = _without_groups(digits)
    value = float(sign + plain) if plain else None
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
    shown = _grouped(int(whole)) if abs(value) >= GROUPED_FROM else whole
    return (shown + point + decimals).replace("-", MINUS)


def result_figure(value: float | None) -> str:
    """Return a worked-out number, rounded to what can be compared at a glance; `none` where it does not exist."""
    if value is None:
        return "none"
    if abs(value) >= 1000:
        return shown_figure(round(value))
    if abs(value) >= 1 or value == 0:
        return shown_figure(round(value, 2))
    return shown_figure(float(f"{value:.3g}"))


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


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", "\u00a0")
