from pathlib import Path

from closeddoor.grading.qualifying import NOT_MATCHED
from closeddoor.presenters.briefing.interview import ASIDES, FREE, UNREAD
from closeddoor.presenters.briefing.too_long import LONG_QUESTION
from closeddoor.presenters.briefing.without_grader import without_match
from closeddoor.presenters.states.briefing import CommitState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice import COMMIT
from tests.presenters.briefing.bench import NO_MODEL, Bench
from tests.services.labelled_pack import labelled_files
from tests.services.practice_bench import QUESTION


def test_a_question_stays_in_the_field_until_the_reply_is_there(bench: Bench) -> None:
    bench.show("call")
    bench.answer()
    bench.presenter.draft_question("Does it")
    bench.presenter.ask(QUESTION)
    assert (bench.interview().draft, bench.interview().waiting) == (QUESTION, True)
    assert bench.kept("call") is None
    bench.presenter.ask("And a second, impatient one?")
    assert len(bench.slow.asked) == 1
    bench.answer()
    state = bench.interview()
    assert (state.draft, state.waiting, state.turns_left) == ("", False, state.turns - 1)
    assert [line.text for line in state.lines] == ["Hello.", QUESTION, "It renews."]
    assert bench.kept("call") == {"questions": [QUESTION]}


def test_a_question_that_still_cannot_be_read_is_put_all_the_same_and_the_participant_decides(bench: Bench) -> None:
    bench.show("call")
    bench.presenter.ask(QUESTION)
    bench.fail()
    bench.presenter.ask(QUESTION)
    bench.fail()
    state = bench.interview()
    assert (bench.now().problem, state.draft, state.waiting) == (None, "", False)
    assert [line.text for line in state.lines[:2]] == ["Hello.", QUESTION]
    assert state.lines[2].aside.startswith(UNREAD)
    bench.presenter.ask("And the price?")  # whoever went on once is not held up at each question
    bench.fail()
    assert [match.is_read for match in bench.reopened().matches["call"]] == [False, False]
    bench.presenter.ask(QUESTION)
    bench.answer()
    assert bench.interview().lines[-1].text == "It renews."  # the model is there again: so is the counterpart


def test_a_question_that_cannot_be_answered_is_not_lost(bench: Bench) -> None:
    bench.show("call")
    bench.presenter.ask(QUESTION)
    bench.fail()
    assert bench.now().problem == Problem.of(without_match(NO_MODEL))
    assert (bench.interview().draft, bench.interview().waiting) == (QUESTION, False)
    bench.presenter.ask(QUESTION)
    bench.answer()
    assert bench.now().problem is None
    assert bench.kept("call") == {"questions": [QUESTION]}


def test_a_question_that_is_too_long_is_not_asked_and_stays_in_the_field(bench: Bench) -> None:
    bench.show("call")
    bench.answer()
    long_question = "Why? " * 5_000
    bench.presenter.ask(long_question)
    assert bench.now().problem == LONG_QUESTION
    assert (bench.interview().draft, bench.interview().waiting, bench.slow.asked) == (long_question, False, [])
    bench.presenter.ask(QUESTION + " \ud83d")
    bench.answer()
    assert bench.now().problem is None
    assert bench.kept("call") == {"questions": [QUESTION + " \N{REPLACEMENT CHARACTER}"]}


def test_the_application_says_in_its_own_voice_what_a_reply_means(bench: Bench) -> None:
    bench.show("call")
    for question in (QUESTION, QUESTION, "Is parking space number 4 free?", "Is parking space number 5 free?"):
        bench.presenter.ask(question)
        bench.answer()
    state = bench.interview()
    asides = [line.aside for line in state.lines if line.speaker == "counterpart"]
    assert asides == [
        "", "", f"{ASIDES['repeats']} {FREE}", f"{ASIDES['deflects']} {FREE}", ASIDES["deflects"],
    ]  # fmt: skip
    assert state.turns_left == state.turns - 2  # neither what was said before nor the first that asks for nothing


def test_no_question_is_asked_after_the_last_turn(bench: Bench) -> None:
    bench.show("call")
    for number in range(20):
        bench.presenter.ask(f"Is parking space number {number} free?")
        bench.answer()
    assert bench.interview().turns_left == 0
    kept = bench.kept("call")
    assert isinstance(kept, dict)
    assert 8 <= len(kept["questions"]) < 20


def test_a_reply_that_comes_late_is_not_put_into_another_attempt(bench: Bench) -> None:
    bench.show("call")
    bench.presenter.ask(QUESTION)
    bench.wait(bench.practice.finish(bench.open()))
    bench.show("call")
    bench.answer()
    assert bench.kept("call") is None
    assert not bench.interview().waiting


def test_it_is_said_while_asking_that_no_question_will_be_matched(tmp_path: Path) -> None:
    bench = Bench(tmp_path, labelled_files(call_is_short=True))
    bench.show("call")
    assert bench.interview().unmatched == ""
    bench.answer()
    assert bench.interview().unmatched == NOT_MATCHED
    bench.presenter.show_step("reply")
    bench.presenter.show_step("call")
    bench.answer()
    assert bench.interview().unmatched == NOT_MATCHED
    bench.vault.close()


def test_where_questions_are_matched_nothing_is_said(tmp_path: Path) -> None:
    bench = Bench(tmp_path, labelled_files())
    bench.show("call")
    bench.answer()
    assert bench.interview().unmatched == ""
    bench.vault.close()


def test_a_measurement_that_fails_is_left_to_the_first_question(tmp_path: Path) -> None:
    bench = Bench(tmp_path, labelled_files(call_is_short=True))
    bench.show("call")
    bench.fail()
    assert bench.now().problem is None
    bench.vault.close()


def test_how_many_questions_are_left_is_said_before_they_are_lost(bench: Bench) -> None:
    bench.show("call")
    turns = bench.interview().turns
    for question in (QUESTION, QUESTION):
        bench.presenter.ask(question)
        bench.answer()
    bench.presenter.show_step(COMMIT)
    body = bench.now().body
    assert isinstance(body, CommitState)
    summary = next(row.summary for row in body.answers if row.step_id == "call")
    assert summary == f"1 of {turns} questions asked · {turns - 1} more can be asked until you commit"
