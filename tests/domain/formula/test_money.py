"""npv, irr and payback against published examples, and against what they are by definition."""

import math
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from closeddoor.domain.formula.functions import net_present_value, payback
from closeddoor.domain.formula.rate_of_return import rate_of_return


@pytest.mark.parametrize(
    ("rate", "flows", "expected", "digits"),
    [
        # numpy-financial, documentation of npv (its convention is this one: the first flow is today's).
        (0.08, (-40_000, 5_000, 8_000, 12_000, 30_000), 3065.22267, 5),
        # NumPy 1.18, documentation of npv, after Gitman, Principles of Managerial Finance, Brief, 3rd ed., p. 346.
        (0.281, (-100, 39, 59, 55, 20), -0.0084785916384548798, 12),
        # Microsoft, documentation of Excel's NPV, example 1: its first flow is due at the end of the first year.
        (0.10, (0, -10_000, 3_000, 4_200, 6_800), 1188.44, 2),
        # The same, example 2: a first flow today, then one with a loss in the sixth year.
        (0.08, (-40_000, 8_000, 9_200, 10_000, 12_000, 14_500), 1922.06, 2),
        (0.08, (-40_000, 8_000, 9_200, 10_000, 12_000, 14_500, -9_000), -3749.47, 2),
    ],
)
def test_net_present_value_as_published(rate: float, flows: tuple[float, ...], expected: float, digits: int) -> None:
    value = net_present_value(rate, flows)
    assert value is not None
    assert round(value, digits) == round(expected, digits)


@pytest.mark.parametrize(
    ("flows", "expected", "digits"),
    [
        # NumPy 1.12 and numpy-financial, documentation of irr, after Gitman, p. 348.
        ((-100, 39, 59, 55, 20), 0.28095, 5),
        ((-100, 0, 0, 74), -0.0955, 5),
        ((-100, 100, 0, 7), 0.06206, 5),
        # numpy-financial, front page of the documentation.
        ((-250_000, 100_000, 150_000, 200_000, 250_000, 300_000), 0.5672303344358536, 12),
        # Microsoft, documentation of Excel's IRR: after four years, after five, and after two.
        ((-70_000, 12_000, 15_000, 18_000, 21_000), -0.021244848, 9),
        ((-70_000, 12_000, 15_000, 18_000, 21_000, 26_000), 0.086630948, 9),
        ((-70_000, 12_000, 15_000), -0.443506941, 9),
        # Grey Trout, user guide of its spreadsheet, IRR.
        ((-700, 750, 900, 600, 850), 1.0462142, 7),
    ],
)
def test_rate_of_return_as_published(flows: tuple[float, ...], expected: float, digits: int) -> None:
    rate = rate_of_return(flows)
    assert rate is not None
    assert round(rate, digits) == round(expected, digits)


@pytest.mark.parametrize(
    ("flows", "rates"),
    [
        # NumPy gives -0.0833 for this one, a spreadsheet whatever is next to its guess: another rate fits as well.
        ((-100, 100, 0, -7), (-0.0833, -0.6789)),
        # Lorie and Savage, Three Problems in Rationing Capital (1955): the oil pump, at 25 % and at 400 %.
        ((-1_600, 10_000, -10_000), (0.25, 4.0)),
    ],
)
def test_where_two_rates_fit_there_is_no_rate(flows: tuple[float, ...], rates: tuple[float, float]) -> None:
    for rate in rates:
        value = net_present_value(rate, flows)
        assert value is not None
        assert abs(value) < sum(map(abs, flows)) * 1e-3
    assert rate_of_return(flows) is None


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        # Wikipedia, "Payback period": 1,000 at the start of year 1, 500 at the end of years 1 and 2.
        ((-1_000, 500, 500), 2),
        # Ross, Westerfield and Jaffe, Corporate Finance, "The payback period method".
        ((-50_000, 30_000, 20_000, 10_000), 2),
        # calcdomain.com, "Payback period", the worked example with linear interpolation: 3 + 1,000 / 3,000.
        ((-10_000, 3_000, 3_000, 3_000, 3_000, 3_000), 10 / 3),
    ],
)
def test_payback_as_published(flows: tuple[float, ...], expected: float) -> None:
    assert payback(flows) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("flows", "expected"),
    [((), None), ((-1,), None), ((-2, 1), None), ((-2, 1, -5), None), ((0,), 0), ((1, -5), 0), ((-1, 1, -9, 9), 1)],
)  # fmt: skip
def test_payback_at_its_edges(flows: tuple[float, ...], expected: float | None) -> None:
    assert payback(flows) == expected


@pytest.mark.parametrize(
    "flows",
    [(), (0.0,), (1.0,), (-1.0,), (1.0, 2.0), (-1.0, 0.0), (0.0, 0.0), (1.0, 0.0, 3.0), (-1e20, 1.0), (1e-320, -1.0)],
)
def test_no_rate_fits(flows: tuple[float, ...]) -> None:
    """Neither when nothing changes sign nor when the rate is -100 % in doubles."""
    assert rate_of_return(flows) is None


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ((1, -2, 1), 0),
        ((-1, 2.2, -1.21), 0.1),
        ((1, -3, 3, -1), 0),
        ((1, -4, 6, -4, 1), 0),
        ((-4, 4, -1), -0.5),
    ],
)
def test_a_rate_that_is_only_touched_fits_once(flows: tuple[float, ...], expected: float) -> None:
    rate = rate_of_return(flows)
    assert rate == pytest.approx(expected, abs=1e-7)


MONEY = st.integers(-1_000, 1_000).map(float)


