"""A formula as a flat program for a stack: no depth of recursion, every step counted.

A value that does not exist is None, and so is whatever rests on it. A list is a tuple of numbers that all exist.
"""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from closeddoor.domain.formula.errors import failing
from closeddoor.domain.formula.functions import Function
from closeddoor.domain.formula.numbers import List, Value, existing

MOST_STEPS = 10_000
MOST_EXPONENT = 64
MOST_REPEATS = 100

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Push:
    number: float


@dataclass(frozen=True, slots=True)
class Load:
    name: str


@dataclass(frozen=True, slots=True)
class Negate:
    pass


@dataclass(frozen=True, slots=True)
class Apply:
    """One of + - * / ** to the two topmost values."""

    sign: str


@dataclass(frozen=True, slots=True)
class Compare:
    """`a < b <= c` holds when every comparison in it does; 1 or 0."""

    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MakeList:
    length: int


@dataclass(frozen=True, slots=True)
class Call:
    function: Function
    arguments: int


@dataclass(frozen=True, slots=True)
class Branch:
    """Skip `otherwise` instructions when the condition is 0, and `end` when it does not exist."""

    otherwise: int
    end: int


@dataclass(frozen=True, slots=True)
class Jump:
    length: int


Instruction = Push | Load | Negate | Apply | Compare | MakeList | Call | Branch | Jump
Program = Sequence[Instruction]


def run(program: Program, names: Mapping[str, float]) -> float | None:
    """Return what a program comes to; None when that does not exist. Raises `FormulaError` when it fails."""
    machine = _Machine(names)
    place = 0
    while place < len(program):
        place += 1 + machine.do(program[place])
    value = machine.pop()
    return None if isinstance(value, tuple) or value is None else value + 0.0  # no negative zero


class _Machine:
    def __init__(self, names: Mapping[str, float]) -> None:
        self._names = names
        self._stack: list[Value] = []
        self._steps = 0

    def pop(self) -> Value:
        return self._stack.pop()

    def do(self, instruction: Instruction) -> int:
        """Do one instruction; return how many of those that follow are skipped."""
        skipped = 0
        match instruction:
            case Push(number):
                self._stack.append(number)
            case Load(name):
                self._stack.append(self._names[name])
            case Apply(sign):
                self._apply(sign)
            case Negate():
                self._count(1)
                value = self._number()
                self._stack.append(None if value is None else -value)
            case Compare(signs):
                self._compare(signs)
            case MakeList(length):
                self._make_list(length)
            case Call(function, arguments):
                self._call(function, arguments)
            case Branch(otherwise, end):
                skipped = self._branch(otherwise, end)
            case Jump(length):
                skipped = length
        return skipped

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise failing(f"takes more than {MOST_STEPS:,} steps.")

    def _take(self, count: int) -> list[Value]:
        taken = self._stack[len(self._stack) - count :]
        del self._stack[len(self._stack) - count :]
        return taken

    def _number(self) -> float | None:
        value = self._stack.pop()
        return None if isinstance(value, tuple) else value

    def _apply(self, sign: str) -> None:
        self._count(1)
        right, left = self._stack.pop(), self._stack.pop()
        value: Value = None
        if left is not None and right is not None:
            if isinstance(left, tuple):
                value = self._joined(left, right)
            elif isinstance(right, tuple):
                value = self._repeated(right, left)
            else:
                value = _calculated(sign, left, right)
        self._stack.append(value)

    def _joined(self, left: List, right: List | float) -> List:
        if not isinstance(right, tuple):
            return self._repeated(left, right)
        self._count(len(left) + len(right))
        return left + right

    def _repeated(self, values: List, times: float) -> List:
        if not times.is_integer() or not 0 <= times <= MOST_REPEATS:
            raise failing(f"repeats a list {times:g} times; it must be a whole number up to {MOST_REPEATS}.")
        self._count(len(values) * int(times))
        return values * int(times)

    def _compare(self, signs: tuple[str, ...]) -> None:
        self._count(len(signs))
        numbers = [value for value in self._take(len(signs) + 1) if isinstance(value, float)]
        if len(numbers) <= len(signs):
            self._stack.append(None)
            return
        pairs = zip(signs, pairwise(numbers), strict=True)
        self._stack.append(float(all(COMPARISONS[sign](*pair) for sign, pair in pairs)))

    def _make_list(self, length: int) -> None:
        self._count(length)
        numbers = tuple(value for value in self._take(length) if isinstance(value, float))
        self._stack.append(numbers if len(numbers) == length else None)

    def _call(self, function: Function, arguments: int) -> None:
        self._count(1)
        values = self._take(arguments)
        result = None if any(value is None for value in values) else function.compute(*values)
        self._stack.append(result if result is None else existing(result))

    def _branch(self, otherwise: int, end: int) -> int:
        self._count(1)
        condition = self._number()
        if condition is None:
            self._stack.append(None)
            return end
        return 0 if condition else otherwise


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
