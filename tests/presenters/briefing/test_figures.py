"""Choice, estimate and workbook: answered, half filled, left and found again, committed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.briefing.answering import CHARTS_AFTER_S
from closeddoor.presenters.briefing.answers import NO_ANSWER, NOT_COMPLETE, NOT_SAID_HOW_SURE, NOTHING_CHOSEN
from closeddoor.presenters.drafts import KEEP_AFTER_S
from closeddoor.presenters.states.briefing import ChoiceState, CommitState, EstimateState, WorkbookState
from closeddoor.services.practice import COMMIT
from tests.presenters.briefing.bench import Bench
from tests.presenters.briefing.seven import seven_files


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    assert qtbot
    bench = Bench(tmp_path, seven_files())
    yield bench
    bench.vault.close()


def choice(bench: Bench) -> ChoiceState:
    body = bench.now().body
    assert isinstance(body, ChoiceState)
    return body


def estimate(bench: Bench) -> EstimateState:
    body = bench.now().body
    assert isinstance(body, EstimateState)
    return body


def workbook(bench: Bench) -> WorkbookState:
    body = bench.now().body
    assert isinstance(body, WorkbookState)
    return body


def summaries(bench: Bench) -> dict[str, tuple[str, bool]]:
    bench.presenter.show_step(COMMIT)
    bench.dispatcher.run()
    body = bench.now().body
    assert isinstance(body, CommitState)
    return {row.step_id: (row.summary, row.answered) for row in body.answers}


def test_a_choice_without_its_confidence_is_a_draft(bench: Bench) -> None:
    bench.show("best")
    assert choice(bench).asks_confidence
    assert bench.now().open_line == NOTHING_CHOSEN
    bench.presenter.choose_option("trust")
    bench.presenter.choose_option("test")
    assert (choice(bench).chosen, bench.now().open_line) == (("test",), NOT_SAID_HOW_SURE)
    assert summaries(bench)["best"] == ("Chosen, but not yet how sure you are", False)
    assert bench.kept("best") == {"options": ["test"]}
    bench.show("best")
    bench.presenter.choose_confidence(0.75)
    bench.dispatcher.run()
    assert bench.now().open_line == ""
    assert summaries(bench)["best"] == ("Test it. You are 75% sure.", True)
    assert bench.kept("best") == {"options": ["test"], "confidence": 0.75}


def test_of_many_each_option_is_taken_and_taken_back(bench: Bench) -> None:
    bench.show("many")
    for option in ("exit", "logo", "data", "logo"):
        bench.presenter.choose_option(option)
    assert choice(bench).chosen == ("data", "exit")
    assert summaries(bench)["many"] == ("2 options of 3 picked", True)
    bench.show("many")
    for option in ("data", "exit"):
        bench.presenter.choose_option(option)
    assert summaries(bench)["many"] == ("No answer yet", False)


def test_a_half_filled_estimate_is_kept_as_typed_and_counts_as_none(bench: Bench) -> None:
    bench.show("months")
    bench.presenter.write_figures({"low": "18", "best": "1.000", "high": ""})
    assert [field.text for field in estimate(bench).fields] == ["18", "1.000", ""]
    assert "two ways" in estimate(bench).fields[1].problem
    assert estimate(bench).said.startswith("Still to give: best and high.")
    assert bench.now().open_line == NOT_COMPLETE
    assert summaries(bench)["months"] == ("Begun, but not a complete answer yet", False)
    assert bench.kept("months") == {"low": 18.0, "best": "1.000"}
    bench.show("months")
    assert [field.text for field in estimate(bench).fields] == ["18", "1.000", ""]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("5", "3", "9"), "The low figure is above the best"),
        (("5", "", "3"), "exchange"),
        (("1", "9", "5"), "The best"),
    ],
)
def test_the_order_is_checked_while_typing(bench: Bench, typed: tuple[str, str, str], said: str) -> None:
    bench.show("months")
    bench.presenter.write_figures(dict(zip(("low", "best", "high"), typed, strict=True)))
    assert said in estimate(bench).said
    assert not summaries(bench)["months"][1]


def test_what_is_being_typed_is_not_rewritten_and_is_kept_soon(bench: Bench) -> None:
    bench.show("months")
    bench.presenter.write_figures({"low": "18.", "best": "26,50", "high": "12 000"})
    assert [field.text for field in estimate(bench).fields] == ["18.", "26,50", "12 000"]
    kept = {"low": 18.0, "best": 26.5, "high": 12000.0}
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert bench.kept("months") == kept
    assert [field.text for field in estimate(bench).fields] == ["18.", "26,50", "12 000"]
    assert bench.now().saved_line
    assert summaries(bench)["months"] == ("26.5 months, between 18 and 12,000", True)
    bench.show("months")
    assert [field.text for field in estimate(bench).fields] == ["18", "26.5", "12000"]


def test_the_results_follow_each_assumption_at_once(bench: Bench) -> None:
    bench.show("case")
    assert [output.yours for output in workbook(bench).outputs] == ["6,900", "266.67"]
    assert not any(each.is_changed for each in workbook(bench).inputs)
    bench.presenter.write_figures({"users": "50", "cost": "12000", "rent": "0"})
    state = workbook(bench)
    assert [each.is_changed for each in state.inputs] == [True, False, True]
    assert [(output.proposed, output.yours) for output in state.outputs] == [
        ("6,900", "\u22122,000"),
        ("266.67", "none"),
    ]
    assert summaries(bench)["case"] == ("2 assumptions changed", True)
    assert bench.kept("case") == {"inputs": {"users": 50.0, "rent": 0.0}}


def test_that_all_stays_as_proposed_is_an_answer_once_it_is_said(bench: Bench) -> None:
    bench.show("case")
    assert (workbook(bench).left_as_proposed, bench.now().open_line) == (False, NO_ANSWER)
    bench.presenter.leave_as_proposed(True)
    assert (workbook(bench).left_as_proposed, bench.now().open_line) == (True, "")
    bench.presenter.write_figures({"users": "95,0", "cost": "12000", "rent": "1"})
    assert workbook(bench).left_as_proposed
    assert summaries(bench)["case"] == ("Every assumption left as proposed", True)
    assert bench.kept("case") == {"inputs": {}}
    bench.show("case")
    bench.presenter.write_figures({"users": "50", "cost": "12000", "rent": "1"})
    assert workbook(bench).left_as_proposed is None
    bench.presenter.write_figures({"users": "95", "cost": "12000", "rent": "1"})
    assert workbook(bench).left_as_proposed is False
    bench.presenter.leave_as_proposed(True)
    bench.presenter.leave_as_proposed(False)
    assert summaries(bench)["case"] == ("No answer yet", False)


def test_figures_typed_as_every_page_prints_them_are_taken(bench: Bench) -> None:
    bench.show("months")
    bench.presenter.write_figures({"low": "1,000", "best": "1,250", "high": "2k"})
    bench.presenter.drag_figure("low", 500)
    assert bench.now().open_line == ""
    assert summaries(bench)["months"] == ("1,250 months, between 500 and 2,000", True)
    bench.show("case")
    bench.presenter.write_figures({"users": "95", "cost": "$12,500", "rent": "1"})
    assert [each.problem for each in workbook(bench).inputs] == ["", "", ""]
    assert summaries(bench)["case"] == ("1 assumption changed", True)
    assert bench.kept("case") == {"inputs": {"cost": 12_500.0}}


def test_a_workbook_with_a_half_typed_value_is_kept_and_counts_as_none(bench: Bench) -> None:
    bench.show("case")
    bench.presenter.write_figures({"users": "5 or 6", "cost": "", "rent": "1"})
    state = workbook(bench)
    assert "is not a number" in state.inputs[0].problem
    assert [output.yours for output in state.outputs] == ["6,900", "266.67"]
    assert bench.now().open_line == NOT_COMPLETE
    assert summaries(bench)["case"] == ("Begun, but not a complete answer yet", False)
    bench.show("case")
    assert [each.text for each in workbook(bench).inputs] == ["5 or 6", "12000", "1"]
    bench.presenter.write_figures({"users": "95", "cost": "12000", "rent": "1"})
    assert (summaries(bench)["case"], bench.kept("case")) == (("No answer yet", False), {})


def test_nothing_typed_after_the_commit_is_kept(bench: Bench) -> None:
    bench.show("months")
    bench.presenter.write_figures({"low": "18", "best": "26", "high": "40"})
    bench.presenter.show_step(COMMIT)
    bench.presenter.go_forward()
    bench.presenter.write_figures({"low": "1", "best": "2", "high": "3"})
    bench.dispatcher.run()
    assert bench.kept("months") == {"low": 18.0, "best": 26.0, "high": 40.0}
    assert [briefing.stage for briefing in bench.debriefs] == ["debrief"]


def test_fields_and_line_stay_in_step_and_are_kept(bench: Bench) -> None:
    bench.show("months")
    assert estimate(bench).line is None
    bench.presenter.write_figures({"low": "", "best": "26,5", "high": ""})
    assert (line := estimate(bench).line) is not None
    assert (line.least, line.most_text) == (0, "100")
    bench.presenter.drag_figure("low", 18.2)
    bench.presenter.drag_figure("high", 41)
    state = estimate(bench)
    assert [(field.text, field.value) for field in state.fields] == [("18", 18), ("26,5", 26.5), ("41", 41)]
    bench.presenter.leave()
    bench.dispatcher.run()
    assert bench.kept("months") == {"low": 18.0, "best": 26.5, "high": 41.0}


def test_results_follow_every_key_and_charts_the_end_of_typing(bench: Bench) -> None:
    bench.show("case")
    before = workbook(bench).tornados
    assert before
    for text in ("5", "50"):
        bench.dispatcher.advance(CHARTS_AFTER_S / 2)
        bench.presenter.write_figures({"users": text, "cost": "12000", "rent": "1"})
        assert (workbook(bench).tornados, workbook(bench).inputs[0].text) == (None, text)
    assert workbook(bench).outputs[0].yours != workbook(bench).outputs[0].proposed
    bench.dispatcher.advance(CHARTS_AFTER_S)
    assert workbook(bench).tornados not in (None, before)


def test_charts_are_not_waited_for_where_figures_are_not_typed(bench: Bench) -> None:
    bench.show("case")
    bench.presenter.write_figures({"users": "50", "cost": "12000", "rent": "1"})
    bench.show("months")
    bench.show("case")
    bench.dispatcher.advance(CHARTS_AFTER_S)
    bench.presenter.leave_as_proposed(True)
    assert workbook(bench).tornados


def test_a_key_is_drawn_once(bench: Bench) -> None:
    bench.show("case")
    bench.presenter.write_figures({"users": "5", "cost": "12000", "rent": "1"})
    bench.dispatcher.advance(KEEP_AFTER_S)
    drawn = len(bench.page.states)
    assert bench.now().saved_line
    bench.presenter.write_figures({"users": "50", "cost": "12000", "rent": "1"})
    assert (len(bench.page.states), bench.now().saved_line) == (drawn + 1, "")
