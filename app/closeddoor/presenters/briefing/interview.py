"""An interview in hand: the conversation so far, and the question being written."""

from dataclasses import replace

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


def interview_state(briefing: Briefing, task: InterviewTask, *, waiting: bool) -> InterviewState:
    state, _ = briefing.interview(task)
    return InterviewState(
        title=task.title,
        prompt=rendered_markdown(task.prompt),
        persona_name=task.persona.name,
        persona_title=task.persona.title,
        lines=interview_lines(briefing, task),
        turns_left=state.turns_left(task),
        turns=task.turns,
        draft=briefing.unasked.get(task.id, ""),
        waiting=waiting,
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


def interview_lines(briefing: Briefing, task: InterviewTask) -> tuple[InterviewLine, ...]:
    """Return the conversation so far, the counterpart's opening first."""
    _, replies = briefing.interview(task)
    read = (match.is_read for match in briefing.matches.get(task.id, ()))
    lines = [InterviewLine("counterpart", task.persona.opening)]
    asked = briefing.answers.get(task.id, {}).get("questions", ())
    for question, reply, is_read in zip(asked, replies, read, strict=False):
        why = ASIDES.get(reply.kind, "") if is_read else UNREAD
        aside = " ".join(part for part in (why, FREE if reply.is_free else "") if part)
        lines += [InterviewLine("participant", question), InterviewLine("counterpart", reply.text, aside)]
    return tuple(lines)
