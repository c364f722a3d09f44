"""The debrief of a choice or a decision: every option with its reason, and how sure against how right."""

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.options import Option
from closeddoor.language import tr
from closeddoor.presenters.briefing.choice import OptionsTask, chosen_ids, picks_many
from closeddoor.presenters.states.debrief import ChoiceDebrief, OptionOutcome
from closeddoor.presenters.words import counted, percent, point_range
from closeddoor.services.practice import Briefing

MERIT = 0.5
"""The least credit of an option in which its author is said to see merit; below, it is not the author's praise."""


def choice_debrief(briefing: Briefing, task: OptionsTask, result: TaskResult) -> ChoiceDebrief:
    """Return the section; what was picked is marked even where it does not count as an answer."""
    picked = chosen_ids(briefing.answers.get(task.id, {}))
    return ChoiceDebrief(
        task_id=task.id,
        title=task.title,
        summary=result.note or found_line(briefing, task),
        points_line=point_range(result.low, result.high, result.max),
        confidence_line=_confidence_line(briefing, task) if result.items else "",
        options=tuple(_outcome(task, option, is_yours=option.id in picked) for option in task.options),
    )


def found_line(briefing: Briefing, task: OptionsTask) -> str:
    """Return in words how what was picked compares with what the author would pick."""
    picked = [option.credit for option in _picked(briefing, task)]
    return _many_line(task, picked) if picks_many(task) else _one_line(picked[0])


def _picked(briefing: Briefing, task: OptionsTask) -> list[Option]:
    ids = chosen_ids(briefing.answers[task.id])
    return [option for option in task.options if option.id in ids]


def _one_line(credit: float) -> str:
    if credit == 1:
        return tr("You chose as the author would.")
    if credit >= MERIT:
        return tr("The author would choose otherwise, and sees merit in your choice.")
    return tr("The author would choose otherwise.")


def _many_line(task: OptionsTask, picked: list[float]) -> str:
    belong = sum(option.credit > 0 for option in task.options)
    found = sum(credit > 0 for credit in picked)
    harmful = sum(credit < 0 for credit in picked)
    more = tr(", and {harmful} that should have been left", harmful=harmful) if harmful else ""
    options = counted(belong, "option that belongs", "options that belong")
    return tr("You picked {found} of {options}{more}.", found=found, options=options, more=more)


def _outcome(task: OptionsTask, option: Option, *, is_yours: bool) -> OptionOutcome:
    many = picks_many(task)
    return OptionOutcome(
        title=option.title,
        is_best=option.credit > 0 if many else option.credit == 1,
        is_yours=is_yours,
        credit_line=_credit_line(task, option),
        why=option.why,
        best_word=tr("Belongs") if many else tr("The best of them"),
        harm_word=tr("Better left") if is_yours and option.credit < 0 else "",
        option_id=option.id,
    )


def _credit_line(task: OptionsTask, option: Option) -> str:
    most = sum(each.credit for each in task.options if each.credit > 0) if picks_many(task) else 1.0
    worth = option.credit / most * task.points
    if worth >= 0 or not picks_many(task):
        return point_range(max(worth, 0.0), max(worth, 0.0), task.points)
    return tr("Takes {points} away", points=counted(max(1, round(-worth)), "point"))


def _confidence_line(briefing: Briefing, task: OptionsTask) -> str:
    """Return how sure against how right, where the task asks for it."""
    confidence = briefing.answers[task.id].get("confidence")
    if confidence is None:
        return ""
    is_best = any(option.credit == 1 for option in _picked(briefing, task))
    right = tr("It was the best of them.") if is_best else tr("It was not the best of them.")
    return tr(
        "You were {confidence} sure. {right} One decision says little; many show a pattern.",
        confidence=percent(confidence),
        right=right,
    )
