from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.result import Item
from closeddoor.domain.tasks.interview import InterviewTask
from closeddoor.domain.tasks.memo import MemoTask
from closeddoor.presenters.debrief import DebriefPresenter, DebriefSources
from closeddoor.presenters.debrief.view import debrief_view
from closeddoor.presenters.drafts import KEEP_AFTER_S
from closeddoor.presenters.states.debrief import (
    ChoiceDebrief,
    CriterionOutcome,
    DebriefViewState,
    HighlightDebrief,
    InterviewDebrief,
    MemoDebrief,
)
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice import Briefing
from closeddoor.services.record import CardService
from closeddoor.vault.errors import DiskFullError
from tests.fakes.ports import InlineExecutor
from tests.presenters.fixed_library import FixedLibrary
from tests.presenters.recording import RecordingPage
from tests.services.practice_bench import DECIDED, QUESTION, TEXT, PracticeBench, letter_pack

UNSURE = Item("own-data", "unsure", "why", "grader", points=3.0, probability=0.5, evidence=TEXT["text"][:20])


class Bench(PracticeBench):
    def __init__(self, folder: Path) -> None:
        super().__init__(letter_pack(folder))
        self.library = FixedLibrary()
        self.page = RecordingPage[DebriefViewState]()
        self.cards = CardService(self.vault, InlineExecutor())
        sources = DebriefSources(self.practice, self.library, self.cards, InlineExecutor())
        self.presenter = DebriefPresenter(self.page, sources, self.dispatcher)

    def show(self, briefing: Briefing) -> None:
        self.presenter.show(briefing)
        self.dispatcher.run()

    def now(self) -> DebriefViewState:
        return self.page.now()

    def memo(self) -> MemoDebrief:
        section = self.now().tasks[3]
        assert isinstance(section, MemoDebrief)
        return section


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    assert qtbot
    bench = Bench(tmp_path)
    yield bench
    bench.vault.close()


def memo_of(briefing: Briefing) -> MemoTask:
    memo = briefing.scenario.task("reply")
    assert isinstance(memo, MemoTask)
    return memo


def with_memo_item(briefing: Briefing, item: Item) -> Briefing:
    """Return the briefing as if the grader had come to this."""
    tasks = tuple(
        replace(task, items=(item,), low=0.0, score=0.0, high=40.0 if item.verdict == "unsure" else 0.0)
        if task.id == "reply"
        else task
        for task in briefing.scored().tasks
    )
    return replace(briefing, result=replace(briefing.scored(), tasks=tasks))


def test_every_task_has_its_section_and_every_point_its_reason(bench: Bench) -> None:
    bench.show(bench.scored())
    highlight, interview, decision, memo = bench.now().tasks
    assert isinstance(highlight, HighlightDebrief)
    assert isinstance(interview, InterviewDebrief)
    assert isinstance(decision, ChoiceDebrief)
    assert isinstance(memo, MemoDebrief)
    assert [(place.verdict, place.quote, place.yours) for place in highlight.places] == [
        ("found", "99.2 % accuracy", "You marked it so.")
    ]
    assert (interview.facts[0].verdict, interview.facts[0].your_question) == ("found", QUESTION)
    assert interview.summary == "1 of 1 fact came to light."
    assert (decision.options[0].credit_line, decision.options[1].credit_line) == ("10 of 10 points", "0 of 10 points")
    assert [(option.is_best, option.is_yours) for option in decision.options] == [(True, True), (False, False)]
    assert decision.confidence_line.startswith("You were 75% sure. It was the best of them.")
    assert memo.text == TEXT["text"]
    assert "memo's own 8 labelled decisions" in memo.agreement_line
    assert "interview's own 8 labelled questions" in interview.agreement_line
    assert bench.now().headline.startswith("You caught 3 of 4 things that matter here")
    assert bench.now().outcomes[0].line == "You marked 1 of 1 place that matters."
    assert "Facts as of 1 November 2026" in bench.now().facts_line
    assert bench.now().practised == bench.presenter.briefing.scenario.outcomes != ()
    assert bench.now().attempt_id == bench.presenter.briefing.attempt_id > 0


def test_a_pack_that_nobody_signed_is_called_so(bench: Bench) -> None:
    scored = bench.scored()
    bench.show(scored)
    assert not bench.now().unsigned
    bench.library.without_signature(bench.pack)
    bench.show(scored)
    assert bench.now().unsigned


def test_what_was_left_out_is_said_and_earns_nothing(bench: Bench) -> None:
    briefing = bench.open().committed()
    bench.wait(bench.practice.keep_committed(briefing))
    bench.show(bench.wait(bench.practice.score(briefing)))
    nothing = ("You marked nothing.", "You asked nothing.", "You chose nothing.", "You wrote nothing.")
    assert bench.now().headline.startswith("You answered nothing, so there is nothing to compare.")
    assert tuple(outcome.line for outcome in bench.now().outcomes) == nothing
    assert {(outcome.verdict, outcome.count) for outcome in bench.now().outcomes} == {("neutral", "Not answered")}
    assert bench.now().points_headline == "0 of 110 points"
    assert [task.summary for task in bench.now().tasks] == list(nothing)


