from pathlib import Path

from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.briefing import (
    CommitState,
    SelfScoreState,
)
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.practice import COMMIT, SELF_SCORE
from closeddoor.vault.errors import DiskFullError
from tests.packs.good_pack import FOLDER, good_files
from tests.presenters.briefing.bench import Bench, FullDisk
from tests.services.practice_bench import DECIDED, TEXT


def test_committing_fixes_the_answers_and_asks_for_the_own_view(bench: Bench) -> None:
    bench.show("reply")
    bench.presenter.write_memo(TEXT["text"])
    bench.presenter.show_step(COMMIT)
    body = bench.now().body
    assert isinstance(body, CommitState)
    assert [(row.summary, row.answered) for row in body.answers] == [
        ("No answer yet", False), ("No answer yet", False), ("No answer yet", False), ("14 words", True),
    ]  # fmt: skip
    bench.presenter.go_forward()
    bench.dispatcher.run()
    body = bench.now().body
    assert isinstance(body, SelfScoreState)
    assert (bench.now().can_edit, bench.now().can_go_back) == (False, False)
    bench.presenter.show_step("reply")
    assert bench.current() == SELF_SCORE
    bench.presenter.judge_point("reply", "own-data", True)
    assert bench.reopened().notes.thinks_made == {"reply": {"own-data": True}}
    bench.presenter.judge_point("reply", "own-data", None)
    assert bench.reopened().notes.thinks_made == {"reply": {}}


def test_nothing_undoes_a_commit_that_is_on_its_way(bench: Bench) -> None:
    bench.show("reply")
    bench.presenter.write_memo(TEXT["text"])
    bench.presenter.show_step(COMMIT)
    bench.dispatcher.run()
    bench.presenter.commit()
    assert bench.now().busy == Busy("Fixing your answers.")
    bench.presenter.go_back()
    bench.presenter.show_step("decide")
    bench.presenter.choose_option("defer")
    bench.presenter.write_memo("A draft that comes late.")
    bench.presenter.leave()
    bench.dispatcher.run()
    assert (bench.current(), bench.now().busy, bench.now().problem) == (SELF_SCORE, None, None)
    again = bench.reopened()
    assert (again.stage, dict(again.answers)) == ("self_score", {"reply": TEXT})


def test_a_commit_that_fails_can_be_tried_again(bench: Bench) -> None:
    bench.show("decide", COMMIT)
    attempts = bench.vault.attempts
    bench.vault.attempts = FullDisk()  # type: ignore[assignment]  # all that committing asks of it
    bench.presenter.commit()
    bench.dispatcher.run()
    assert (bench.now().problem, bench.now().busy) == (Problem.of(DiskFullError()), None)
    bench.vault.attempts = attempts
    bench.presenter.show_step("decide")
    assert bench.current() == "decide"
    bench.presenter.commit()
    bench.dispatcher.run()
    assert [briefing.stage for briefing in bench.debriefs] == ["debrief"]


def test_without_a_self_score_committing_leads_on_to_scoring_even_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    files = good_files()
    scenario, answers = f"{FOLDER}/scenario.toml", f"{FOLDER}/answers.toml"
    files[scenario] = files[scenario].split(b'[[tasks]]\nid = "reply"')[0]
    files[answers] = b"".join(b"[[answers]]" + each for each in files[answers].split(b"[[answers]]") if b"call" in each)
    bench = Bench(tmp_path, files)
    bench.wait(bench.practice.keep_committed(bench.answered(bench.open(), "decide", DECIDED).committed()))
    bench.show()
    assert (bench.current(), bench.now().can_go_back, bench.now().forward_title) == (COMMIT, False, "Show the debrief")
    bench.presenter.commit()
    bench.dispatcher.run()
    bench.wait(bench.practice.finish(bench.debriefs[0]))
    bench.show("decide", COMMIT)
    bench.presenter.commit()
    bench.dispatcher.run()
    assert [briefing.stage for briefing in bench.debriefs] == ["debrief"] * 2
