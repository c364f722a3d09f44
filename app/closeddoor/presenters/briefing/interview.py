"""An interview in hand: the conversation so far, and the question being written."""

from dataclasses import dataclass, replace

from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.language import tr
from closeddoor.presenters.briefing.rendering import rendered_markdown
from closeddoor.presenters.states.briefing import BriefingViewState, InterviewLine, InterviewState
from closeddoor.services.practice import Briefing

ASIDES = {
    "unclear": tr("Asked back."),
    "repeats": tr("Said before."),
    "deflects": tr("The application found nothing in the briefing that this asks for. It may only be the wording."),
}
"""Said under a reply: who believes that the counterpart does not know would draw a wrong conclusion."""

UNREAD = tr("Nothing could tell what this asks for, so the reply brought nothing to light. You decide afterwards.")

FREE = tr("No question is used up.")

OWN_WORDS = tr("In the model's own words, as later replies may be. What is said is what the author wrote.")
"""Said once, under the first reply of which it is true."""


@dataclass(frozen=True)
class Untold:
    """A reply that is not shown yet: that of the question at `place`; `is_slow` once one has waited for it a little."""

    place: int
    is_slow: bool = False


def interview_state(
    briefing: Briefing, task: InterviewTask, *, waiting: bool, untold: Untold | None = None
) -> InterviewState:
    state, _ = briefing.interview(task)
    return InterviewState(
        title=task.title,
        prompt=rendered_markdown(task.prompt),
        persona_name=task.persona.name,
        persona_title=task.persona.title,
        lines=interview_lines(briefing, task, untold),
        turns_left=state.turns_left(task),
        turns=task.turns,
        draft=briefing.unasked.get(task.id, ""),
        waiting=waiting,
        answering=untold is not None and untold.is_slow,
    )


def answer_words(briefing: Briefing, task: InterviewTask) -> str:
    """Return how many of the questions are used, and that the others end with the commitment."""
    state, _ = briefing.interview(task)
    left = state.turns_left(task)
    used = tr("{used} of {turns} questions asked", used=task.turns - left, turns=task.turns)
    return tr("{used} · {left} more can be asked until you commit", used=used, left=left) if left else used


def with_warning(view: BriefingViewState, unmatched: str) -> BriefingViewState:
    """Return the page with why no reply of its interview brings anything to light, if so."""
    return (
        replace(view, body=replace(view.body, unmatched=unmatched)) if isinstance(view.body, InterviewState) else view
    )


def interview_lines(briefing: Briefing, task: InterviewTask, untold: Untold | None = None) -> tuple[InterviewLine, ...]:
    """Return the conversation so far, the counterpart's opening first, without the reply that is `untold`."""
    _, replies = briefing.interview(task)
    read = (match.is_read for match in briefing.matches.get(task.id, ()))
    wordings = briefing.wordings.get(task.id, {})
    lines = [InterviewLine("counterpart", task.persona.opening)]
    asked = briefing.answers.get(task.id, {}).get("questions", ())
    for place, (question, reply, is_read) in enumerate(zip(asked, replies, read, strict=False)):
        lines.append(InterviewLine("participant", question))
        if untold is None or untold.place != place:
            why = ASIDES.get(reply.kind, "") if is_read else UNREAD
            said = OWN_WORDS if place == min(wordings, default=-1) else ""
            aside = " ".join(part for part in (why, FREE if reply.is_free else "", said) if part)
            lines.append(InterviewLine("counterpart", wordings.get(place, reply.text), aside))
    return tuple(lines)
