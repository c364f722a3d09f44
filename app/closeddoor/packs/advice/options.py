"""A warning about options: the best one can be picked by its length, without reading."""

from collections.abc import Iterator, Sequence

from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.options import Option
from closeddoor.language import tr
from closeddoor.packs.advice.warning import Place, Warned

BY_FAR = 1.5
"""How many times as long as every other option the best one is when its length gives it away."""

BY_FAR_CHARACTERS = 20
"""And by how many characters at least: nobody is led by “Yes” being longer than “No”."""


def warn_of_options(scenario: Scenario, place: Place) -> Iterator[Warned]:
    """Look at the options of every choice and decision."""
    for number, task in enumerate(scenario.tasks):
        options = _options(task)
        best = [len(option.title) for option in options if _is_best(task, option)]
        others = [len(option.title) for option in options if not _is_best(task, option)]
        if best and others and min(best) >= max(BY_FAR * max(others), max(others) + BY_FAR_CHARACTERS):
            problem = tr(
                "The best option has {most} characters and the next longest {next}, so that it can be picked by its "
                "length, unread. Shorten it, or say more in the others.",
                most=min(best),
                next=max(others),
            )
            yield place.at(f"tasks[{number}].options").warn("options.longest", problem)


def _options(task: Task) -> Sequence[Option]:
    return task.options if isinstance(task, DecisionTask | ChoiceTask) else ()


def _is_best(task: Task, option: Option) -> bool:
    many = isinstance(task, ChoiceTask) and task.select == "many"
    return option.credit > 0 if many else option.credit == 1
