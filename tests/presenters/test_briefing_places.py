"""Where a briefing leads, and what its way through says of each step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.briefing.answers import NOT_SAID_HOW_SURE, NOTHING_CHOSEN
from closeddoor.presenters.states.briefing import SelfScoreState
from closeddoor.services.practice import COMMIT, READ, SELF_SCORE
from tests.presenters.briefing.bench import Bench
from tests.services.practice_bench import DECIDED, TEXT


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    assert qtbot
    bench = Bench(tmp_path)
    yield bench
    bench.vault.close()


def ticked(bench: Bench) -> set[str]:
    return {step.step_id for step in bench.now().steps if step.answered}


def test_a_step_is_answered_when_it_has_an_answer_not_when_it_was_passed_by(bench: Bench) -> None:
    bench.show("decide", COMMIT)
    assert ticked(bench) == {READ}
    bench.presenter.show_step("decide")
    bench.presenter.choose_option("defer")
    assert ticked(bench) == {READ}
    bench.presenter.choose_confidence(0.75)
    bench.presenter.show_step("reply")
    bench.presenter.write_memo(TEXT["text"])
    bench.presenter.show_step(READ)
    assert ticked(bench) == {READ, "decide", "reply"}
    bench.presenter.show_step("reply")
    bench.presenter.write_memo(" ")
    bench.presenter.show_step(COMMIT)
    assert ticked(bench) == {READ, "decide"}
    bench.presenter.commit()
    assert COMMIT not in ticked(bench)
    bench.dispatcher.run()
    assert bench.debriefs[0].is_committed


@pytest.mark.parametrize("text", ["", " \n"])
def test_with_nothing_written_committing_leads_on_to_scoring(bench: Bench, text: str) -> None:
    bench.show("reply")
    bench.presenter.write_memo(text)
    bench.presenter.go_forward()
    bench.presenter.go_forward()
    bench.dispatcher.run()
    assert not any(isinstance(state.body, SelfScoreState) for state in bench.page.states)
    assert [briefing.stage for briefing in bench.debriefs] == ["debrief"]


def test_with_nothing_written_a_restart_after_committing_goes_on_to_scoring(bench: Bench) -> None:
    committed = bench.answered(bench.open(), "decide", DECIDED).committed()
    bench.wait(bench.practice.keep_committed(committed))
    bench.vault.attempts.set_stage(committed.attempt_id, "self_score", SELF_SCORE)  # as an earlier version kept it
    bench.show()
    assert [briefing.stage for briefing in bench.debriefs] == ["debrief"]


def test_a_decision_says_what_it_lacks_until_it_is_said(bench: Bench) -> None:
    bench.show("decide")
    assert bench.now().open_line == NOTHING_CHOSEN
    bench.presenter.choose_option("defer")
    assert bench.now().open_line == NOT_SAID_HOW_SURE
    bench.presenter.choose_confidence(0.75)
    assert bench.now().open_line == ""
    bench.presenter.show_step(READ)
    assert bench.now().open_line == ""
