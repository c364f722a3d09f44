"""One way to keep what is typed: soon, at once when it is left, again where a disk refused, never out of order."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.presenters.drafts import KEEP_AFTER_S, RETRY_AFTER_S, Drafts
from closeddoor.presenters.states.shared import Problem
from tests.fakes.ports import QueueDispatcher

FULL = KnownError("vault.full", "The disk is full.", "What is shown is still there.", "Make room.")


class GoneError(KnownError):
    def __init__(self) -> None:
        super().__init__("gone", "It was deleted.", "The rest is safe.", "Go on.")


class Bench:
    """A slow disk: what it was asked to keep stands in `asked` until `answer` lets it through, or refuses it."""

    def __init__(self) -> None:
        self.dispatcher = QueueDispatcher()
        self.asked: list[tuple[str, str, Future[None]]] = []
        self.kept: dict[str, str] = {}
        self.over: list[Problem | None] = []
        self.failures: list[BaseException] = []
        self.drafts = Drafts[str, str](
            self._save, self.dispatcher, self.over.append, self.failures.append, hopeless=(GoneError,)
        )

    def _save(self, name: str, value: str) -> Future[None]:
        self.asked.append((name, value, Future()))
        return self.asked[-1][2]

    def answer(self, error: BaseException | None = None) -> None:
        """Let the disk answer what it was asked first."""
        name, value, future = self.asked.pop(0)
        if error is None:
            self.kept[name] = value
            future.set_result(None)
        else:
            future.set_exception(error)
        self.dispatcher.run()

    def refused(self, name: str, value: str, error: BaseException = FULL) -> None:
        self.drafts.write(name, value)
        self.drafts.keep()
        self.answer(error)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_what_is_typed_without_a_rest_is_kept_from_the_first_key_on(bench: Bench) -> None:
    for text in ("h", "ha", "hal"):
        bench.drafts.write("memo", text)
        bench.dispatcher.advance(KEEP_AFTER_S / 4)
    assert bench.asked == []
    bench.dispatcher.advance(KEEP_AFTER_S / 4)
    bench.answer()
    assert (bench.kept, bench.over, bench.drafts.are_waiting) == ({"memo": "hal"}, [None], False)
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert bench.asked == []


def test_leaving_keeps_all_of_it_at_once_in_the_order_it_was_begun(bench: Bench) -> None:
    bench.drafts.write("memo", "half")
    bench.drafts.write("note", "why?")
    bench.drafts.write("memo", "whole")
    bench.drafts.keep()
    bench.drafts.keep()
    assert [(name, value) for name, value, _ in bench.asked] == [("memo", "whole"), ("note", "why?")]
    assert bench.drafts.are_waiting
    bench.answer()
    assert bench.drafts.are_waiting
    bench.answer()
    assert not bench.drafts.are_waiting


def test_what_was_typed_last_is_known_until_the_vault_has_it(bench: Bench) -> None:
    bench.drafts.write("memo", "half")
    assert bench.drafts.latest("memo", "older") == "half"
    bench.drafts.keep()
    assert bench.drafts.latest("memo", "older") == "half"
    bench.drafts.write("memo", "whole")
    assert bench.drafts.latest("memo", "older") == "whole"
    bench.answer()
    bench.drafts.keep()
    bench.answer()
    assert bench.drafts.latest("memo", "in the vault") == "in the vault"


def test_what_was_refused_stays_is_told_and_is_tried_again_until_it_is_kept(bench: Bench) -> None:
    bench.refused("memo", "half")
    assert (bench.failures, bench.drafts.latest("memo", "kept before")) == ([FULL], "half")
    bench.dispatcher.advance(RETRY_AFTER_S)
    bench.answer(FULL)
    bench.dispatcher.advance(RETRY_AFTER_S)
    bench.answer()
    assert (bench.kept, bench.failures, bench.over) == ({"memo": "half"}, [FULL, FULL], [Problem.of(FULL)])
    assert bench.drafts.latest("memo", "kept before") == "kept before"


def test_a_problem_is_over_only_when_nothing_waits_any_more(bench: Bench) -> None:
    bench.refused("memo", "half")
    bench.drafts.write("note", "why?")
    bench.drafts.keep()
    bench.answer()
    assert bench.over == [None]
    bench.answer()
    assert bench.over == [None, Problem.of(FULL)]


@pytest.mark.parametrize("is_sent", [False, True])
def test_the_later_words_win_over_some_that_are_refused_meanwhile(bench: Bench, is_sent: bool) -> None:  # noqa: FBT001
    bench.drafts.write("memo", "older")
    bench.drafts.keep()
    bench.drafts.write("memo", "newer")
    if is_sent:
        bench.drafts.keep()
    bench.answer(FULL)
    bench.drafts.keep()
    bench.answer()
    bench.dispatcher.advance(RETRY_AFTER_S)
    assert (bench.kept, bench.asked) == ({"memo": "newer"}, [])


@pytest.mark.parametrize("forget", [lambda drafts: drafts.forget("memo"), lambda drafts: drafts.forget_all()])
def test_what_was_forgotten_is_not_kept_behind_it(bench: Bench, forget: Callable[[Drafts[str, str]], None]) -> None:
    bench.drafts.write("memo", "waiting")
    forget(bench.drafts)
    bench.drafts.write("memo", "on its way")
    bench.drafts.keep()
    forget(bench.drafts)
    assert not bench.drafts.are_waiting
    bench.answer(FULL)
    bench.dispatcher.advance(RETRY_AFTER_S)
    assert (bench.asked, bench.failures) == ([], [FULL])


def test_what_there_is_no_hope_for_is_told_and_not_tried_again(bench: Bench) -> None:
    gone = GoneError()
    bench.refused("memo", "into nothing", gone)
    bench.dispatcher.advance(RETRY_AFTER_S)
    assert (bench.asked, bench.failures, bench.drafts.are_waiting) == ([], [gone], False)


def test_a_mistake_of_ours_is_not_met_again_every_few_seconds_and_loses_nothing(bench: Bench) -> None:
    bug = BugError("a mistake")
    bench.refused("memo", "half", bug)
    bench.dispatcher.advance(RETRY_AFTER_S)
    assert (bench.asked, bench.failures) == ([], [bug])
    bench.drafts.keep()
    bench.answer()
    assert bench.kept == {"memo": "half"}
