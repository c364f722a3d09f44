"""A choice in hand: what the page shows of it, and what its answer becomes."""

from collections.abc import Mapping
from typing import Any

from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.presenters.states.briefing import ChoiceState, OptionView
from closeddoor.presenters.words import counted, percent
from closeddoor.text import RenderedText

Draft = Mapping[str, Any]


def choice_state(task: ChoiceTask, answer: Draft, prompt: RenderedText) -> ChoiceState:
    return ChoiceState(
        title=task.title,
        prompt=prompt,
        options=tuple(OptionView(option.id, option.title) for option in task.options),
        picks_many=task.select == "many",
        chosen=tuple(answer.get("options", ())),
        asks_confidence=task.confidence,
        confidence=answer.get("confidence"),
    )


def with_option(task: ChoiceTask, answer: Draft, option_id: str) -> dict[str, Any]:
    """Return the answer after a click on an option: of many, another click takes it back."""
    if task.select == "one":
        return {**answer, "options": [option_id]}
    before = answer.get("options", ())
    now = set(before) ^ {option_id}
    return {**answer, "options": [option.id for option in task.options if option.id in now]}


def answer_words(task: ChoiceTask, answer: Draft) -> str:
    titles = [option.title for option in task.options if option.id in answer["options"]]
    if task.select == "many":
        return f"{counted(len(titles), 'option')} of {len(task.options)} picked"
    said = titles[0] if titles[0][-1] in ".?" else f"{titles[0]}."
    return f"{said} You are {percent(answer['confidence'])} sure." if task.confidence else titles[0]
