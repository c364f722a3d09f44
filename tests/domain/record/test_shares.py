import pytest

from closeddoor.domain.record.bands import LEAST_POINTS, AttemptPoints, Band, Competency, band_of
from closeddoor.domain.record.calibration import LEAST_FOR_CLAIM, Judgement, levels, telling
from closeddoor.domain.record.change import Half, change_of, direction
from closeddoor.domain.record.estimates import Estimate, Intervals
from closeddoor.domain.record.evidence import Point
from closeddoor.domain.record.shares import share_of


def test_the_interval_is_that_of_wilson() -> None:
    # By the closed form with z = 1.645: 8 of 10 lies between 0.541 and 0.931.
    share = share_of(8, 10)
    assert (share.value, round(share.low, 3), round(share.high, 3)) == (0.8, 0.541, 0.931)
    assert (share_of(0, 4).low, share_of(4, 4).high) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("made", "count", "band"),
    [
        (10, 10, "seldom_missed"),
        (8, 10, "seldom_missed"),
        (26, 40, "more_made"),
        (6, 8, "about_even"),  # three in four, but of eight: a coin does that
        (4, 8, "about_even"),
        (14, 40, "more_missed"),
        (2, 10, "mostly_missed"),
    ],
)
def test_a_band_is_said_only_where_luck_does_not_explain_it(made: float, count: int, band: Band) -> None:
    assert band_of(made, count) == band


def attempt(number: int, points: int) -> AttemptPoints:
    return AttemptPoints(number, "A letter", 0, (Point("Ask", "made", ("exits",)),) * points)


def test_no_band_from_too_little() -> None:
    enough = Competency("exits", (attempt(1, 3), attempt(2, 3), attempt(3, LEAST_POINTS - 6)))
    assert enough.band == "seldom_missed"
    assert Competency("exits", (attempt(1, 3), attempt(2, 3), attempt(3, LEAST_POINTS - 7))).band is None
    assert Competency("exits", (attempt(1, 20), attempt(2, 20))).band is None


def points(number: int, made: int, of: int = 5) -> AttemptPoints:
    outcomes = tuple(Point("Ask", "made" if place < made else "missed", ("exits",)) for place in range(of))
    return AttemptPoints(number, "A letter", number, outcomes)


def test_a_change_is_told_only_where_each_half_would_do_and_luck_would_not() -> None:
    early, late = [points(number, 1) for number in (3, 2, 1)], [points(number, 4) for number in (6, 5, 4)]
    change = change_of(Competency("exits", (*late, *early)))
    assert change is not None
    assert (change.earlier, change.later, change.direction) == (Half(3, 15, 3), Half(12, 15, 3), "more")
    fewer = change_of(Competency("exits", (*early, *late)))
    assert fewer is not None
    assert fewer.direction == "fewer"
    slightly = [points(number, 2) for number in (6, 5, 4)]
    neither = change_of(Competency("exits", (*slightly, *early)))
    assert neither is not None
    assert neither.direction == "neither"
    assert change_of(Competency("exits", (*late[:2], *early))) is None
    assert change_of(Competency("exits", (*late, points(3, 1, 1), points(2, 1, 1), points(1, 1, 1)))) is None


def test_the_difference_of_two_shares_is_judged_by_newcombes_interval() -> None:
    # Newcombe's example of 56/70 against 48/80 (difference 0.2): above 0 at 90 %; 8/10 against 6/10 is not.
    assert direction(Half(48, 80, 3), Half(56, 70, 3)) == "more"
    assert direction(Half(6, 10, 3), Half(8, 10, 3)) == "neither"


def test_confidences_are_pooled_by_tenths() -> None:
    stated = [Judgement(0.85, True), Judgement(0.9, False), Judgement(0.9, True), Judgement(0.35, False)]
    low, high = levels(stated)
    assert (low.count, low.right_count, low.stated) == (1, 0, 0.35)
    assert (high.count, high.right_count, round(high.stated, 4)) == (3, 2, 0.8833)
    assert [round(level.stated, 2) for level in levels([Judgement(x / 100, True) for x in (55, 60, 65)])] == [
        0.57,
        0.65,
    ]


def test_a_title_speaks_of_the_surest_level_that_has_enough() -> None:
    enough, few = [Judgement(0.7, True)] * LEAST_FOR_CLAIM, [Judgement(1.0, True)] * (LEAST_FOR_CLAIM - 1)
    told = telling(levels(enough + few))
    assert told is not None
    assert told.stated == pytest.approx(0.7)
    assert telling(levels(few)) is None


def estimate(low: float, best: float, high: float, truth: float = 100.0) -> Estimate:
    return Estimate(1, "A letter", "Cost", "EUR", low, best, high, truth)


def test_intervals_are_called_narrow_only_when_ten_show_it() -> None:
    inside, outside = estimate(90, 95, 100), estimate(10, 50, 99)
    assert (inside.is_inside, outside.is_inside, outside.off_by) == (True, False, 0.5)
    assert Intervals((outside,) * 9).width is None
    assert Intervals((outside,) * 6 + (inside,) * 4).width == "too_narrow"
    assert Intervals((outside,) * 2 + (inside,) * 8).width == "as_stated"
    assert Intervals((inside,) * 20).width == "too_wide"
    assert Intervals((inside, outside, estimate(0, 5, 9, 0.0))).median_off_by == pytest.approx(0.275)
