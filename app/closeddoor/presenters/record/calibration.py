"""Calibration in words: a title that answers a question, and every point of the chart as a line."""

from collections.abc import Sequence

from closeddoor.domain.record.calibration import LEAST_FOR_CURVE, LEAST_FOR_POINTS, Level, telling
from closeddoor.language import tr
from closeddoor.presenters.states.record import CalibrationView, CurvePoint
from closeddoor.presenters.words import counted, percent

QUESTION = tr("When you say how sure you are, how often are you right?")


def calibration_view(levels: Sequence[Level]) -> CalibrationView:
    """Return the chart, or a sentence while there are fewer than 10 judgements; a curve needs 40."""
    total = sum(level.count for level in levels)
    if total < LEAST_FOR_POINTS:
        return CalibrationView(QUESTION, _too_few(total))
    points = tuple(
        CurvePoint(level.stated, level.right.value, level.right.low, level.right.high, level.count) for level in levels
    )
    is_curve = total >= LEAST_FOR_CURVE
    return CalibrationView(_title(levels) if is_curve else QUESTION, _note(total), points, is_curve, _lines(levels))


def _title(levels: Sequence[Level]) -> str:
    told = telling(levels)
    if told is None:
        return QUESTION
    about = "" if round(told.stated * 100) % 5 == 0 else "about "  # a level pools what lies within five points of it
    return tr(
        "When you say {about}{stated}, you are right {value} of the time",
        about=about,
        stated=percent(told.stated),
        value=percent(told.right.value),
    )


def _lines(levels: Sequence[Level]) -> tuple[str, ...]:
    return tuple(
        tr(
            "At {stated} sure: right in {right_count} of {count}, likely between {low} and {high}",
            stated=percent(level.stated),
            right_count=level.right_count,
            count=level.count,
            low=percent(level.right.low),
            high=percent(level.right.high),
        )
        for level in levels
    )


def _note(total: int) -> str:
    if total < LEAST_FOR_CURVE:
        return tr(
            "{judgements} so far: read the points with their bars, which say how much is luck. It takes "
            "{least_for_curve} to speak of a curve.",
            judgements=counted(total, "judgement"),
            least_for_curve=LEAST_FOR_CURVE,
        )
    return tr(
        "From {judgements}. A point below the diagonal is more confidence than was warranted, above it less. "
        "The bars say how much is luck: nine times in ten the true share lies within.",
        judgements=counted(total, "judgement"),
    )


def _too_few(total: int) -> str:
    given = tr("{judgements} so far.", judgements=counted(total, "judgement")) if total else tr("No judgement so far.")
    return tr(
        "{given} Decisions, and choices that ask for it, state a confidence; from {least_for_points} of them "
        "on, this place compares it with how often you were right.",
        given=given,
        least_for_points=LEAST_FOR_POINTS,
    )
