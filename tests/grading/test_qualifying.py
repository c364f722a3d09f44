"""The rule by which a pack's own test keeps the grader away from a text."""

import pytest

from closeddoor.grading.agreement import Agreement
from closeddoor.grading.qualifying import interview_left_to_participant, is_short, memo_left_to_participant


@pytest.mark.parametrize(
    ("found", "short"),
    [
        (Agreement(), False),  # no labelled answer
        (Agreement(met_unsure=20, not_unsure=30, not_not=40), False),  # nothing credited: all is left as it is
        (Agreement(met_met=17, not_met=3), False),  # 0.85
        (Agreement(met_met=16, not_met=3), True),  # 0.842
        (Agreement(met_met=17, not_met=3, met_not=50, met_unsure=50), False),  # what was not credited is not counted
        (Agreement(not_met=1), True),
        (Agreement(revealed_asked=17, revealed_other=3, wrong=3, unclear=90), False),
        (Agreement(revealed_asked=5, revealed_other=1, wrong=1, right=5), True),
    ],
)
def test_a_task_is_short_when_too_few_credits_are_right(found: Agreement, short: bool) -> None:  # noqa: FBT001
    assert is_short(found) is short


def test_the_reason_gives_the_figure_and_leaves_every_point_to_the_participant() -> None:
    memo = memo_left_to_participant(Agreement(met_met=16, not_met=3))
    assert (memo.verdicts, memo.scored_by) == ((), "participant")
    assert "only 16 of the 19 points it credited (84%) were really made; it takes 85%" in memo.note
    assert "Each point is for you to decide" in memo.note
    interview = interview_left_to_participant(Agreement(revealed_asked=5, revealed_other=1))
    assert (interview.matches, interview.scored_by) == (None, "participant")
    assert "only 5 of the 6 facts that came to light (83%) were really asked for; it takes 85%" in interview.note
    assert "each fact is for you to decide" in interview.note


def test_a_share_just_below_the_limit_is_not_shown_as_the_limit() -> None:
    assert "(84%)" in memo_left_to_participant(Agreement(met_met=8499, not_met=1501)).note
