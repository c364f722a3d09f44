"""A workbook in hand: the assumptions as typed, and the results that follow from them at once."""

from collections.abc import Mapping
from typing import Any

from closeddoor.domain.tasks.workbook import Input, WorkbookTask, outputs_at
from closeddoor.presenters.briefing.estimate import draft_text, draft_value
from closeddoor.presenters.briefing.numbers import read_number, result_figure, shown_figure, typed_figure
from closeddoor.presenters.states.briefing import InputView, OutputView, WorkbookState
from closeddoor.presenters.words import counted
from closeddoor.text import RenderedText

Draft = Mapping[str, Any]


def workbook_state(task: WorkbookTask, answer: Draft, typed: Mapping[str, str], prompt: RenderedText) -> WorkbookState:
    """Return the page; `typed` is what stands in the fields, for as long as it is being typed."""
    set_inputs = answer.get("inputs", {})
    return WorkbookState(
        title=task.title,
        prompt=prompt,
        horizon_line=f"Over {counted(task.horizon_years, 'year')}",
        inputs=tuple(_input(each, set_inputs, typed) for each in task.inputs),
        outputs=output_views(task, read_values(set_inputs)),
        left_as_proposed=None if set_inputs else is_left(answer),
    )


def is_left(answer: Draft) -> bool:
    """Return whether the participant leaves every input as proposed, which they must say: a page gone past is none."""
    return answer.get("inputs") == {}


def output_views(task: WorkbookTask, inputs: Mapping[str, float]) -> tuple[OutputView, ...]:
    """Return every result as proposed and at `inputs`."""
    proposed, yours = outputs_at(task, {}), outputs_at(task, inputs)
    return tuple(
        OutputView(
            output.id,
            output.title,
            output.unit,
            result_figure(proposed[output.id]),
            result_figure(yours[output.id]),
        )
        for output in task.outputs
    )


def read_values(inputs: Mapping[str, object]) -> dict[str, float]:
    """Return the inputs that are numbers; one that is only half typed stays as proposed meanwhile."""
    return {key: float(value) for key, value in inputs.items() if isinstance(value, int | float)}


def workbook_draft(task: WorkbookTask, typed: Mapping[str, str], before: Draft) -> dict[str, dict[str, float | str]]:
    """Return what is kept: the inputs that differ from what is proposed, as numbers or as typed; with none, nothing."""
    values = {each.id: draft_value(typed[each.id]) for each in task.inputs if typed.get(each.id, "").strip()}
    proposed = {each.id: each.proposed for each in task.inputs}
    inputs = {key: value for key, value in values.items() if value != proposed[key]}
    return {"inputs": inputs} if inputs or is_left(before) else {}


def answer_words(answer: Draft) -> str:
    if is_left(answer):
        return "Every assumption left as proposed"
    return f"{counted(len(answer['inputs']), 'assumption')} changed".capitalize()


def shown_value(each: Input, value: float) -> str:
    """Return an input in words where it is a line to count or leave out."""
    if each.kind == "toggle":
        return "Counted" if value else "Left out"
    return shown_figure(value)


def _input(each: Input, set_inputs: Mapping[str, object], typed: Mapping[str, str]) -> InputView:
    kept = set_inputs.get(each.id)
    text = typed.get(each.id, typed_figure(each.proposed) if kept is None else draft_text(kept))
    return InputView(
        input_id=each.id,
        title=each.title,
        unit="" if each.kind == "toggle" else each.unit,
        is_toggle=each.kind == "toggle",
        proposed=shown_value(each, each.proposed),
        proposed_text=typed_figure(each.proposed),
        text=text,
        is_changed=kept is not None,
        problem=read_number(text).problem,
    )
