"""What a formula of 20,000 characters, the longest text of a pack, costs at most."""

import time

import pytest

from closeddoor.domain.formula import FormulaError, read_formula

LONGEST = 20_000
MOST_S = 0.05
COUNT_S = 0.0093
"""How long `counting_s` takes on the quiet core on which `MOST_S` is meant."""


def filled(unit: str, end: str = "") -> str:
    """Repeat `unit` up to the longest formula, with `end` at its end."""
    return (unit * LONGEST)[: LONGEST - len(end)] + end


HOSTILE = {
    "additions": filled("1+", "+"),
    "minuses": filled("-"),
    "powers": filled("2**", "**"),
    "brackets": filled("("),
    "lists": filled("["),
    "calls": filled("max("),
    "comparisons": filled("1<", "<"),
    "conditions": filled("1 if 0 else ", " "),
    "digits": filled("9"),
    "digits and a letter": filled("1", "x"),
    "points": filled("1."),
    "blanks": filled(" ", "?"),
    "a name": filled("a"),
    "names": filled("x+", "+"),
    "commas": "max(" + filled("1,")[:-4],
    "elements": "sum([" + filled("1,")[:-5],
    "repetitions": "sum([1]" + "*100" * 4_990 + ")",
    "one change of sign after the other": "irr([1,-1]*100*30)",
    "an irr of many changes": "irr([-1,1.1]*100)",
    "many such irr": "+".join(["irr([-7,3,-2,9]*15)"] * 900),
    "many small irr": "+".join(["irr([-7,3,-2,9,5])"] * 1_050),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_formula_is_refused_at_once(name: str) -> None:
    """Against the processor's clock and a loop counted just before and after it, the best of five.

    What other processes take away does not count so.
    """
    source = HOSTILE[name]
    assert len(source) <= LONGEST
    shares = [refusal_s(source) * 2 / (before + counting_s()) for before in (counting_s() for _ in range(5))]
    print(f"{name}: {min(shares) * COUNT_S * 1000:.0f} ms")
    assert min(shares) < MOST_S / COUNT_S


def refusal_s(source: str) -> float:
    begun = time.process_time()
    with pytest.raises(FormulaError):
        read_formula(source, {"x"}).value({"x": 1.0})
    return time.process_time() - begun


def counting_s() -> float:
    begun = time.process_time()
    total = 0
    for number in range(200_000):
        total += number
    return time.process_time() - begun
