from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Vector
from closeddoor.grading.grader import EmbeddedGrader
from closeddoor.presenters.briefing import BriefingPresenter
from closeddoor.presenters.briefing.presenter import KEPT, LONG_MEMO, LONG_QUESTION, TYPING_PAUSE_MS
from closeddoor.presenters.states.briefing import (
    BriefingViewState,
    CommitState,
    DecisionState,
    HighlightState,
    InterviewState,
    MarkView,
    MemoState,
    ReadState,
    SelfScoreState,
)
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.practice import COMMIT, READ, SELF_SCORE, Briefing
from closeddoor.services.practice.errors import AnswersFixedError
from closeddoor.vault.errors import DiskFullError
from tests.fakes.inference import FakeEmbedder
from tests.packs.good_pack import FOLDER, Files, good_files
from tests.presenters.recording import RecordingPage
from tests.services.practice_bench import DECIDED, QUESTION, TEXT, PracticeBench, letter_pack

NO_MODEL = KnownError("model.missing", "The model is missing.", "Your answers are kept.", "Run set-up.")


class SlowEmbedder:
    """Answers when the test lets it: `answer` or `fail`."""

    def __init__(self) -> None:
        self.asked: list[tuple[Sequence[str], Future[list[Vector]]]] = []

    def embed(self, texts: Sequence[str]) -> Future[list[Vector]]:
        self.asked.append((texts, Future()))
        return self.asked[-1][1]

    def answer(self) -> None:
        texts, future = self.asked.pop(0)
        future.set_result(FakeEmbedder().embed(texts).result())

    def fail(self) -> None:
        self.asked.pop(0)[1].set_exception(NO_MODEL)


class Bench(PracticeBench):
    """The presenter over a real vault, with an embedder that answers in its own time."""

    def __init__(self, folder: Path, files: Files | None = None) -> None:
        super().__init__(letter_pack(folder, files))
        self.slow = SlowEmbedder()
        self.practice._grader = EmbeddedGrader(self.slow)
        self.page = RecordingPage[BriefingViewState]()
        self.presenter = BriefingPresenter(self.page, self.practice, self.dispatcher)
        self.debriefs: list[Briefing] = []
        self.failures: list[Problem] = []
        self.presenter.debrief_opened.connect(self.debriefs.append)
        self.presenter.failed.connect(self.failures.append)

    def now(self) -> BriefingViewState:
        return self.page.now()

    def show(self, *steps: str) -> None:
        self.presenter.open(self.pack, self.scenario)
        self.dispatcher.run()
        for step in steps:
            self.presenter.show_step(step)
        self.dispatcher.run()

    def answer(self) -> None:
        """Let the embedder answer everything, and what follows from it."""
        while self.slow.asked:
            self.slow.answer()
            self.dispatcher.run()

    def kept(self, task_id: str) -> object:
        return self.reopened().answers.get(task_id)

    def current(self) -> str:
        return next(step.step_id for step in self.now().steps if step.state == "current")

    def interview(self) -> InterviewState:
        body = self.now().body
        assert isinstance(body, InterviewState)
        return body


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    assert qtbot
    bench = Bench(tmp_path)
    yield bench
    bench.vault.close()


def test_the_way_through_is_in_order_and_back(bench: Bench) -> None:
    bench.show()
    seen = [bench.current()]
    kinds: list[type] = [type(bench.now().body)]
    for _ in range(5):
        bench.presenter.go_forward()
        seen.append(bench.current())
        kinds.append(type(bench.now().body))
    assert seen == [READ, "claims", "call", "decide", "reply", COMMIT]
    assert kinds == [ReadState, HighlightState, InterviewState, DecisionState, MemoState, CommitState]
    assert [step.state for step in bench.now().steps][:6] == ["done"] * 5 + ["current"]
    bench.presenter.go_back()
    assert bench.current() == "reply"
    for _ in range(9):
        bench.presenter.go_back()
    assert (bench.current(), bench.now().can_go_back) == (READ, False)


