from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice import SELF_SCORE
from tests.presenters.briefing.bench import NO_MODEL, Bench
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
    assert (bench.now().problem, bench.now().busy) == (Problem.of(NO_MODEL), None)
    assert bench.reopened().opens_at == SELF_SCORE
    assert bench.debriefs == []
    bench.presenter.score()
    bench.answer()
    assert len(bench.debriefs) == 1


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
