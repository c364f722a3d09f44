"""An estimate in hand: three figures as typed, the sentence that checks them, and the draft they become."""

from collections.abc import Mapping
from typing import Any

from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.presenters.briefing.numbers import read_number, shown_figure, typed_figure
from closeddoor.presenters.states.briefing import EstimateState, FigureField
from closeddoor.text import RenderedText

Draft = Mapping[str, Any]

TITLES = {"low": "Low", "best": "Best", "high": "High"}
ASKED = "Give a range that you expect to hold the true figure four times in five."
NOT_COUNTED = "Until then it does not count as an answer."


def estimate_state(task: EstimateTask, answer: Draft, typed: Mapping[str, str], prompt: RenderedText) -> EstimateState:
    """Return the page; `typed` is what stands in the fields, for as long as it is being typed."""
    texts = {key: typed.get(key, draft_text(answer.get(key, ""))) for key in TITLES}
    fields = tuple(
        FigureField(key, title, texts[key], read_number(texts[key]).problem) for key, title in TITLES.items()
    )
    return EstimateState(task.title, prompt, task.unit, fields, _said(task, fields))


def estimate_draft(typed: Mapping[str, str]) -> dict[str, float | str]:
    """Return what is kept: each figure as a number, or as typed where it is none yet."""
    return {key: draft_value(typed[key]) for key in TITLES if typed.get(key, "").strip()}


def draft_value(text: str) -> float | str:
    value = read_number(text).value
    return text if value is None else value


def draft_text(value: object) -> str:
    return typed_figure(value) if isinstance(value, int | float) else str(value)


def answer_words(task: EstimateTask, answer: Draft) -> str:
    low, best, high = (shown_figure(answer[key]) for key in TITLES)
    return f"{best} {task.unit}, between {low} and {high}"


def _said(task: EstimateTask, fields: tuple[FigureField, ...]) -> str:
    """Return the sentence under the fields: what is missing, what is out of order, or what the range claims."""
    values = {field.field_id: read_number(field.text).value for field in fields}
    low, best, high = (values[key] for key in TITLES)
    disorder = _disorder(low, best, high)
    missing = [title.lower() for key, title in TITLES.items() if values[key] is None]
    if disorder:
        return f"{disorder} {NOT_COUNTED}"
    if low is None or best is None or high is None:
        names = " and ".join(missing)
        return ASKED if len(missing) == len(TITLES) else f"Still to give: {names}. {NOT_COUNTED}"
    return f"You expect {shown_figure(low)} to {shown_figure(high)} {task.unit}, and to be right four times in five."


def _disorder(low: float | None, best: float | None, high: float | None) -> str:
    if low is not None and high is not None and low > high:
        return "The low figure is above the high one: exchange them."
    if low is not None and best is not None and low > best:
        return "The low figure is above the best one: lower it, or raise the best."
    if best is not None and high is not None and best > high:
        return "The best figure is above the high one: lower it, or raise the high."
    return ""
