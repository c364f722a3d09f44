"""Estimates in words: how many intervals held the truth, against how many should have."""

from collections.abc import Mapping

from closeddoor.domain.record.estimates import LEAST_FOR_CLAIM, STATED, Estimate, Intervals, Width
from closeddoor.language import tr
from closeddoor.presenters.states.record import EstimateRow, EstimatesView
from closeddoor.presenters.words import counted, one_line, percent

MOST_ROWS = 12
MOST_TITLE = 120

_WIDTHS: Mapping[Width, str] = {
    "too_narrow": tr("That is fewer than the stated level leaves room for: the intervals were too narrow."),
    "too_wide": tr("That is more than the stated level: narrower intervals would have done."),
    "as_stated": tr("That agrees with the stated level."),
}


def estimates_view(intervals: Intervals) -> EstimatesView:
    """Return the count, what it says, and the latest estimates one by one."""
    count = len(intervals.estimates)
    if not count:
        nothing = tr("An estimate asks for a range that holds the truth four times in five. You have made none so far.")
        return EstimatesView(tr("How often does your range hold the truth?"), nothing)
    shown = intervals.estimates[:MOST_ROWS]
    hidden = count - len(shown)
    title = tr(
        "Your {stated} ranges held the truth in {inside} of {count}",
        stated=percent(STATED),
        inside=intervals.inside,
        count=count,
    )
    more = tr("{estimates} counted too.", estimates=counted(hidden, "earlier estimate")) if hidden else ""
    return EstimatesView(title, _note(intervals), tuple(map(_row, shown)), more)


def _note(intervals: Intervals) -> str:
    count = len(intervals.estimates)
    said = (
        _WIDTHS[intervals.width]
        if intervals.width is not None
        else tr("It takes {least_for_claim} to say whether they are too narrow.", least_for_claim=LEAST_FOR_CLAIM)
    )
    expected = tr(
        "At {stated}, {stated_2} of {count} would be expected. {said}",
        stated=percent(STATED),
        stated_2=round(STATED * count),
        count=count,
        said=said,
    )
    off_by = intervals.median_off_by
    return (
        expected
        if off_by is None
        else tr(
            "{expected} Half of the best guesses were within {off_by} of the truth.",
            expected=expected,
            off_by=percent(off_by),
        )
    )


def _row(estimate: Estimate) -> EstimateRow:
    interval = tr(
        "You said {figure} to {figure_2}, best guess {figure_3}",
        figure=_figure(estimate.low),
        figure_2=_figure(estimate.high),
        figure_3=_figure(estimate.best),
    )
    truth = tr("the truth was {figure} {unit}", figure=_figure(estimate.truth), unit=one_line(estimate.unit, 30))
    title = one_line(f"{estimate.title} · {estimate.scenario_title}", MOST_TITLE)
    said = f"{interval}; {truth}{_missed_by(estimate)}."
    return EstimateRow(estimate.attempt_id, title, said, "found" if estimate.is_inside else "missed")


def _missed_by(estimate: Estimate) -> str:
    if estimate.is_inside:
        return tr(", inside")
    beyond = max(estimate.low - estimate.truth, estimate.truth - estimate.high)
    return tr(", outside by {figure}", figure=_figure(beyond))


def _figure(value: float) -> str:
    """Return a number of at most four figures behind the decimal point, thousands parted."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")