def test_it_says_once_that_the_draft_is_kept(bench: Bench) -> None:
    bench.show("decide")
    bench.presenter.choose_option("defer")
    bench.dispatcher.run()
    assert bench.now().saved_line == KEPT
    count = len(bench.page.states)
    bench.presenter.choose_confidence(0.75)
    bench.dispatcher.run()
    assert len(bench.page.states) == count + 1
    assert bench.kept("decide") == {"option": "defer", "confidence": 0.75}


def test_marks_are_kept_as_quotes_with_their_occurrence(bench: Bench) -> None:
    bench.show("claims")
    body = bench.now().body
    assert isinstance(body, HighlightState)
    text = body.document.text.displayed
    second = text.index("letter", text.index("letter") + 1) if text.count("letter") > 1 else text.rindex("is")
    word = text[second : second + 2]
    bench.presenter.set_marks([MarkView(second, second + 2, word, "wrong")])
    bench.dispatcher.run()
    body = bench.now().body
    assert isinstance(body, HighlightState)
    assert body.marks == (MarkView(second, second + 2, word, "wrong"),)
    occurrence = text[: second + 2].count(word)
    assert bench.kept("claims") == {"quotes": [{"quote": word, "label": "wrong", "occurrence": occurrence}]}


def test_a_question_stays_in_the_field_until_the_reply_is_there(bench: Bench) -> None:
    bench.show("call")
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


def test_a_question_that_cannot_be_answered_is_not_lost(bench: Bench) -> None:
    bench.show("call")
    bench.presenter.ask(QUESTION)
    bench.slow.fail()
    bench.dispatcher.run()
    assert bench.now().problem == Problem.of(NO_MODEL)
    assert (bench.interview().draft, bench.interview().waiting) == (QUESTION, False)
    bench.presenter.ask(QUESTION)
    bench.answer()
    assert bench.now().problem is None
    assert bench.kept("call") == {"questions": [QUESTION]}


def test_no_question_is_asked_after_the_last_turn(bench: Bench) -> None:
    bench.show("call")
    for number in range(20):
        bench.presenter.ask(f"Is parking space number {number} free?")
        bench.answer()
    assert bench.interview().turns_left == 0
    kept = bench.kept("call")
    assert isinstance(kept, dict)
    assert 8 <= len(kept["questions"]) < 20


def test_a_memo_is_kept_when_typing_rests(bench: Bench, qtbot: QtBot) -> None:
    bench.show("reply")
    bench.presenter.write_memo("Before")
    bench.presenter.write_memo(TEXT["text"])
    assert bench.kept("reply") is None
    qtbot.waitUntil(lambda: bench.kept("reply") == TEXT, timeout=TYPING_PAUSE_MS * 10)


def test_a_memo_that_is_too_long_is_kept_whole_and_said(bench: Bench) -> None:
    bench.show("reply")
    bench.presenter.write_memo("words " * 50_000)
    assert bench.now().problem == LONG_MEMO
    count = len(bench.page.states)
    bench.presenter.write_memo("words " * 50_001)
    assert len(bench.page.states) == count
    bench.presenter.show_step(COMMIT)
    body = bench.now().body
    assert isinstance(body, CommitState)
    assert body.answers[3].summary == "50001 words. Only its first 200,000 characters are scored."
    assert bench.kept("reply") == {"text": "words " * 50_001}
    bench.presenter.show_step("reply")
    bench.presenter.write_memo("words " * 50_000)
    bench.presenter.write_memo("Half of a pair: \ud83d")
    assert bench.now().problem is None
    bench.presenter.leave()
    assert bench.kept("reply") == {"text": "Half of a pair: \N{REPLACEMENT CHARACTER}"}


