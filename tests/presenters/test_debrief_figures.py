"""The debriefs of choice, estimate and workbook: answered, half filled and left open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from closeddoor.presenters.debrief.view import debrief_view
from closeddoor.presenters.states.debrief import ChoiceDebrief, DebriefViewState, EstimateDebrief, WorkbookDebrief
from closeddoor.services.practice import JsonObject
from tests.presenters.briefing.seven import seven_files
from tests.services.practice_bench import PracticeBench, letter_pack


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    bench = PracticeBench(letter_pack(tmp_path, seven_files()))
    yield bench
    bench.vault.close()


def debrief(bench: PracticeBench, answers: dict[str, JsonObject]) -> DebriefViewState:
    """Answer, restart, commit and score, as the window does."""
    briefing = bench.open().at("best")
    for task_id, answer in answers.items():
        briefing = bench.answered(briefing, task_id, answer)
    briefing = bench.reopened().committed()
    bench.wait(bench.practice.keep_committed(briefing))
    return debrief_view(bench.wait(bench.practice.score(briefing)))


def choice(view: DebriefViewState, task_id: str) -> ChoiceDebrief:
    section = next(task for task in view.tasks if task.task_id == task_id)
    assert isinstance(section, ChoiceDebrief)
    return section


def estimate(view: DebriefViewState) -> EstimateDebrief:
    section = next(task for task in view.tasks if task.task_id == "months")
    assert isinstance(section, EstimateDebrief)
    return section


def workbook(view: DebriefViewState) -> WorkbookDebrief:
    section = next(task for task in view.tasks if task.task_id == "case")
    assert isinstance(section, WorkbookDebrief)
    return section


def test_a_choice_of_one_is_told_like_a_decision(bench: PracticeBench) -> None:
    section = choice(debrief(bench, {"best": {"options": ["trust"], "confidence": 0.75}}), "best")
    assert section.summary == "The author would choose otherwise."
    assert section.confidence_line.startswith("You were 75% sure. It was not the best of them.")
    assert [(option.is_best, option.is_yours) for option in section.options] == [(True, False), (False, True)]
    assert [option.credit_line for option in section.options] == ["10 of 10 points", "0 of 10 points"]


def test_a_choice_of_many_counts_what_belongs_and_what_does_not(bench: PracticeBench) -> None:
    view = debrief(bench, {"many": {"options": ["data", "logo"]}})
    section = choice(view, "many")
    assert section.summary == "You picked 1 of 2 options that belong, and 1 that should have been left."
    assert [each.line for each in view.outcomes if each.task_id == "many"] == [section.summary]
    assert view.headline.endswith(" 1 thing you marked, chose or wrote would have been better left.")
    assert [option.is_best for option in section.options] == [True, True, False]
    assert [option.harm_word for option in section.options] == ["", "", "Better left"]
    assert [option.credit_line for option in section.options] == [
        "6 of 9 points", "3 of 9 points", "Takes 6 points away",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "is_inside", "summary"),
    [
        ((18, 20, 26), True, "The true figure lies within your range."),
        ((1, 2, 3), False, "The true figure lies above your range."),
        ((27, 28, 29), False, "The true figure lies below your range."),
    ],
)
def test_an_estimate_says_where_the_true_figure_lies(
    bench: PracticeBench,
    answer: tuple[float, float, float],
    is_inside: bool,  # noqa: FBT001 - what is expected
    summary: str,
) -> None:
    section = estimate(debrief(bench, {"months": dict(zip(("low", "best", "high"), answer, strict=True))}))
    assert (section.is_inside, section.summary, section.interval) == (is_inside, summary, answer)
    assert (section.answer_line, section.why) == ("26 months", "The pilot took that long.")


def test_a_workbook_compares_each_value_with_the_evidence(bench: PracticeBench) -> None:
    section = workbook(debrief(bench, {"case": {"inputs": {"users": 65, "cost": 20000}}}))
    assert section.summary == "1 of 3 assumptions stands where the evidence supports it."
    assert [(each.is_right, each.yours, each.proposed, each.defensible) for each in section.inputs] == [
        (True, "65", "95", "40 to 65"),
        (False, "20,000", "12,000", "9,000 to 13,000"),
        (False, "Counted", "Counted", "Left out"),
    ]
    assert [(output.proposed, output.yours) for output in section.outputs] == [
        ("6,900", "\u22127,100"), ("266.67", "1,333"),
    ]  # fmt: skip


def test_leaving_all_as_proposed_is_an_answer_and_going_past_is_none(bench: PracticeBench) -> None:
    left = workbook(debrief(bench, {"case": {"inputs": {}}}))
    assert (left.is_answered, left.summary) == (True, "1 of 3 assumptions stands where the evidence supports it.")
    bench.wait(bench.practice.finish(bench.reopened()))
    passed = workbook(debrief(bench, {"case": {}}))
    assert (passed.is_answered, passed.inputs[0].is_right) == (False, None)
    assert "did not say that you leave them all" in passed.summary


def test_what_was_half_filled_counts_as_none_and_says_why(bench: PracticeBench) -> None:
    drafts: dict[str, JsonObject] = {
        "best": {"options": ["test"]},
        "months": {"low": 18.0, "best": "1,000"},
        "case": {"inputs": {"users": "5 %"}},
    }
    view = debrief(bench, drafts)
    assert choice(view, "best").summary.startswith("You chose, but did not say how sure you are")
    assert estimate(view).summary == "You gave no complete estimate."
    assert workbook(view).summary.startswith("One of your figures could not be read")
    assert (estimate(view).interval, workbook(view).is_answered) == (None, False)
    assert "points" not in view.headline


def test_what_was_left_open_still_shows_the_answers_and_the_reasons(bench: PracticeBench) -> None:
    view = debrief(bench, {})
    assert (choice(view, "many").summary, estimate(view).summary) == ("You chose nothing.", "You gave no estimate.")
    assert all(option.why and not option.is_yours for option in choice(view, "many").options)
    assert [each.is_right for each in workbook(view).inputs] == [None, None, None]
    assert all(each.why and each.defensible for each in workbook(view).inputs)
