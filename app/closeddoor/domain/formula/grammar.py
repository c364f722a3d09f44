"""The grammar of formulas: what the pack format lists and nothing else, read into a flat program.

    conditional  comparison ("if" comparison "else" comparison)*      the last stands for every "else"
    comparison   sum (("<" | "<=" | ">" | ">=" | "==" | "!=") sum)*
    sum          product (("+" | "-") product)*
    product      operand (("*" | "/") operand)*
    operand      "-"* atom ("**" "-"* atom)*                          from right to left, as -2 ** 2 is -4
    atom         number | name | name "(" conditionals ")" | "(" conditional ")" | "[" conditionals "]"

Only brackets recurse, and they nest at most 32 deep: repetition is a loop, so that no formula is too long to be read.
"""

import keyword
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from closeddoor.domain.formula.errors import FormulaError
from closeddoor.domain.formula.functions import FUNCTIONS
from closeddoor.domain.formula.instructions import (
    COMPARISONS,
    Instruction,
    Program,
    apply,
    branch,
    call,
    compare,
    jump,
    load,
    make_list,
    negate,
    push,
    run,
)
from closeddoor.domain.formula.numbers import Kind
from closeddoor.domain.formula.tokens import END, is_name, is_number, number_of, tokens_of, unexpected

MOST_NESTING = 32

RESERVED = frozenset(FUNCTIONS) | frozenset(keyword.kwlist)
"""Names that no input may have. The notation is Python's, so all of its keywords are kept free."""

_APPLY: Mapping[str, Instruction] = {sign: apply(sign) for sign in ("+", "-", "*", "/", "**")}
_KINDS: Mapping[tuple[str, Kind, Kind], Kind] = {
    ("+", "list", "list"): "list",
    ("*", "list", "number"): "list",
    ("*", "number", "list"): "list",
}


@dataclass(frozen=True)
class Formula:
    """A formula as written, and its program; `value` works it out."""

    source: str
    program: Program = field(compare=False, repr=False)

    def value(self, names: Mapping[str, float]) -> float | None:
        """Return the number the formula comes to at these values, None when it does not exist.

        Raises `FormulaError` (formula.fails) when it cannot be worked out: an exponent, a repetition or a number of
        steps beyond the limits.
        """
        return run(self.program, names)


def read_formula(source: str, names: AbstractSet[str]) -> Formula:
    """Read a formula in which `names` may stand; raises `FormulaError` for anything but the listed grammar."""
    return Formula(source, tuple(_Reader(source, names).whole()))


