import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.timing import scenario_minutes
from closeddoor.grading.grader import OTHER_LANGUAGE
from closeddoor.services.practice import COMMIT, READ, SELF_SCORE, Briefing, steps_of
from closeddoor.services.practice.errors import AnswersFixedError, AttemptUnreadableError
from tests.fakes.dying import DyingRepository
from tests.packs.good_pack import good_files
from tests.services.practice_bench import DECIDED, QUESTION, QUOTES, TEXT, PracticeBench, letter_pack


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    bench = PracticeBench(letter_pack(tmp_path))
    yield bench
    bench.vault.close()


def replies(briefing: Briefing) -> list[str]:
    task = briefing.scenario.task("call")
    assert isinstance(task, InterviewTask)
    return [reply.text for reply in briefing.interview(task)[1]]


def test_a_new_briefing_begins_with_reading_and_pins_its_pack(bench: PracticeBench) -> None:
    briefing = bench.open()
    assert (briefing.stage, briefing.opens_at, dict(briefing.answers)) == ("read", READ, {})
    assert bench.vault.packs.get(bench.pack.content_hash)
    assert bench.reopened().attempt_id == briefing.attempt_id


def test_the_way_has_one_step_per_task_and_no_self_score_without_a_memo(bench: PracticeBench) -> None:
    ids = [step.id for step in steps_of(bench.scenario)]
    assert ids == [READ, "claims", "call", "decide", "reply", COMMIT, SELF_SCORE]
    assert [step.minutes >= 1 for step in steps_of(bench.scenario)] == [True] * 5 + [False] * 2  # done with the work
    assert sum(step.minutes for step in steps_of(bench.scenario)) == round(scenario_minutes(bench.scenario))
    assert [step.sitting for step in steps_of(bench.scenario)] == sorted(
        step.sitting for step in steps_of(bench.scenario)
    )
    exact = replace(bench.scenario, tasks=bench.scenario.tasks[:1])
    assert [step.id for step in steps_of(exact)] == [READ, "claims", COMMIT]


@pytest.mark.parametrize("step", ["claims", "call", "decide", "reply", COMMIT])
def test_it_opens_at_the_step_that_was_left(bench: PracticeBench, step: str) -> None:
    bench.wait(bench.practice.keep_place(bench.open().at(step)))
    again = bench.reopened()
    assert (again.opens_at, again.stage) == (step, "work")


def test_every_kept_answer_comes_back_as_it_was(bench: PracticeBench) -> None:
    before = bench.fully_answered()
    again = bench.reopened()
    assert again == before
    assert again.answers["claims"] == QUOTES
    assert again.answers["decide"] == DECIDED
    assert again.answers["reply"] == TEXT


def test_an_interview_replays_identically_from_what_was_kept(bench: PracticeBench) -> None:
    said = replies(bench.fully_answered())
    assert said[0] == "It renews."
    assert said[1] == "One."
    assert replies(bench.reopened()) == said


def test_a_question_lost_with_the_process_leaves_no_reply_behind(bench: PracticeBench) -> None:
    briefing = bench.asked(bench.open(), QUESTION)
    # Killed between the two writes of a second question: what it asked for is there, the question is not.
    bench.vault.attempts.save_reflection(briefing.attempt_id, "matches:call", json.dumps([[0, ["renewal"], []]] * 2))
    again = bench.asked(bench.reopened(), "Is parking easy?")
    assert again.answers["call"]["questions"] == [QUESTION, "Is parking easy?"]
    assert [match.question_index for match in again.matches["call"]] == [0, 1]
    assert replies(again) == ["It renews.", "One."]


def test_committing_fixes_the_answers_against_a_late_draft(bench: PracticeBench) -> None:
    draft = bench.fully_answered()
    committed = draft.committed()
    bench.wait(bench.practice.keep_committed(committed))
    with pytest.raises(AnswersFixedError):
        bench.answered(draft, "reply", {"text": "A draft that comes late."})
    bench.wait(bench.practice.keep_place(draft))
    again = bench.reopened()
    assert (again.opens_at, again.is_committed) == (SELF_SCORE, True)
    assert again.answers["reply"] == TEXT
    assert all(answer.committed for answer in bench.vault.attempts.answers(again.attempt_id).values())


def set_back(bench: PracticeBench, stage: str) -> None:
    """Leave the attempt in an earlier stage, as a kill or an earlier version could."""
    with bench.vault._database.write() as writing:
        writing.execute("UPDATE attempts SET stage = ?", (stage,))


