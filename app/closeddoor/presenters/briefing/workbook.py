"""A workbook in hand: the assumptions as typed, and the results that follow from them at once."""

from collections.abc import Mapping
from typing import Any

from closeddoor.domain.tasks.workbook import Input, WorkbookTask, outputs_at
from closeddoor.language import tr
from closeddoor.presenters.briefing.estimate import draft_text, draft_value
from closeddoor.presenters.briefing.numbers import Notation, read_number, result_figure, typed_figure
from closeddoor.presenters.briefing.sensitivity import Patience
from closeddoor.presenters.briefing.tornado import effect_views, shown_value, tornado_views
from closeddoor.presenters.states.briefing import EffectView, InputView, OutputView, WorkbookState
from closeddoor.presenters.words import counted
from closeddoor.text import RenderedText

__all__ = ["answer_words", "output_views", "read_values", "shown_value", "workbook_draft", "workbook_state"]

Draft = Mapping[str, Any]


def workbook_state(
    task: WorkbookTask,
    answer: Draft,
    typed: Mapping[str, str],
    prompt: RenderedText,
    *,
    has_commas: bool,
    is_typing: bool = False,
) -> WorkbookState:
    """Return the page; `typed` is what stands in the fields, for as long as it is being typed.

    While `is_typing` it is without charts: each has every result twice for every assumption, too much for one key.
    """
    set_inputs = answer.get("inputs", {})
    values, patience = read_values(set_inputs), Patience()
    now = outputs_at(task, values)

    def effects(each: Input) -> tuple[EffectView, ...] | None:
        """Return what its change does; None for no change, and where working it out takes too long."""
        return effect_views(task, values, now, each.id) if each.id in values and not patience.is_over else None

    return WorkbookState(
        title=task.title,
        prompt=prompt,
        horizon_line=tr("Over {years}", years=counted(task.horizon_years, "year")),
        inputs=tuple(
            _input(each, set_inputs.get(each.id), typed.get(each.id), effects(each), has_commas=has_commas)
            for each in task.inputs
        ),
        outputs=output_views(task, values),
        left_as_proposed=None if set_inputs else is_left(answer),
        tornados=None if is_typing else tornado_views(task, values, now, patience),
    )


def is_left(answer: Draft) -> bool:
    """Return whether the participant leaves every input as proposed, which they must say: a page gone past is none."""
    return answer.get("inputs") == {}


def output_views(task: WorkbookTask, inputs: Mapping[str, float]) -> tuple[OutputView, ...]:
    """Return every result as proposed and at `inputs`."""
    proposed, yours = outputs_at(task, {}), outputs_at(task, inputs)
    return tuple(
        OutputView(
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


def workbook_draft(
    task: WorkbookTask, typed: Mapping[str, str], before: Draft, *, has_commas: bool
) -> dict[str, dict[str, float | str]]:
    """Return what is kept: the inputs that differ from what is proposed, as numbers or as typed; with none, nothing."""
    values = {
        each.id: draft_value(text, Notation(each.unit, has_commas))
        for each in task.inputs
        if (text := typed.get(each.id, "")).strip()
    }
    proposed = {each.id: each.proposed for each in task.inputs}
    inputs = {key: value for key, value in values.items() if value != proposed[key]}
    return {"inputs": inputs} if inputs or is_left(before) else {}


def answer_words(answer: Draft) -> str:
    if is_left(answer):
        return tr("Every assumption left as proposed")
    return tr("{assumptions} changed", assumptions=counted(len(answer["inputs"]), "assumption")).capitalize()


def _input(
    each: Input, kept: object, typed: str | None, effects: tuple[EffectView, ...] | None, *, has_commas: bool
) -> InputView:
    text = typed if typed is not None else typed_figure(each.proposed) if kept is None else draft_text(kept)
    return InputView(
        input_id=each.id,
        title=each.title,
        unit="" if each.kind == "toggle" else each.unit,
        is_toggle=each.kind == "toggle",
        proposed=shown_value(each, each.proposed),
        proposed_text=typed_figure(each.proposed),
        text=text,
        is_changed=kept is not None,
        problem=read_number(text, Notation(each.unit, has_commas)).problem,
        effects=effects,
    )