class _Reader:
    """Reads token after token and appends instructions to `_code`; each method returns the kind of what it read."""

    def __init__(self, source: str, names: AbstractSet[str]) -> None:
        self._source = source
        self._tokens = tokens_of(source)
        self._place = 0
        self._names = names
        self._depth = 0
        self._code: list[Instruction] = []

    def whole(self) -> list[Instruction]:
        kind = self._conditional()
        if self._next != END:
            raise self._unexpected()
        _expect_number(kind, "gives a list; a result is one number.")
        return self._code

    def _conditional(self) -> Kind:
        start = len(self._code)
        kind = self._comparison()
        ways: list[tuple[list[Instruction], list[Instruction]]] = []
        while self._found("if"):
            chosen = self._cut(start)
            _expect_number(self._comparison(), "decides by a list; a condition is a number.")
            ways.append((self._cut(start), chosen))
            self._expect("else")
            if self._comparison() != kind:
                raise FormulaError("formula.type", "gives a number in one case and a list in the other.")
        if ways:
            self._code += _branching(ways, self._cut(start))
        return kind

    def _comparison(self) -> Kind:
        kind = self._sum()
        if self._next not in COMPARISONS:
            return kind
        signs: list[str] = []
        while self._next in COMPARISONS:
            signs.append(self._advance())
            _expect_number(kind, "compares a list; only numbers are compared.")
            kind = self._sum()
        _expect_number(kind, "compares a list; only numbers are compared.")
        self._code.append(compare(signs))
        return kind

    def _sum(self) -> Kind:
        kind = self._product()
        while (sign := self._tokens[self._place]) in {"+", "-"}:
            self._place += 1
            kind = self._applied(sign, kind, self._product())
        return kind

    def _product(self) -> Kind:
        kind = self._operand()
        while (sign := self._tokens[self._place]) in {"*", "/"}:
            self._place += 1
            kind = self._applied(sign, kind, self._operand())
        return kind

    def _operand(self) -> Kind:
        minuses = self._minuses() if self._tokens[self._place] == "-" else 0
        kind = self._atom()
        if self._tokens[self._place] == "**":
            kind = self._power(kind)
        return self._negated(kind, minuses) if minuses else kind

    def _power(self, base: Kind) -> Kind:
        kinds, minuses = [base], [0]
        while self._found("**"):
            minuses.append(self._minuses())
            kinds.append(self._atom())
        kind = kinds.pop()
        while kinds:
            kind = self._applied("**", kinds.pop(), self._negated(kind, minuses.pop()))
        return kind

    def _minuses(self) -> int:
        start = self._place
        while self._found("-"):
            pass
        return self._place - start

    def _negated(self, kind: Kind, times: int) -> Kind:
        if times:
            _expect_number(kind, "negates a list; only a number can be negated.")
            self._code += [negate] * times
        return kind

    def _atom(self) -> Kind:
        text = self._tokens[self._place]
        if is_number(text):
            return self._literal(text)
        if is_name(text):
            return self._named(text)
        if text == "(":
            return self._bracketed()
        if text == "[":
            self._advance()
            self._code.append(make_list(len(self._several("]", of_numbers=True))))
            return "list"
        raise self._unexpected()

    def _literal(self, token: str) -> Kind:
        number = number_of(token)
        if number is None:
            raise self._unexpected()
        self._place += 1
        self._code.append(push(number))
        return "number"

    def _named(self, token: str) -> Kind:
        if self._tokens[self._place + 1] == "(":
            self._call(token)
        elif token in self._names:
            self._place += 1
            self._code.append(load(token))
        elif keyword.iskeyword(token):
            raise self._unexpected()
        else:
            raise FormulaError("formula.name", f"uses the name “{token[:80]}”, which it does not have.")
        return "number"

    def _call(self, name: str) -> None:
        if keyword.iskeyword(name):
            raise self._unexpected()
        function = FUNCTIONS.get(name)
        if function is None:
            raise FormulaError("formula.name", f"calls “{name[:80]}”, which is no function of formulas.")
        self._place += 2
        kinds = self._several(")")
        if not function.takes(kinds):
            raise FormulaError("formula.arguments", f"calls {name} with other arguments than {function.usage}.")
        self._code.append(call(function, len(kinds)))

    def _bracketed(self) -> Kind:
        self._advance()
        self._open()
        kind = self._conditional()
        self._close(")")
        return kind

    def _several(self, closing: str, *, of_numbers: bool = False) -> tuple[Kind, ...]:
        """Read what stands between brackets behind the opening one, separated by commas."""
        self._open()
        kinds: list[Kind] = []
        while self._next != closing or kinds:
            kinds.append(self._conditional())
            if of_numbers:
                _expect_number(kinds[-1], "has a list inside a list.")
            if not self._found(","):
                break
        self._close(closing)
        return tuple(kinds)

    def _open(self) -> None:
        self._depth += 1
        if self._depth > MOST_NESTING:
            raise FormulaError("formula.nesting", f"nests brackets deeper than {MOST_NESTING}.")

    def _close(self, closing: str) -> None:
        self._expect(closing)
        self._depth -= 1

    def _applied(self, sign: str, left: Kind, right: Kind) -> Kind:
        kind = "number" if left == right == "number" else _KINDS.get((sign, left, right))
        if kind is None:
            raise FormulaError("formula.type", f"has a {left} {sign} a {right}, which means nothing.")
        self._code.append(_APPLY[sign])
        return kind

    @property
    def _next(self) -> str:
        return self._tokens[self._place]

    def _advance(self) -> str:
        self._place += 1
        return self._tokens[self._place - 1]

    def _found(self, token: str) -> bool:
        found = self._tokens[self._place] == token
        self._place += found
        return found

    def _expect(self, token: str) -> None:
        if not self._found(token):
            raise self._unexpected()

    def _unexpected(self) -> FormulaError:
        return unexpected(self._source, self._place)

    def _cut(self, start: int) -> list[Instruction]:
        """Take back the instructions since `start`: a choice is read before its condition, and done after it."""
        cut = self._code[start:]
        del self._code[start:]
        return cut


def _branching(
    ways: list[tuple[list[Instruction], list[Instruction]]], otherwise: list[Instruction]
) -> list[Instruction]:
    """Put (condition, what is chosen) pairs together; lengths are known from the end backwards."""
    behind = len(otherwise)
    parts: list[list[Instruction]] = [otherwise]
    for condition, chosen in reversed(ways):
        deciding = branch(len(chosen) + 1, len(chosen) + 1 + behind)
        parts.append([*condition, deciding, *chosen, jump(behind)])
        behind += len(parts[-1])
    return [instruction for part in reversed(parts) for instruction in part]


def _expect_number(kind: Kind, problem: str) -> None:
    if kind != "number":
        raise FormulaError("formula.type", problem)
