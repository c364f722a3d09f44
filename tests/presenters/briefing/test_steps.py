from closeddoor.presenters.states.briefing import (
    ChoiceState,
    CommitState,
    HighlightState,
    InterviewState,
    MemoState,
    ReadState,
)
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice import COMMIT, READ
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


def test_a_pack_that_nobody_signed_is_called_so_from_the_first_page(bench: Bench) -> None:
    bench.show()
    assert not any(state.unsigned for state in bench.page.states)
    bench.library.without_signature(bench.pack)
    count = len(bench.page.states)
    bench.show("decide")
    assert len(bench.page.states) > count
    assert all(state.unsigned for state in bench.page.states[count:])


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
    assert bench.page.states == []
