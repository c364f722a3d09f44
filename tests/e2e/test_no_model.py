"""No model at all, and models that come back: one application that is never started anew but by its lock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from closeddoor.domain.result import TaskResult
from closeddoor.inference.catalogue import STARTER_CHAT, STARTER_EMBEDDING
from closeddoor.services.practice import COMMIT, SELF_SCORE
from closeddoor.tour.route import read_visit
from tests.e2e.lone_bench import QUESTION, LoneBench
from tests.e2e.running import NEEDS_MODELS

pytestmark = [pytest.mark.real_model, NEEDS_MODELS, pytest.mark.timeout(600)]

PACK, SCENARIO = "org.closeddoor.vendor-proposals", "demand-forecast"
MEMO = read_visit()["memo"]
PAGES = ("home", "library", "record", "own_practice", "settings", "privacy", "models")


@pytest.fixture(scope="module")
def bench(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoneBench]:
    bench = LoneBench(qapp, tmp_path_factory.mktemp("lone"))
    yield bench
    bench.close()
    bench.patch.undo()


def test_every_room_opens_and_keeps_what_is_typed(bench: LoneBench) -> None:
    for page in PAGES:
        bench.go(page)
    bench.session.ways.open_meeting("vendor-pitch")
    bench.wait_until(lambda: bench.session.meeting._state.can_write, "the notes")
    bench.session.meeting.write_notes("Ask for the second test.")
    bench.session.rooms.leave()
    bench.session.ways.open_meeting("vendor-pitch")
    bench.wait_until(lambda: bench.session.meeting._state.notes == "Ask for the second test.", "the notes again")
    assert bench.session.meeting._state.problem is None


def test_the_sandbox_says_what_is_missing_keeps_the_question_and_answers_once_it_is_there(
    bench: LoneBench, tmp_path: Path
) -> None:
    bench.go("sandbox")
    bench.send(QUESTION)
    assert STARTER_CHAT.file_name in bench.told
    assert "make models" in bench.told
    assert [row.text for row in bench.rows] == [QUESTION]
    sandbox = bench.session.sandbox
    sandbox.listing.search("forecasting system")
    bench.wait_until(lambda: len(sandbox.state.hits) == 1, "what was asked to be found")
    sandbox.listing.search("")
    sandbox.export.begin("markdown")
    sandbox.export.save(tmp_path / "conversation.md")
    bench.wait_until(lambda: bool(sandbox.state.notice), "the file")
    assert QUESTION in (tmp_path / "conversation.md").read_text(encoding="utf-8")

    bench.put(STARTER_CHAT)
    bench.answer_again()
    assert (bench.told, bench.rows[-1].role) == ("", "assistant")
    assert bench.rows[-1].text


def test_a_whole_briefing_is_scored_and_what_no_model_read_is_the_participants(bench: LoneBench) -> None:
    briefing, debrief = bench.session.briefing, bench.session.debrief
    bench.session.ways.open_briefing(PACK, SCENARIO)
    bench.wait_until(lambda: briefing.in_hand is not None and not briefing.is_busy, "the briefing")
    interview, decision, memo = answer_all(bench)
    assert not any(match.is_read for match in briefing.in_hand.matches[interview])  # type: ignore[union-attr]
    briefing.show_step(COMMIT)
    briefing.go_forward()
    bench.wait_until(lambda: briefing._step == SELF_SCORE, "the answers to be fixed")
    briefing.go_forward()
    bench.wait_until(lambda: briefing._problem is not None, "why it is not graded")
    assert briefing._problem is not None
    assert STARTER_EMBEDDING.file_name in briefing._problem.happened
    assert "Show the debrief" in briefing._problem.next_step
    briefing.go_forward()
    bench.wait_until(lambda: bench.application.frame.page == "debrief", "the debrief")
    results = {task.id: task for task in debrief.briefing.scored().tasks}
    for task_id in (interview, memo):
        assert is_left_to_participant(results[task_id])
    assert results[decision].scored_by == "exact"
    point = results[memo].items[0].id
    debrief.decide_point(memo, point, True)
    debrief.give_account("Less.", "More.")
    bench.visitor.rest(300)
    assert debrief._view().problem is None
    decided = debrief.briefing.scored().task(memo)
    assert decided is not None
    assert decided.item(point).verdict == "met"  # type: ignore[union-attr]
    debrief.finish()
    bench.wait_until(lambda: bench.application.frame.page == "home", "home")


def test_the_grader_reads_the_next_one_once_its_model_is_there(bench: LoneBench) -> None:
    bench.put(STARTER_EMBEDDING)
    briefing = bench.session.briefing
    bench.session.ways.open_briefing(PACK, SCENARIO)
    bench.wait_until(lambda: briefing.in_hand is not None and briefing.in_hand.stage in {"read", "work"}, "it anew")
    interview, _, _ = answer_all(bench)
    matches = briefing.in_hand.matches[interview]  # type: ignore[union-attr]
    assert all(match.is_read for match in matches)
    assert any(match.revealed for match in matches)


@pytest.mark.qt_log_ignore("Destroyed while process", extend=True)  # a process that is replaced waits for no child
def test_it_locks_and_opens_again_where_it_was(bench: LoneBench) -> None:
    for model in (STARTER_CHAT, STARTER_EMBEDDING):
        bench.path(model).unlink()
    bench.go("sandbox")
    shown = bench.rows
    bench.visitor.rest(500)  # in a process that is not replaced, what is still being read would find the history closed
    bench.application.locker.lock("shortcut")
    assert bench.locked == [False]
    bench.close()
    bench.open()
    bench.wait_until(lambda: bench.rows == shown, "the conversation")
    assert (bench.application.frame.page, bench.told) == ("sandbox", "")


def answer_all(bench: LoneBench) -> tuple[str, str, str]:
    """Answer interview, decision and memo; return their ids."""
    briefing = bench.session.briefing
    assert briefing.in_hand is not None
    tasks = {task.type: task for task in briefing.in_hand.scenario.tasks}
    interview, decision, memo = (tasks[kind].id for kind in ("interview", "decision", "memo"))
    briefing.show_step(interview)
    for number, question in enumerate(read_visit()["questions"][:2], start=1):
        for _ in range(2):
            bench.wait_until(lambda: not briefing.is_busy, "the counterpart")
            if len(briefing.in_hand.matches.get(interview, ())) < number:
                briefing.ask(question)
        bench.wait_until(lambda: not briefing.is_busy, "the counterpart")
        assert len(briefing.in_hand.matches[interview]) == number
    briefing.show_step(decision)
    briefing.choose_option(tasks["decision"].options[2].id)  # type: ignore[attr-defined]  # a decision has them
    briefing.choose_confidence(0.75)
    briefing.show_step(memo)
    briefing.write_memo(MEMO)
    return interview, decision, memo


def is_left_to_participant(result: TaskResult) -> bool:
    """Whether a task is scored by the participant, and says why."""
    return (result.scored_by, result.low) == ("participant", 0) and STARTER_EMBEDDING.file_name in result.note
