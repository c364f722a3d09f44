"""A formula as a flat program: no depth of recursion, every step counted.

A value that does not exist is None, and so is whatever rests on it. A list is a tuple of numbers that all exist.
"""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from closeddoor.domain.formula.errors import failing
from closeddoor.domain.formula.functions import Function
from closeddoor.domain.formula.numbers import List, Value, existing
from closeddoor.domain.formula.stack import Stack

MOST_EXPONENT = 64
MOST_REPEATS = 100

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


class Instruction(Protocol):
    def do(self, stack: Stack) -> int:
        """Do it; return how many of the instructions that follow are skipped."""
        ...


Program = Sequence[Instruction]


def run(program: Program, names: Mapping[str, float]) -> float | None:
    """Return what a program comes to; None when that does not exist. Raises `FormulaError` when it fails."""
    stack = Stack(names)
    place = 0
    while place < len(program):
        place += 1 + program[place].do(stack)
    value = stack.take_number()
    return None if value is None else value + 0.0  # no negative zero


@dataclass(frozen=True, slots=True)
class Push:
    number: float

    def do(self, stack: Stack) -> int:
        stack.values.append(self.number)
        return 0


@dataclass(frozen=True, slots=True)
class Load:
    name: str

    def do(self, stack: Stack) -> int:
        stack.values.append(existing(float(stack.names[self.name])))
        return 0


@dataclass(frozen=True, slots=True)
class Negate:
    def do(self, stack: Stack) -> int:
        stack.count_steps(1)
        value = stack.take_number()
        stack.values.append(None if value is None else -value)
        return 0


@dataclass(frozen=True, slots=True)
class Apply:
    """One of + - * / ** to the two topmost values."""

    sign: str

    def do(self, stack: Stack) -> int:
        stack.count_steps(1)
        right, left = stack.values.pop(), stack.values.pop()
        value: Value = None
        if isinstance(left, float) and isinstance(right, float):
            value = _calculated(self.sign, left, right)
        elif left is not None and right is not None:
            value = _list_of(left, right, stack)
        stack.values.append(value)
        return 0


@dataclass(frozen=True, slots=True)
class Compare:
    """`a < b <= c` holds when every comparison in it does; 1 or 0."""

    signs: tuple[str, ...]

    def do(self, stack: Stack) -> int:
        stack.count_steps(len(self.signs))
        numbers = [value for value in stack.take(len(self.signs) + 1) if isinstance(value, float)]
        holds: float | None = None
        if len(numbers) > len(self.signs):
            pairs = zip(self.signs, pairwise(numbers), strict=True)
            holds = float(all(COMPARISONS[sign](*pair) for sign, pair in pairs))
        stack.values.append(holds)
        return 0


@dataclass(frozen=True, slots=True)
class MakeList:
    length: int

    def do(self, stack: Stack) -> int:
        stack.count_steps(self.length)
        numbers = tuple(value for value in stack.take(self.length) if isinstance(value, float))
        stack.values.append(numbers if len(numbers) == self.length else None)
        return 0


@dataclass(frozen=True, slots=True)
class Call:
    function: Function
    arguments: int

    def do(self, stack: Stack) -> int:
        stack.count_steps(1)
        values = stack.take(self.arguments)
        result: float | None = None
        if all(value is not None for value in values):
            result = self.function.compute(stack.count_terms, *values)
        stack.values.append(result if result is None else existing(result))
        return 0


@dataclass(frozen=True, slots=True)
class Branch:
    """Skip `otherwise` instructions when the condition is 0, and `end` when it does not exist."""

    otherwise: int
    end: int

    def do(self, stack: Stack) -> int:
        stack.count_steps(1)
        condition = stack.take_number()
        if condition is None:
            stack.values.append(None)
            return self.end
        return 0 if condition else self.otherwise


@dataclass(frozen=True, slots=True)
class Jump:
    length: int

    def do(self, stack: Stack) -> int:  # noqa: ARG002 - as every instruction
        return self.length


def _calculated(sign: str, left: float, right: float) -> float | None:
    match sign:
        case "+":
            return existing(left + right)
        case "-":
            return existing(left - right)
        case "*":
            return existing(left * right)
        case "/":
            return existing(left / right) if right else None
        case _:
            return _power(left, right)


def _power(base: float, exponent: float) -> float | None:
    if exponent > MOST_EXPONENT:
        raise failing(f"has the exponent {exponent:g}; at most {MOST_EXPONENT} is allowed.")
    try:
        return math.pow(base, exponent)
    except (OverflowError, ValueError):  # beyond all doubles, or no real number
        return None


def _list_of(left: List | float, right: List | float, stack: Stack) -> List:
    """Return two lists joined, or a list repeated; the grammar let nothing else through."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        stack.count_steps(len(left) + len(right))
        return left + right
    values, times = (left, right) if isinstance(left, tuple) else (right, left)
    if isinstance(times, tuple) or not isinstance(values, tuple):
        raise TypeError(type(times))
    if not times.is_integer() or not 0 <= times <= MOST_REPEATS:
        raise failing(f"repeats a list {times:g} times; it must be a whole number up to {MOST_REPEATS}.")
    stack.count_steps(len(values) * int(times))
    return values * int(times)
