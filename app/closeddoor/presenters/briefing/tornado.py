"""The sensitivity of a workbook's results in words and in places on a line, as the page draws it."""

from collections.abc import Mapping, Sequence

from closeddoor.domain.tasks.workbook import Input, Output, WorkbookTask
from closeddoor.language import tr
from closeddoor.presenters.briefing.numbers import MINUS, result_figure, shown_figure
from closeddoor.presenters.briefing.sensitivity import Patience, Results, Swing, swings, without
from closeddoor.presenters.states.briefing import EffectView, SwingView, TornadoView

NOTHING_MOVES = tr("None of the assumptions moves it by itself.")
NO_EFFECT = tr("Without effect on it")
AT_ZERO = tr("At 0, of which a fifth is nothing; set a figure to see what it moves")


def tornado_views(
    task: WorkbookTask, inputs: Mapping[str, float], now: Results, patience: Patience
) -> tuple[TornadoView, ...]:
    """Return a chart for each result: every assumption a fifth lower and higher, the strongest first.

    `now` are the results at `inputs`. Without charts when they take too long to work out.
    """
    moved = swings(task, inputs, patience)
    if moved is None:
        return ()
    still = tuple(each.title for each in task.inputs if each.id not in {swing.input.id for swing in moved})
    return tuple(_tornado(output, now[output.id], moved, still) for output in task.outputs)


def effect_views(
    task: WorkbookTask, inputs: Mapping[str, float], now: Results, input_id: str
) -> tuple[EffectView, ...]:
    """Return what one change of the participant does by itself to each result that it moves."""
    before = without(task, inputs, input_id)
    return tuple(
        EffectView(output.title, _change_words(before[output.id], now[output.id], output.unit))
        for output in task.outputs
        if before[output.id] != now[output.id]
    )


def shown_value(each: Input, value: float) -> str:
    """Return an input in words where it is a line to count or leave out."""
    if each.kind == "toggle":
        return tr("Counted") if value else tr("Left out")
    return shown_figure(value)


def _tornado(output: Output, now: float | None, moved: Sequence[Swing], still: tuple[str, ...]) -> TornadoView:
    ranked = sorted((swing for swing in moved if swing.spread(output.id)), key=lambda swing: -swing.spread(output.id))
    idle = tuple(swing.input.title for swing in moved if swing not in ranked)
    notes = tuple(f"{why}: {' · '.join(titles)}." for why, titles in ((NO_EFFECT, idle), (AT_ZERO, still)) if titles)
    results = [result for swing in ranked for result in (swing.at_low[output.id], swing.at_high[output.id])]
    scale = [value for value in (now, *results) if value is not None]
    views = tuple(_swing(swing, output, scale) for swing in ranked)
    return TornadoView(output.title, output.unit, _said(ranked, output), _place(now, scale), views, notes)


def _swing(swing: Swing, output: Output, scale: Sequence[float]) -> SwingView:
    low, high = swing.at_low[output.id], swing.at_high[output.id]
    ends = ((swing.low, low), (swing.high, high))
    caption = " · ".join(f"{_at(swing.input, value)}: {result_figure(result)}" for value, result in ends)
    return SwingView(swing.input.id, swing.input.title, caption, _place(low, scale), _place(high, scale))


def _said(ranked: Sequence[Swing], output: Output) -> str:
    """Return the answer to what moves the result most, in a sentence."""
    first = next(iter(ranked), None)
    if first is None:
        return NOTHING_MOVES
    low, high = first.at_low[output.id], first.at_high[output.id]
    if low is None or high is None:
        return tr("Most of all: {title}. At one end the result does not exist.", title=first.input.title)
    least, most = sorted((low, high))
    return tr(
        "Most of all: {title}, from {least} to {most} {unit}.",
        title=first.input.title,
        least=result_figure(least),
        most=result_figure(most),
        unit=output.unit,
    )


def _at(each: Input, value: float) -> str:
    return (
        shown_value(each, value)
        if each.kind == "toggle"
        else tr("At {value} {unit}", value=shown_figure(value), unit=each.unit)
    )


def _change_words(before: float | None, after: float | None, unit: str) -> str:
    if before is None or after is None:
        return tr("{after} instead of {before}", after=result_figure(after), before=result_figure(before))
    change = result_figure(after - before)
    return f"{change if change.startswith(MINUS) else f'+{change}'} {unit}"


def _place(value: float | None, scale: Sequence[float]) -> float | None:
    """Return where `value` lies between the least (0) and the most (1) of `scale`."""
    if value is None:
        return None
    least, most = min(scale), max(scale)  # a place there is only where `value` is one of them
    return (value - least) / (most - least) if most > least else 0.5