def test_what_there_was_to_find_follows_for_the_letter_and_the_conversation_that_were_left_out(bench: Bench) -> None:
    briefing = bench.open().committed()
    bench.wait(bench.practice.keep_committed(briefing))
    bench.show(bench.wait(bench.practice.score(briefing)))
    _, interview, _, memo = bench.now().tasks
    assert isinstance(interview, InterviewDebrief)
    assert isinstance(memo, MemoDebrief)
    task, letter = bench.scenario.task(interview.task_id), bench.scenario.task(memo.task_id)
    assert isinstance(task, InterviewTask)
    assert isinstance(letter, MemoTask)
    assert {fact.item_id for fact in interview.facts} == {fact.id for fact in task.facts if fact.points}
    assert {each.item_id for each in memo.criteria} == {each.id for each in letter.criteria if each.points > 0}
    told = [(each.verdict, each.can_contest, each.decided_by_you) for each in interview.facts]
    told += [(each.verdict, each.can_contest, each.decided_by_you) for each in memo.criteria]
    assert set(told) == {("missed", False, False)}
    assert interview.lines == ()


def test_an_unsure_point_comes_first_and_is_the_participants_to_decide(bench: Bench) -> None:
    bench.show(with_memo_item(bench.scored(), UNSURE))
    assert "; 1 is for you to decide." in bench.now().headline
    assert bench.memo().points_line == "0 to 40 of 40 points"
    assert (bench.memo().criteria[0].verdict, bench.memo().criteria[0].can_contest) == ("unsure", False)
    bench.presenter.decide_point("reply", "own-data", True)
    bench.dispatcher.run()
    assert "for you to decide" not in bench.now().headline
    assert "; 1 more by your own verdict." in bench.now().headline
    assert bench.memo().points_line == "40 of 40 points"
    assert (bench.memo().criteria[0].verdict, bench.memo().criteria[0].decided_by_you) == ("found", True)
    assert bench.reopened().answers["reply"]["decided"] == {"own-data": "met"}


def test_unsure_points_stand_before_the_others(bench: Bench) -> None:
    briefing = bench.scored()
    memo = memo_of(briefing)
    points = tuple(replace(memo.criteria[0], id=name) for name in ("first", "second", "third"))
    tasks = (*briefing.scenario.tasks[:3], replace(memo, criteria=points))
    items = (replace(UNSURE, id="first", verdict="met"), replace(UNSURE, id="second", verdict="not_met"))
    result = replace(briefing.scored().tasks[3], items=(*items, replace(UNSURE, id="third")))
    scored = replace(briefing.scored(), tasks=(*briefing.scored().tasks[:3], result))
    view = debrief_view(replace(briefing, scenario=replace(briefing.scenario, tasks=tasks), result=scored))
    section = view.tasks[3]
    assert isinstance(section, MemoDebrief)
    assert [point.item_id for point in section.criteria] == ["third", "first", "second"]
    assert section.summary == "Your text makes 1 of 3 points the author looks for; 1 is for you to decide."


def test_a_verdict_of_the_grader_can_be_contested_and_taken_back(bench: Bench) -> None:
    bench.show(with_memo_item(bench.scored(), replace(UNSURE, verdict="not_met", decided_by="grader")))
    assert bench.memo().criteria[0].can_contest
    bench.presenter.decide_point("reply", "own-data", True)
    assert bench.memo().criteria[0].verdict == "found"
    bench.presenter.decide_point("reply", "own-data", False)
    bench.dispatcher.run()
    assert bench.memo().criteria[0].verdict == "missed"
    assert bench.reopened().scored().task("reply") == bench.presenter.briefing.scored().task("reply")


def test_a_silence_of_the_interview_can_be_contested(bench: Bench) -> None:
    briefing = bench.asked(bench.open(), "Is parking easy?").committed()
    bench.wait(bench.practice.keep_committed(briefing))
    bench.show(bench.wait(bench.practice.score(briefing)))
    section = bench.now().tasks[1]
    assert isinstance(section, InterviewDebrief)
    assert (section.facts[0].verdict, section.facts[0].can_contest) == ("missed", True)
    assert section.summary == "0 of 1 fact came to light."
    bench.presenter.decide_point("call", "renewal", True)
    bench.dispatcher.run()
    section = bench.now().tasks[1]
    assert isinstance(section, InterviewDebrief)
    assert (section.facts[0].verdict, section.facts[0].decided_by_you) == ("found", True)
    assert bench.reopened().answers["call"]["decided"] == {"renewal": "revealed"}


def test_evidence_is_located_in_the_participants_own_text(bench: Bench) -> None:
    bench.show(with_memo_item(bench.scored(), replace(UNSURE, verdict="met", evidence="test it on our own data")))
    point = bench.memo().criteria[0]
    assert bench.memo().text[point.evidence_start : point.evidence_end] == "test it on our own data"
    bench.show(with_memo_item(bench.scored(), replace(UNSURE, evidence=None)))
    assert (bench.memo().criteria[0].evidence_start, bench.memo().criteria[0].evidence_end) == (-1, -1)


