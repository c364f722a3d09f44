"""Estimates in words: how many intervals held the truth, against how many should have."""

from collections.abc import Mapping

from closeddoor.domain.record.estimates import LEAST_FOR_CLAIM, STATED, Estimate, Intervals, Width
from closeddoor.presenters.states.record import EstimateRow, EstimatesView
from closeddoor.presenters.words import counted, one_line, percent

MOST_ROWS = 12
MOST_TITLE = 120

_WIDTHS: Mapping[Width, str] = {
    "too_narrow": "That is fewer than the stated level leaves room for: the intervals were too narrow.",
    "too_wide": "That is more than the stated level: narrower intervals would have done.",
    "as_stated": "That agrees with the stated level.",
}


def estimates_view(intervals: Intervals) -> EstimatesView:
    """Return the count, what it says, and the latest estimates one by one."""
    count = len(intervals.estimates)
    if not count:
        nothing = "An estimate asks for a range that holds the truth four times in five. You have made none so far."
        return EstimatesView("How often does your range hold the truth?", nothing)
    shown = intervals.estimates[:MOST_ROWS]
    hidden = count - len(shown)
    title = f"Your {percent(STATED)} ranges held the truth in {intervals.inside} of {count}"
    more = f"{counted(hidden, 'earlier estimate')} counted too." if hidden else ""
    return EstimatesView(title, _note(intervals), tuple(map(_row, shown)), more)


def _note(intervals: Intervals) -> str:
    count = len(intervals.estimates)
    said = (
        _WIDTHS[intervals.width]
        if intervals.width is not None
        else f"It takes {LEAST_FOR_CLAIM} to say whether they are too narrow."
    )
    expected = f"At {percent(STATED)}, {round(STATED * count)} of {count} would be expected. {said}"
    off_by = intervals.median_off_by
    return (
        expected
        if off_by is None
        else f"{expected} Half of the best guesses were within {percent(off_by)} of the truth."
    )


def _row(estimate: Estimate) -> EstimateRow:
    interval = f"You said {_figure(estimate.low)} to {_figure(estimate.high)}, best guess {_figure(estimate.best)}"
    truth = f"the truth was {_figure(estimate.truth)} {one_line(estimate.unit, 30)}"
    title = one_line(f"{estimate.title} · {estimate.scenario_title}", MOST_TITLE)
    said = f"{interval}; {truth}{_missed_by(estimate)}."
    return EstimateRow(estimate.attempt_id, title, said, "found" if estimate.is_inside else "missed")


def _missed_by(estimate: Estimate) -> str:
    if estimate.is_inside:
        return ", inside"
    beyond = max(estimate.low - estimate.truth, estimate.truth - estimate.high)
    return f", outside by {_figure(beyond)}"


def _figure(value: float) -> str:
    """Return a number of at most four figures behind the decimal point, thousands parted."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")