def test_committed_answers_under_an_open_stage_are_past_it(bench: PracticeBench) -> None:
    bench.committed()
    set_back(bench, "work")
    again = bench.reopened()
    assert (again.stage, again.opens_at) == ("self_score", SELF_SCORE)
    assert bench.wait(bench.practice.score(again)).stage == "debrief"


@pytest.mark.parametrize("writes", range(5))
def test_a_kill_while_committing_never_leaves_answers_that_take_no_change(bench: PracticeBench, writes: int) -> None:
    """Committed answers under an open stage would refuse every further draft, and the page would say "kept"."""
    briefing = bench.fully_answered()
    attempts = bench.vault.attempts
    bench.vault.attempts = DyingRepository(attempts, writes)  # type: ignore[assignment]  # fits by passing on
    with pytest.raises(SystemExit):
        bench.practice.keep_committed(briefing.committed())
    bench.vault.attempts = attempts
    again = bench.reopened()
    assert again.answers == briefing.answers
    if not again.is_committed:
        bench.answered(again, "claims", {"quotes": []})
        assert bench.reopened().answers["claims"] == {"quotes": []}


def test_a_decision_without_confidence_is_kept_and_is_no_answer_yet(bench: PracticeBench) -> None:
    bench.answered(bench.open(), "decide", {"option": "defer"})
    again = bench.reopened()
    assert again.answers["decide"] == {"option": "defer"}
    assert again.response().answers == {}
    bench.wait(bench.practice.keep_committed(again.committed()))
    result = bench.wait(bench.practice.score(bench.reopened())).scored().task("decide")
    assert result is not None
    assert (result.score, result.items) == (0, ())


def test_a_text_beyond_the_limit_can_be_committed_and_is_kept_whole(bench: PracticeBench) -> None:
    """As an earlier version could keep it: too long, and with half of a surrogate pair."""
    long_text, question = "\ud83d" + "words " * 50_000, "\ud83d" + "Why? " * 5_000
    briefing = bench.answered(bench.asked(bench.open(), QUESTION), "reply", {"text": long_text})
    briefing = bench.answered(briefing, "call", {"questions": [question]})
    bench.wait(bench.practice.keep_committed(briefing.committed()))
    scored = bench.wait(bench.practice.score(bench.reopened()))
    assert {task.id for task in scored.scored().tasks if task.items} >= {"call", "reply"}
    again = bench.reopened()
    assert (again.answers["reply"], again.answers["call"]) == ({"text": long_text}, {"questions": [question]})


def test_scoring_opens_the_debrief_and_is_kept(bench: PracticeBench) -> None:
    scored = bench.scored()
    again = bench.reopened()
    assert (again.stage, again.result) == ("debrief", scored.result)
    assert {task.id for task in scored.scored().tasks} == {"claims", "call", "decide", "reply"}
    decided, interview = scored.scored().task("decide"), scored.scored().task("call")
    assert decided is not None
    assert interview is not None
    assert (decided.score, interview.score) == (10, 30)


def test_what_a_live_interview_brought_to_light_counts_however_late(bench: PracticeBench) -> None:
    briefing = bench.asked(bench.open(), "Is parking easy?")
    matches = tuple(replace(briefing.matches["call"][0], question_index=index) for index in range(16))
    late = replace(briefing.with_answer("call", {"questions": ["Is parking easy?"] * 16}), matches={"call": matches})
    late = bench.asked(late, QUESTION).committed()
    bench.wait(bench.practice.keep_committed(late))
    result = bench.wait(bench.practice.score(late)).scored().task("call")
    assert result is not None
    assert ([item.verdict for item in result.items], result.note) == (["revealed"], "")


def test_an_interview_in_another_language_is_the_participants_to_score(tmp_path: Path) -> None:
    files = good_files()
    files["pack.toml"] = files["pack.toml"].replace(b'language = "en"', b'language = "de"')
    bench = PracticeBench(letter_pack(tmp_path, files))
    result = bench.scored().scored().task("call")
    assert result is not None
    assert [(item.verdict, item.decided_by) for item in result.items] == [("unsure", "participant")]
    assert (result.scored_by, result.note) == ("participant", OTHER_LANGUAGE)
    bench.vault.close()


def test_a_kill_between_result_and_stage_scores_again_with_the_same_result(bench: PracticeBench) -> None:
    scored = bench.scored()
    set_back(bench, "self_score")
    again = bench.reopened()
    assert again.opens_at == SELF_SCORE
    assert bench.wait(bench.practice.score(again)).result == scored.result


