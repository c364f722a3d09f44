"""What a debrief says of facts on which nothing hangs: told they are shown, untold they are no silence to regret."""

import pytest

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.interview import InterviewResponse, score
from closeddoor.domain.verdicts import InterviewGrading, QuestionMatch
from closeddoor.presenters.debrief.interview import found_line, that_matters
from tests.domain.samples import interview_task

TASK = interview_task()
FREE = [fact.id for fact in TASK.facts if not fact.points]
PAYING = [fact.id for fact in TASK.facts if fact.points]


def result(*revealed: str, unclear: tuple[str, ...] = ()) -> TaskResult:
    matches = (QuestionMatch(0, revealed, unclear),)
    context = ScoringContext(gradings={TASK.id: InterviewGrading(matches)})
    return score(TASK, InterviewResponse(("Well?",)), context)


@pytest.mark.parametrize("unclear", [(), tuple(FREE)], ids=["silent", "asked back"])
def test_a_free_fact_that_was_not_told_is_left_out(unclear: tuple[str, ...]) -> None:
    assert FREE
    assert [item.id for item in that_matters(TASK, result(PAYING[0], unclear=unclear)).items] == PAYING


def test_a_free_fact_that_was_told_is_shown_and_not_counted() -> None:
    shown = that_matters(TASK, result(PAYING[0], FREE[0]))
    assert {item.id for item in shown.items} == {*PAYING, FREE[0]}
    assert found_line(TASK, shown) == f"1 of {len(PAYING)} facts came to light."
