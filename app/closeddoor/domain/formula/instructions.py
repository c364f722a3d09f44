"""A formula as a flat program: no depth of recursion, every step counted.

A value that does not exist is None, and so is whatever rests on it. A list is a tuple of numbers that all exist.
Instructions are closures: nine classes of them would cost every start of a command 12 ms.
"""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from closeddoor.domain.formula.errors import failing
from closeddoor.domain.formula.functions import Function
from closeddoor.domain.formula.numbers import List, Value, existing
from closeddoor.domain.formula.stack import Stack

MOST_EXPONENT = 64
MOST_REPEATS = 100

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


Instruction = Callable[[Stack], int]
"""Does something to the stack and returns how many of the instructions that follow are skipped."""

Program = Sequence[Instruction]


def run(program: Program, names: Mapping[str, float]) -> float | None:
    """Return what a program comes to; None when that does not exist. Raises `FormulaError` when it fails."""
    stack = Stack(names)
    place = 0
    while place < len(program):
        place += 1 + program[place](stack)
    value = stack.take_number()
    return None if value is None else value + 0.0  # no negative zero


def push(number: float) -> Instruction:
    def do(stack: Stack) -> int:
        stack.values.append(number)
        return 0

    return do


def load(name: str) -> Instruction:
    def do(stack: Stack) -> int:
        stack.values.append(existing(float(stack.names[name])))
        return 0

    return do


def negate(stack: Stack) -> int:
    """Be an instruction itself: there is only one of this kind."""
    stack.count_steps(1)
    value = stack.take_number()
    stack.values.append(None if value is None else -value)
    return 0


def apply(sign: str) -> Instruction:
    """Return the instruction for one of + - * / ** on the two topmost values."""

    def do(stack: Stack) -> int:
        stack.count_steps(1)
        right, left = stack.values.pop(), stack.values.pop()
        value: Value = None
        if isinstance(left, float) and isinstance(right, float):
            value = _calculated(sign, left, right)
        elif left is not None and right is not None:
            value = _list_of(left, right, stack)
        stack.values.append(value)
        return 0

    return do


def compare(signs: Sequence[str]) -> Instruction:
    """Return the instruction for `a < b <= c`, which holds when every comparison in it does; 1 or 0."""

    def do(stack: Stack) -> int:
        stack.count_steps(len(signs))
        numbers = [value for value in stack.take(len(signs) + 1) if isinstance(value, float)]
        holds: float | None = None
        if len(numbers) > len(signs):
            pairs = zip(signs, pairwise(numbers), strict=True)
            holds = float(all(COMPARISONS[sign](*pair) for sign, pair in pairs))
        stack.values.append(holds)
        return 0

    return do


def make_list(length: int) -> Instruction:
    def do(stack: Stack) -> int:
        stack.count_steps(length)
        numbers = tuple(value for value in stack.take(length) if isinstance(value, float))
        stack.values.append(numbers if len(numbers) == length else None)
        return 0

    return do


def call(function: Function, arguments: int) -> Instruction:
    def do(stack: Stack) -> int:
        stack.count_steps(1)
        values = stack.take(arguments)
        result: float | None = None
        if all(value is not None for value in values):
            result = function.compute(stack.count_terms, *values)
        stack.values.append(result if result is None else existing(result))
        return 0

    return do


def branch(otherwise: int, end: int) -> Instruction:
    """Return the instruction that skips `otherwise` when the condition is 0, and `end` when it does not exist."""

    def do(stack: Stack) -> int:
        stack.count_steps(1)
        condition = stack.take_number()
        if condition is None:
            stack.values.append(None)
            return end
        return 0 if condition else otherwise

    return do


def jump(length: int) -> Instruction:
    return lambda _: length


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
