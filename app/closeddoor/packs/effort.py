"""How much work a pack may ask of its reader: counted, not timed, so that every machine refuses the same packs.

The contract bounds bytes, but 64 MiB of lists would be parsed for minutes. One step is at most about
three quarters of a microsecond where this was measured, and four of the built-in scenarios ask for less
than half of what a pack may.
"""

from collections.abc import Iterable, Iterator, Mapping

from closeddoor.packs.errors import PackError

MOST_STEPS = 1_000_000

_FILE_STEPS = 100
_MARK_STEPS = 10
_CHARACTERS_PER_STEP = 2
_FORMULA_STEPS = 6
_SEARCH_STEPS = 14_000
"""An irr of many changes of sign, which every formula may have one of, is found in 20 ms at most."""

_MARKS = ",.\n[{=\\_"
"""What begins, parts or escapes values in TOML: the parser, and the checks behind it, take their time for each."""


class Effort:
    """The steps that reading a pack has asked for so far."""

    def __init__(self) -> None:
        self._spent = 0

    def spend(self, file: str, steps: Iterable[int]) -> None:
        """Count what reading a file, or a text in it, will take; refuse it unread when that is too much."""
        self._spent += _FILE_STEPS
        for more in steps:
            self._spent += more
            if self._spent > MOST_STEPS:
                problem = "is where the pack asks for more work than the reader does: too many lines, values or signs."
                raise PackError("pack.dense", file, problem)


def formula_steps(data: Mapping[str, object]) -> int:
    """Return what the formulas of a decoded scenario.toml take to read and to work out at the proposed values."""
    outputs = (output for task in _tables_in(data, "tasks") for output in _tables_in(task, "outputs"))
    formulas = (str(output.get("formula", "")) for output in outputs)
    return sum(_FORMULA_STEPS * len(formula) + _SEARCH_STEPS * ("irr" in formula) for formula in formulas)


def _tables_in(data: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    found = data.get(key)
    yield from (each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()


def toml_steps(source: str) -> int:
    """Return what a TOML file takes to parse and to check."""
    return len(source) // _CHARACTERS_PER_STEP + _MARK_STEPS * sum(map(source.count, _MARKS))
