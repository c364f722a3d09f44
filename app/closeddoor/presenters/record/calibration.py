"""Calibration in words: a title that answers a question, and every point of the chart as a line."""

from collections.abc import Sequence

from closeddoor.domain.record.calibration import LEAST_FOR_CURVE, LEAST_FOR_POINTS, Level, telling
from closeddoor.presenters.states.record import CalibrationView, CurvePoint
from closeddoor.presenters.words import counted, percent

QUESTION = "When you say how sure you are, how often are you right?"


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
    return f"When you say {about}{percent(told.stated)}, you are right {percent(told.right.value)} of the time"


def _lines(levels: Sequence[Level]) -> tuple[str, ...]:
    return tuple(
        f"At {percent(level.stated)} sure: right in {level.right_count} of {level.count}, "
        f"likely between {percent(level.right.low)} and {percent(level.right.high)}"
        for level in levels
    )


def _note(total: int) -> str:
    if total < LEAST_FOR_CURVE:
        return (
            f"{counted(total, 'judgement')} so far: read the points with their bars, which say how much is luck. "
            f"It takes {LEAST_FOR_CURVE} to speak of a curve."
        )
    return (
        f"From {counted(total, 'judgement')}. A point below the diagonal is more confidence than was warranted, above "
        "it less. The bars say how much is luck: nine times in ten the true share lies within."
    )


def _too_few(total: int) -> str:
    given = f"{counted(total, 'judgement')} so far." if total else "No judgement so far."
    return (
        f"{given} Decisions, and choices that ask for it, state a confidence; from {LEAST_FOR_POINTS} of them on, this "
        "place compares it with how often you were right."
    )