@pytest.mark.parametrize(("verdict", "points"), [("met", 40), ("not_met", 0)])
def test_a_decided_point_changes_the_score_and_is_kept(bench: PracticeBench, verdict: str, points: float) -> None:
    decided = bench.scored().with_decided("reply", "own-data", verdict)
    bench.wait(bench.practice.keep_decided(decided, task_id="reply"))
    again = bench.reopened()
    memo = again.scored().task("reply")
    assert memo is not None
    assert (memo.score, memo.low, memo.high, memo.scored_by) == (points, points, points, "participant")
    assert again.answers["reply"] == {**TEXT, "decided": {"own-data": verdict}}
    # What was decided is part of the response: scoring the same answers anew comes to the same.
    assert bench.wait(bench.practice.score(again)).scored().task("reply") == memo


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_kill_while_deciding_leaves_answer_and_score_in_step(bench: PracticeBench, writes: int) -> None:
    graded = bench.scored().scored().task("reply")
    assert graded is not None
    verdict, points = ("not_met", 0) if graded.score else ("met", 40)  # what the grader did not say
    decided = bench.scored().with_decided("reply", "own-data", verdict)
    attempts = bench.vault.attempts
    bench.vault.attempts = DyingRepository(attempts, writes)  # type: ignore[assignment]  # fits by passing on
    with pytest.raises(SystemExit):
        bench.practice.keep_decided(decided, task_id="reply")
    bench.vault.attempts = attempts
    again = bench.reopened()
    memo = again.scored().task("reply")
    assert memo is not None
    expected = (points, True) if writes else (graded.score, False)
    assert (memo.score, "decided" in again.answers["reply"]) == expected


def test_notes_come_back(bench: PracticeBench) -> None:
    briefing = bench.committed()
    notes = replace(briefing.notes, expected="a", surprised="b", account_given=True, next_time="c")
    notes = notes.with_view("reply", "own-data", True).standing_by("claims", "quote-1", stands=True)
    bench.wait(bench.practice.keep_notes(replace(briefing, notes=notes)))
    assert bench.reopened().notes == notes
    assert notes.with_view("reply", "own-data", None).thinks_made == {"reply": {}}


def test_finishing_begins_anew_and_keeps_what_was(bench: PracticeBench) -> None:
    finished = bench.scored()
    bench.wait(bench.practice.finish(finished))
    anew = bench.reopened()
    assert anew.attempt_id != finished.attempt_id
    assert (anew.stage, dict(anew.answers)) == ("read", {})
    attempts = bench.wait(bench.practice.attempts())
    assert [attempt.id for attempt in attempts] == [anew.attempt_id, finished.attempt_id]
    assert attempts[1].result_json is not None


def test_an_attempt_keeps_the_pack_it_was_begun_with(bench: PracticeBench, tmp_path: Path) -> None:
    old, briefing = bench.pack, bench.fully_answered()
    files = good_files()
    files["pack.toml"] = files["pack.toml"].replace(b'"1.2.0"', b'"1.3.0"').replace(b"revision = 7", b"revision = 8")
    document = "scenarios/letter/documents/letter.md"
    files[document] = files[document].replace(b"99.2", b"97.0")
    bench.pack = letter_pack(tmp_path / "updated", files)
    again = bench.reopened()
    assert again.pack.content_hash == old.content_hash != bench.pack.content_hash
    assert again.pack.files == old.files
    assert "99.2" in again.scenario.documents[0].displayed
    assert again.response() == briefing.response()
    bench.wait(bench.practice.finish(again))
    assert "97.0" in bench.reopened().scenario.documents[0].displayed


def test_an_attempt_whose_pack_is_gone_says_so_and_is_left_as_it_is(bench: PracticeBench, tmp_path: Path) -> None:
    bench.fully_answered()
    other = good_files()
    other["foreword.md"] = b"Another foreword.\n"
    bench.pack = letter_pack(tmp_path / "updated", other)
    with bench.vault._database.write() as writing:
        writing.execute("DELETE FROM packs")
    with pytest.raises(AttemptUnreadableError) as caught:
        bench.reopened()
    assert "still in your history" in caught.value.safe
    assert len(bench.vault.attempts.answers(1)) == 4


def test_agreement_is_measured_once_per_task_and_kept(bench: PracticeBench) -> None:
    briefing = bench.scored()
    lines = bench.wait(bench.practice.agreement_lines(briefing))
    assert "memo's own 8 labelled decisions" in lines["reply"]
    assert "interview's own 8 labelled questions" in lines["call"]
    embedded = len(bench.embedder.texts)
    assert bench.wait(bench.service().agreement_lines(briefing)) == lines
    assert len(bench.embedder.texts) == embedded
