from concurrent.futures import Future

from closeddoor.presenters.states.briefing import (
    ChoiceState,
    CommitState,
    HighlightState,
    InterviewState,
    MemoState,
    OpeningState,
    ReadState,
)
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.practice import COMMIT, READ
from closeddoor.services.shelf import Shelf
from closeddoor.vault.errors import DiskFullError
from tests.presenters.briefing.bench import Bench


def test_the_way_through_is_in_order_and_back(bench: Bench) -> None:
    bench.show()
    seen = [bench.current()]
    kinds: list[type] = [type(bench.now().body)]
    for _ in range(5):
        bench.presenter.go_forward()
        seen.append(bench.current())
        kinds.append(type(bench.now().body))
    assert seen == [READ, "claims", "call", "decide", "reply", COMMIT]
    assert kinds == [ReadState, HighlightState, InterviewState, ChoiceState, MemoState, CommitState]
    assert [step.state for step in bench.now().steps][:6] == ["done"] * 5 + ["current"]
    bench.presenter.go_back()
    assert bench.current() == "reply"
    for _ in range(9):
        bench.presenter.go_back()
    assert (bench.current(), bench.now().can_go_back) == (READ, False)


def test_what_is_practised_is_not_told_before_the_debrief(bench: Bench) -> None:
    pack = bench.open().pack
    outcomes = [outcome for scenario in pack.scenarios for outcome in scenario.outcomes]
    bench.show("claims", COMMIT)
    assert outcomes
    assert not [each for each in outcomes for state in bench.page.states if each in repr(state)]


def test_a_pack_that_nobody_signed_is_called_so_from_the_first_page(bench: Bench) -> None:
    bench.show()
    assert not any(state.unsigned for state in bench.page.states)
    bench.library.without_signature(bench.pack)
    count = len(bench.page.states)
    bench.show("decide")
    assert len(bench.page.states) > count
    assert all(state.unsigned for state in bench.page.states[count:] if state.steps)


def test_while_a_briefing_is_opened_nothing_of_the_one_before_shows(bench: Bench) -> None:
    bench.show("reply")
    bench.presenter.write_memo("Before we sign")
    bench.presenter.open(bench.pack, bench.scenario)
    opening = bench.now()
    assert (opening.title, opening.steps, opening.body) == (bench.scenario.title, (), OpeningState())
    assert (opening.busy, opening.problem, opening.saved_line) == (Busy("Opening the briefing."), None, "")
    bench.presenter.undo()
    bench.presenter.redo()
    count = len(bench.page.states)
    bench.dispatcher.run()
    assert bench.page.states[count].steps
    assert bench.page.states[count].title == bench.scenario.title


def test_what_comes_late_of_the_briefing_before_is_not_shown_while_another_is_opened(bench: Bench) -> None:
    bench.show("reply")
    bench.presenter.write_memo("Before we sign")
    bench.presenter.commit()
    bench.dispatcher.run()
    bench.presenter.score()
    held: Future[Shelf] = Future()
    bench.presenter._library = HeldLibrary(held)
    bench.presenter.open(bench.pack, bench.scenario)
    bench.answer()
    assert (bench.now().body, bench.debriefs) == (OpeningState(), [])
    held.set_result(Shelf())
    bench.dispatcher.run()
    assert len(bench.debriefs) == 1


class HeldLibrary:
    """A library that takes its time."""

    def __init__(self, held: Future[Shelf]) -> None:
        self._held = held

    def shelf(self) -> Future[Shelf]:
        return self._held


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


def test_a_scored_briefing_opens_its_debrief(bench: Bench) -> None:
    bench.practice = bench.service()
    scored = bench.scored()
    bench.show()
    assert [briefing.attempt_id for briefing in bench.debriefs] == [scored.attempt_id]
    assert [state.body for state in bench.page.states] == [OpeningState()]
