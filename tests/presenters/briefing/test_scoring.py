from closeddoor.presenters.briefing.without_grader import without_grader
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice import SELF_SCORE
from closeddoor.vault.errors import DiskFullError
from tests.presenters.briefing.bench import NO_MODEL, Bench, FullDisk
from tests.services.practice_bench import TEXT


def test_scoring_opens_the_debrief_once_however_often_it_is_asked_for(bench: Bench) -> None:
    bench.wait(bench.practice.keep_committed(bench.answered(bench.open(), "reply", TEXT).committed()))
    bench.show()
    for _ in range(3):
        bench.presenter.go_forward()
    bench.presenter.score()
    assert bench.now().busy is not None
    bench.answer()
    assert [briefing.stage for briefing in bench.debriefs] == ["debrief"]


def test_scoring_that_fails_says_so_and_can_be_tried_again(bench: Bench) -> None:
    bench.wait(bench.practice.keep_committed(bench.answered(bench.open(), "reply", TEXT).committed()))
    bench.show()
    bench.presenter.score()
    bench.fail()
    assert (bench.now().problem, bench.now().busy) == (Problem.of(without_grader(NO_MODEL)), None)
    assert bench.reopened().opens_at == SELF_SCORE
    assert bench.debriefs == []
    bench.presenter.score()
    bench.answer()
    assert len(bench.debriefs) == 1


def test_who_asks_again_without_a_model_decides_on_their_own_text(bench: Bench) -> None:
    bench.wait(bench.practice.keep_committed(bench.answered(bench.open(), "reply", TEXT).committed()))
    bench.show()
    for _ in range(2):
        bench.presenter.score()
        assert bench.debriefs == []
        bench.fail()
    memo = bench.debriefs[0].scored().task("reply")
    assert memo is not None
    assert (memo.scored_by, memo.low, memo.high) == ("participant", 0, memo.max)
    assert "The model is missing." in memo.note
    assert bench.reopened().result == bench.debriefs[0].result


def test_a_history_that_cannot_be_read_is_not_taken_for_a_missing_model(bench: Bench) -> None:
    bench.wait(bench.practice.keep_committed(bench.answered(bench.open(), "reply", TEXT).committed()))
    bench.show()
    bench.vault.settings = FullDisk()  # type: ignore[assignment]  # where what the grader can do is kept
    for _ in range(2):
        bench.presenter.score()
        bench.dispatcher.run()
        assert bench.now().problem == Problem.of(DiskFullError())
    assert bench.debriefs == []


def test_a_result_that_comes_late_does_not_replace_the_briefing_that_is_open(bench: Bench) -> None:
    old = bench.answered(bench.open(), "reply", TEXT).committed()
    bench.wait(bench.practice.keep_committed(old))
    bench.show()
    bench.presenter.score()
    bench.wait(bench.practice.finish(old))
    bench.show("reply")
    bench.presenter.write_memo("A new attempt.")
    bench.answer()
    bench.presenter.leave()
    assert bench.debriefs == []
    assert bench.kept("reply") == {"text": "A new attempt."}
    assert bench.vault.attempts.answers(old.attempt_id)["reply"].response_json == '{"text": "' + TEXT["text"] + '"}'