def test_a_question_that_is_too_long_is_not_asked_and_stays_in_the_field(bench: Bench) -> None:
    bench.show("call")
    long_question = "Why? " * 5_000
    bench.presenter.ask(long_question)
    assert bench.now().problem == LONG_QUESTION
    assert (bench.interview().draft, bench.interview().waiting, bench.slow.asked) == (long_question, False, [])
    bench.presenter.ask(QUESTION + " \ud83d")
    bench.answer()
    assert bench.now().problem is None
    assert bench.kept("call") == {"questions": [QUESTION + " \N{REPLACEMENT CHARACTER}"]}


@pytest.mark.parametrize("leave", ["another step", "the page", "another briefing", "commit"])
def test_a_memo_is_kept_at_once_when_it_is_left(bench: Bench, leave: str) -> None:
    bench.show("reply")
    bench.presenter.write_memo(TEXT["text"])
    actions = {
        "another step": lambda: bench.presenter.show_step(READ),
        "the page": bench.presenter.leave,
        "another briefing": lambda: bench.presenter.open(bench.pack, bench.scenario),
        "commit": bench.presenter.commit,
    }
    actions[leave]()
    assert bench.kept("reply") == TEXT


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
    assert bench.current() == SELF_SCORE


def test_a_draft_that_was_refused_is_said(bench: Bench) -> None:
    bench.show("decide")
    bench.wait(bench.practice.keep_committed(bench.answered(bench.open(), "decide", DECIDED).committed()))
    bench.presenter.choose_option("sign")
    bench.dispatcher.run()
    assert bench.now().problem == Problem.of(AnswersFixedError())
    assert bench.kept("decide") == DECIDED


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
    bench.slow.fail()
    bench.dispatcher.run()
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


def test_a_reply_that_comes_late_is_not_put_into_another_attempt(bench: Bench) -> None:
    bench.show("call")
    bench.presenter.ask(QUESTION)
    bench.wait(bench.practice.finish(bench.open()))
    bench.show("call")
    bench.answer()
    assert bench.kept("call") is None
    assert not bench.interview().waiting


def test_a_scored_briefing_opens_its_debrief(bench: Bench) -> None:
    bench.practice._grader = EmbeddedGrader(FakeEmbedder())
    scored = bench.scored()
    bench.show()
    assert [briefing.attempt_id for briefing in bench.debriefs] == [scored.attempt_id]
    assert bench.page.states == []


def test_what_cannot_be_kept_is_said_and_stays_on_the_page(bench: Bench) -> None:
    bench.show("decide")
    attempts = bench.vault.attempts
    bench.vault.attempts = FullDisk()  # type: ignore[assignment]  # all that keeping asks of it
    bench.presenter.choose_option("defer")
    bench.dispatcher.run()
    body = bench.now().body
    assert isinstance(body, DecisionState)
    assert (body.chosen, bench.now().problem) == ("defer", Problem.of(DiskFullError()))
    bench.vault.attempts = attempts
    bench.presenter.choose_confidence(0.75)
    bench.dispatcher.run()
    assert bench.now().problem is None
    assert bench.kept("decide") == {"option": "defer", "confidence": 0.75}


class FullDisk:
    """Attempts that nothing can be written into."""

    def save_answer(self, *_: object, **__: object) -> bool:
        raise DiskFullError

    def set_stage(self, *_: object) -> bool:
        raise DiskFullError


def test_a_briefing_that_cannot_be_opened_leads_back_with_the_reason(bench: Bench) -> None:
    bench.show("decide")
    attempts = bench.vault.attempts
    bench.vault.attempts = UnreadableDisk()  # type: ignore[assignment]  # all that opening asks of it
    bench.show()
    bench.vault.attempts = attempts
    assert bench.failures == [Problem.of(DiskFullError())]
    bench.presenter.leave()


class UnreadableDisk:
    """Attempts that cannot be read."""

    def open_attempt(self, *_: object) -> None:
        raise DiskFullError
