"""What a debrief says of facts on which nothing hangs: told they are shown, untold they are no silence to regret."""

from pathlib import Path

import pytest

from closeddoor.domain.result import TaskResult
from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.interview import InterviewResponse, score
from closeddoor.domain.verdicts import InterviewGrading, QuestionMatch
from closeddoor.presenters.debrief.interview import found_line, interview_debrief, that_matters
from tests.domain.samples import interview_task
from tests.services.practice_bench import PracticeBench, letter_pack

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


def test_a_free_fact_that_was_told_is_shown_and_said_not_to_count(tmp_path: Path) -> None:
    shown = that_matters(TASK, result(PAYING[0], FREE[0]))
    assert {item.id for item in shown.items} == {*PAYING, FREE[0]}
    line = "1 of 2 facts that matter came to light; you were also told 1 on which nothing hangs."
    assert found_line(TASK, shown) == line
    briefing = PracticeBench(letter_pack(tmp_path)).open()
    section = interview_debrief(briefing, TASK, shown, "")
    assert [(fact.item_id, fact.verdict) for fact in section.facts][-1] == (FREE[0], "neutral")
    assert not any(fact.can_contest for fact in section.facts if fact.item_id == FREE[0])
