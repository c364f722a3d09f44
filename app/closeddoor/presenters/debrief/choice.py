"""The debrief of a choice: every option with its reason, like that of a decision."""

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.choice import ChoiceResponse, ChoiceTask
from closeddoor.domain.tasks.options import Option
from closeddoor.presenters.debrief.decision import confidence_line
from closeddoor.presenters.states.debrief import DecisionDebrief, OptionOutcome
from closeddoor.presenters.words import counted, point_range, points
from closeddoor.services.practice import Briefing


def choice_debrief(briefing: Briefing, task: ChoiceTask, result: TaskResult) -> DecisionDebrief:
    chosen = chosen_of(briefing, task)
    picked = briefing.answers.get(task.id, {}).get("options", ())
    return DecisionDebrief(
        task_id=task.id,
        title=task.title,
        summary=result.note or found_line(task, chosen),
        points_line=point_range(result.low, result.high, result.max),
        confidence_line=_confidence_line(task, chosen),
        options=tuple(_outcome(task, option, is_yours=option.id in picked) for option in task.options),
    )


def chosen_of(briefing: Briefing, task: ChoiceTask) -> ChoiceResponse | None:
    answer = briefing.response().answers.get(task.id)
    return answer if isinstance(answer, ChoiceResponse) else None


def found_line(task: ChoiceTask, chosen: ChoiceResponse | None) -> str:
    """Return in words how what was picked compares with what the author would pick."""
    if chosen is None:
        return "You chose nothing."
    credits_chosen = [option.credit for option in task.options if option.id in chosen.options]
    return _many_line(task, credits_chosen) if task.select == "many" else _one_line(credits_chosen[0])


def _one_line(credit: float) -> str:
    if credit == 1:
        return "You chose as the author would."
    if credit > 0:
        return "The author would choose otherwise, and sees merit in your choice."
    return "The author would choose otherwise."


def _many_line(task: ChoiceTask, credits_chosen: list[float]) -> str:
    belong = sum(option.credit > 0 for option in task.options)
    found = sum(credit > 0 for credit in credits_chosen)
    harmful = sum(credit < 0 for credit in credits_chosen)
    more = f", and {harmful} that should have been left" if harmful else ""
    return f"You picked {found} of {counted(belong, 'option')} that belong{'s' if belong == 1 else ''}{more}."


def _outcome(task: ChoiceTask, option: Option, *, is_yours: bool) -> OptionOutcome:
    picks_many = task.select == "many"
    return OptionOutcome(
        title=option.title,
        is_best=option.credit > 0 if picks_many else option.credit == 1,
        is_yours=is_yours,
        credit_line=_credit_line(task, option),
        why=option.why,
        best_word="Belongs" if picks_many else "The best of them",
        harm_word="Better left" if is_yours and option.credit < 0 else "",
    )


def _credit_line(task: ChoiceTask, option: Option) -> str:
    most = sum(each.credit for each in task.options if each.credit > 0) if task.select == "many" else 1.0
    worth = option.credit / most * task.points
    if worth >= 0:
        return f"{points(worth)} of {points(task.points)} points"
    return f"Takes {points(-worth)} points away" if task.select == "many" else f"0 of {points(task.points)} points"


def _confidence_line(task: ChoiceTask, chosen: ChoiceResponse | None) -> str:
    if chosen is None or chosen.confidence is None:
        return ""
    option = task.option(chosen.options[0])
    return confidence_line(chosen.confidence, is_best=option is not None and option.credit == 1)