@settings(deadline=None)
@given(st.lists(MONEY, min_size=1, max_size=12), st.floats(-0.9, 5))
def test_npv_is_its_definition(flows: list[float], rate: float) -> None:
    exact = sum(Fraction(flow) / (1 + Fraction(rate)) ** period for period, flow in enumerate(flows))
    size = sum(abs(Fraction(flow)) / (1 + Fraction(rate)) ** period for period, flow in enumerate(flows))
    value = net_present_value(rate, tuple(flows))
    assert value is not None
    assert abs(Fraction(value) - exact) <= size * Fraction(1, 10**12)


@settings(deadline=None, max_examples=150)
@given(st.floats(1, 1e6), st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_one_change_of_sign_has_one_rate_at_which_npv_is_0(outlay: float, returns: list[float]) -> None:
    assume(sum(returns) > 1e-3)
    flows = (-outlay, *returns)
    rate = rate_of_return(flows)
    assert rate is not None
    value = net_present_value(rate, flows)
    assert value is not None
    assert abs(value) <= 1e-9 * max(outlay, sum(flow / (1 + rate) ** n for n, flow in enumerate(returns, 1)))


RATES = st.lists(st.integers(-9, 40).map(lambda tenth: tenth / 10), min_size=1, max_size=4, unique=True)


@settings(deadline=None, max_examples=150)
@given(RATES, st.integers(0, 3), st.booleans())
def test_a_series_made_of_rates_has_them_and_no_others(rates: list[float], pairs: int, negative: bool) -> None:  # noqa: FBT001
    """The product of (x - 1 ÷ (1 + r)) over rates well apart fits these only; a factor of x² + 1 adds none."""
    series = [-1.0 if negative else 1.0]
    for rate in rates:
        series = times(series, [-1 / (1 + rate), 1])
    for _ in range(pairs):
        series = times(series, [1, 0, 1])
    found = rate_of_return(series)
    if len(rates) > 1:
        assert found is None
    else:
        assert found == pytest.approx(rates[0], abs=1e-9)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=9))
def test_a_rate_exists_exactly_where_sturm_counts_one(flows: list[int]) -> None:
    rate = rate_of_return([float(flow) for flow in flows])
    assert (rate is not None) == (positive_roots(flows) == 1)
    if rate is not None:
        value = net_present_value(rate, tuple(float(flow) for flow in flows))
        assert value == pytest.approx(0, abs=1e-9 * sum(abs(flow) / (1 + rate) ** n for n, flow in enumerate(flows)))


@given(st.lists(MONEY, min_size=1, max_size=12), st.floats(0.01, 100))
def test_a_rate_and_a_payback_do_not_depend_on_the_currency(flows: list[float], exchange: float) -> None:
    exchanged = [flow * exchange for flow in flows]
    assert (rate_of_return(flows) is None) == (rate_of_return([flow * 2 for flow in flows]) is None)
    before, after = payback(tuple(flow * 4 for flow in flows)), payback(tuple(flows))
    assert before == after
    if all(math.isfinite(flow) for flow in exchanged) and (rate := rate_of_return(flows)) is not None:
        assert rate_of_return([-flow for flow in flows]) == pytest.approx(rate)


@given(st.lists(MONEY, min_size=1, max_size=12))
def test_at_payback_the_running_total_is_0_and_was_below_before(flows: list[float]) -> None:
    paid = payback(tuple(flows))
    totals = [sum(flows[: period + 1]) for period in range(len(flows))]
    if paid is None:
        assert all(total < 0 for total in totals)
    elif paid > 0:
        period = math.ceil(paid)
        assert all(total < 0 for total in totals[:period])
        assert totals[period - 1] + (paid - period + 1) * flows[period] == pytest.approx(0, abs=1e-9)
    else:
        assert totals[0] >= 0


def times(left: list[float], right: list[float]) -> list[float]:
    product = [0.0] * (len(left) + len(right) - 1)
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            product[i + j] += one * other
    return product


def positive_roots(coefficients: list[int]) -> int:
    """Count the different x > 0 with Σ c[i] x^i = 0, exactly (Sturm, 1829); 0 where every x is one."""
    rising = [Fraction(number) for number in coefficients]
    while rising and not rising[0]:
        rising.pop(0)
    chain = [without_zeros(rising)]
    chain.append(without_zeros([power * number for power, number in enumerate(chain[0])][1:]))
    while chain[-1]:
        chain.append([-number for number in remainder(chain[-2], chain[-1])])
    at_zero = [polynomial[0] for polynomial in chain if polynomial]
    at_infinity = [polynomial[-1] for polynomial in chain if polynomial]
    return changes(at_zero) - changes(at_infinity)


def remainder(dividend: list[Fraction], divisor: list[Fraction]) -> list[Fraction]:
    rest = list(dividend)
    while len(rest) >= len(divisor):
        factor, shift = rest[-1] / divisor[-1], len(rest) - len(divisor)
        rest = without_zeros([number - factor * at(divisor, power - shift) for power, number in enumerate(rest)][:-1])
    return rest


def at(polynomial: list[Fraction], power: int) -> Fraction:
    return polynomial[power] if 0 <= power < len(polynomial) else Fraction(0)


def without_zeros(polynomial: list[Fraction]) -> list[Fraction]:
    """Return a polynomial without zeros at its highest powers."""
    while polynomial and not polynomial[-1]:
        polynomial = polynomial[:-1]
    return polynomial


def changes(numbers: list[Fraction]) -> int:
    signs = [number > 0 for number in numbers if number]
    return sum(one != other for one, other in pairwise(signs))