@pytest.mark.parametrize(("verdict", "shown"), [("met", "decoy"), ("not_met", "found"), ("unsure", "unsure")])
def test_a_point_to_avoid_is_shown_the_other_way_round(bench: Bench, verdict: str, shown: str) -> None:
    briefing = with_memo_item(bench.scored(), replace(UNSURE, verdict=verdict, points=-3.0))
    memo = memo_of(briefing)
    to_avoid = replace(memo.criteria[0], points=-3.0)
    tasks = (*briefing.scenario.tasks[:3], replace(memo, criteria=(to_avoid,)))
    view = debrief_view(replace(briefing, scenario=replace(briefing.scenario, tasks=tasks)))
    section = view.tasks[3]
    assert isinstance(section, MemoDebrief)
    point: CriterionOutcome = section.criteria[0]
    assert (point.avoid, point.verdict) == (True, shown)


def test_the_own_account_opens_what_follows_and_is_kept(bench: Bench) -> None:
    bench.show(bench.scored())
    assert not bench.now().own_account_given
    bench.presenter.give_account("the accuracy", "the pilot")
    bench.presenter.write_next_time("what the pilot covered")
    bench.dispatcher.run()
    assert (bench.now().own_account_given, bench.now().expected) == (True, "the accuracy")
    notes = bench.reopened().notes
    assert (notes.expected, notes.surprised, notes.next_time) == ("the accuracy", "the pilot", "what the pilot covered")


def test_the_own_account_may_be_skipped(bench: Bench) -> None:
    bench.show(bench.scored())
    bench.presenter.skip_account()
    assert bench.now().own_account_given
    assert bench.reopened().notes.account_given


def test_what_is_typed_of_the_own_account_outlasts_a_lock_and_a_kill(bench: Bench) -> None:
    bench.show(bench.scored())
    bench.presenter.write_account("the acc", "")
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert bench.reopened().notes.expected == "the acc"
    bench.presenter.write_account("the accuracy", "the pilot ")
    bench.presenter.leave()
    bench.show(bench.reopened())
    assert (bench.now().expected, bench.now().surprised) == ("the accuracy", "the pilot ")
    assert not bench.now().own_account_given


def test_a_word_typed_last_never_takes_back_that_the_account_was_given(bench: Bench) -> None:
    bench.show(bench.scored())
    bench.presenter.write_account("the accuracy", "")
    bench.presenter.skip_account()
    bench.dispatcher.advance(KEEP_AFTER_S)
    notes = bench.reopened().notes
    assert (notes.account_given, notes.expected) == (True, "the accuracy")


def test_a_mark_of_ones_own_can_be_stood_by(bench: Bench) -> None:
    marks = [{"quote": "99.2 % accuracy", "label": "wrong"}] + [
        {"quote": word, "label": "vague"} for word in ("The rest", "of this", "letter is")
    ]
    briefing = bench.answered(bench.open(), "claims", {"quotes": marks}).committed()
    bench.wait(bench.practice.keep_committed(briefing))
    bench.show(bench.wait(bench.practice.score(briefing)))
    section = bench.now().tasks[0]
    assert isinstance(section, HighlightDebrief)
    own = [place for place in section.places if place.can_stand_by]
    assert [place.item_id for place in own] == ["quote-2", "quote-3", "quote-4"]
    assert "decoy" not in own[0].why
    bench.presenter.stand_by_mark("claims", own[0].item_id, True)
    bench.dispatcher.run()
    section = bench.now().tasks[0]
    assert isinstance(section, HighlightDebrief)
    assert [place.stands_by for place in section.places if place.can_stand_by] == [True, False, False]
    assert bench.reopened().notes.stood_by == {"claims": ("quote-2",)}


def test_finishing_tells_once_it_is_kept(bench: Bench) -> None:
    bench.show(bench.scored())
    told: list[bool] = []
    bench.presenter.finished.connect(lambda: told.append(True))
    bench.presenter.finish()
    assert told == []
    bench.dispatcher.run()
    assert told == [True]
    assert dict(bench.reopened().answers) == {}


def test_what_cannot_be_kept_is_said(bench: Bench) -> None:
    bench.show(bench.scored())
    bench.vault.attempts = FullDisk()  # type: ignore[assignment]  # all that noting asks of it
    bench.presenter.give_account("the accuracy", "")
    bench.dispatcher.run()
    assert bench.now().problem == Problem.of(DiskFullError())
    assert bench.now().expected == "the accuracy"


class FullDisk:
    """Attempts that nothing can be written into."""

    def save_reflection(self, *_: object) -> None:
        raise DiskFullError


def test_the_decision_line_knows_right_and_wrong(bench: Bench) -> None:
    briefing = bench.answered(bench.open(), "decide", {**DECIDED, "option": "sign"}).committed()
    bench.wait(bench.practice.keep_committed(briefing))
    bench.show(bench.wait(bench.practice.score(briefing)))
    section = bench.now().tasks[2]
    assert isinstance(section, ChoiceDebrief)
    assert section.summary == "The author would choose otherwise."
    assert "It was not the best of them." in section.confidence_line
