"""An estimate in hand: three figures as typed, the sentence that checks them, and the draft they become."""

from collections.abc import Mapping, Sequence
from typing import Any

from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.language import tr
from closeddoor.presenters.briefing.numbers import Notation, read_number, shown_figure, typed_figure
from closeddoor.presenters.briefing.scale_line import line_of
from closeddoor.presenters.states.briefing import EstimateState, FigureField, LineView
from closeddoor.text import RenderedText

Draft = Mapping[str, Any]

TITLES = {"low": tr("Low"), "best": tr("Best"), "high": tr("High")}
ASKED = tr("Give a range that you expect to hold the true figure four times in five.")
NOT_COUNTED = tr("Until then it does not count as an answer.")


def estimate_state(
    task: EstimateTask, answer: Draft, typed: Mapping[str, str], prompt: RenderedText, *, has_commas: bool
) -> EstimateState:
    """Return the page; `typed` is what stands in the fields, for as long as it is being typed."""
    notation = Notation(task.unit, has_commas)
    fields = tuple(_field(key, text, notation) for key, text in texts_of(answer, typed).items())
    figures = [field.value for field in fields if field.value is not None]
    return EstimateState(task.title, prompt, task.unit, fields, _said(task, fields), _line(task, figures))


def texts_of(answer: Draft, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in each field."""
    return {key: typed.get(key, draft_text(answer.get(key, ""))) for key in TITLES}


def dragged(
    task: EstimateTask, texts: Mapping[str, str], field_id: str, value: float, *, has_commas: bool
) -> dict[str, str]:
    """Return the fields after one figure was dragged to `value`: to the nearest step, never past its neighbours."""
    notation = Notation(task.unit, has_commas)
    figures = {key: read_number(text, notation).value for key, text in texts.items()}
    known = [figure for figure in figures.values() if figure is not None]
    line = line_of(task.unit, known)
    if line is None or field_id not in TITLES:
        return dict(texts)
    keys = list(TITLES)
    place = keys.index(field_id)
    below = [figure for key in keys[:place] if (figure := figures[key]) is not None]
    above = [figure for key in keys[place + 1 :] if (figure := figures[key]) is not None]
    held = min([max([line.on_step(value), *below]), *above])
    return {**texts, field_id: typed_figure(held)}


def estimate_draft(task: EstimateTask, typed: Mapping[str, str], *, has_commas: bool) -> dict[str, float | str]:
    """Return what is kept: each figure as a number, or as typed where it is none yet."""
    notation = Notation(task.unit, has_commas)
    return {key: draft_value(typed[key], notation) for key in TITLES if typed.get(key, "").strip()}


def draft_value(text: str, notation: Notation) -> float | str:
    value = read_number(text, notation).value
    return text if value is None else value


def draft_text(value: object) -> str:
    return typed_figure(value) if isinstance(value, int | float) else str(value)


def answer_words(task: EstimateTask, answer: Draft) -> str:
    low, best, high = (shown_figure(answer[key]) for key in TITLES)
    return tr("{best} {unit}, between {low} and {high}", best=best, unit=task.unit, low=low, high=high)


def _field(key: str, text: str, notation: Notation) -> FigureField:
    reading = read_number(text, notation)
    return FigureField(key, TITLES[key], text, reading.problem, reading.value)


def _line(task: EstimateTask, figures: Sequence[float]) -> LineView | None:
    line = line_of(task.unit, figures)
    if line is None:
        return None
    return LineView(line.least, line.most, line.step, shown_figure(line.least), shown_figure(line.most))


def _said(task: EstimateTask, fields: tuple[FigureField, ...]) -> str:
    """Return the sentence under the fields: what is missing, what is out of order, or what the range claims."""
    values = {field.field_id: field.value for field in fields}
    low, best, high = (values[key] for key in TITLES)
    disorder = _disorder(low, best, high)
    missing = [title.lower() for key, title in TITLES.items() if values[key] is None]
    if disorder:
        return f"{disorder} {NOT_COUNTED}"
    if low is None or best is None or high is None:
        names = " and ".join(missing)
        return (
            ASKED
            if len(missing) == len(TITLES)
            else tr("Still to give: {names}. {not_counted}", names=names, not_counted=NOT_COUNTED)
        )
    return tr(
        "You expect {low} to {high} {unit}, and to be right four times in five.",
        low=shown_figure(low),
        high=shown_figure(high),
        unit=task.unit,
    )


def _disorder(low: float | None, best: float | None, high: float | None) -> str:
    if low is not None and high is not None and low > high:
        return tr("The low figure is above the high one: exchange them.")
    if low is not None and best is not None and low > best:
        return tr("The low figure is above the best one: lower it, or raise the best.")
    if best is not None and high is not None and best > high:
        return tr("The best figure is above the high one: lower it, or raise the high.")
    return ""
