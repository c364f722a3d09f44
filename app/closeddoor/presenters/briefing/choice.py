"""Options in hand: what the page shows of them, and what their answer becomes.

A decision is a choice of one that asks for a confidence; it differs in the shape of its answer alone.
"""

from collections.abc import Mapping
from typing import Any

from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.language import tr
from closeddoor.presenters.states.briefing import ChoiceState, OptionView
from closeddoor.presenters.words import counted, percent
from closeddoor.text import RenderedText

Draft = Mapping[str, Any]
OptionsTask = ChoiceTask | DecisionTask


def choice_state(task: OptionsTask, answer: Draft, prompt: RenderedText) -> ChoiceState:
    return ChoiceState(
        title=task.title,
        prompt=prompt,
        options=tuple(OptionView(option.id, option.title) for option in task.options),
        picks_many=picks_many(task),
        chosen=chosen_ids(answer),
        asks_confidence=isinstance(task, DecisionTask) or task.confidence,
        confidence=answer.get("confidence"),
    )


def picks_many(task: OptionsTask) -> bool:
    return isinstance(task, ChoiceTask) and task.select == "many"


def chosen_ids(answer: Draft) -> tuple[str, ...]:
    """Return the options of an answer or of a draft."""
    return (answer["option"],) if "option" in answer else tuple(answer.get("options", ()))


def with_option(task: OptionsTask, answer: Draft, option_id: str) -> dict[str, Any]:
    """Return the answer after a click on an option: of many, another click takes it back."""
    if isinstance(task, DecisionTask):
        return {**answer, "option": option_id}
    if task.select == "one":
        return {**answer, "options": [option_id]}
    now = set(chosen_ids(answer)) ^ {option_id}
    return {**answer, "options": [option.id for option in task.options if option.id in now]}


def answer_words(task: OptionsTask, answer: Draft) -> str:
    titles = [option.title for option in task.options if option.id in chosen_ids(answer)]
    if picks_many(task):
        return tr("{options} of {count} picked", options=counted(len(titles), "option"), count=len(task.options))
    said = titles[0] if titles[0][-1] in ".?" else f"{titles[0]}."
    return (
        tr("{said} You are {confidence} sure.", said=said, confidence=percent(answer["confidence"]))
        if "confidence" in answer
        else titles[0]
    )
