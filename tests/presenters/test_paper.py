"""Files that are set in steps: in short slices, one after the other, told of when they last, whole or not at all."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.presenters.paper import PAUSE_S, QUIET_S, SAVING, SLICE_S, Order, PaperDesk, Steps
from closeddoor.presenters.states.shared import Busy
from tests.fakes.ports import InlineExecutor, QueueDispatcher

STEP_S = SLICE_S / 3


@dataclass
class Bench:
    """A desk whose clock only the steps move; `told` is what its customer heard."""

    dispatcher: QueueDispatcher = field(default_factory=QueueDispatcher)
    now_s: float = 0.0
    taken: int = 0
    told: list[object] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = PaperDesk(self.dispatcher, InlineExecutor(), clock_s=lambda: self.now_s)

    def steps(self, content: str, count: int) -> Steps:
        try:
            for step in range(count):
                self.taken += 1
                self.now_s += STEP_S
                yield (step + 1) / count
            return content.encode()
        finally:
            self.closed.append(content)

    def make(self, path: Path, content: str, count: int) -> None:
        self.order(path, lambda: self.steps(content, count))

    def order(self, path: Path, prepare: object) -> None:
        hear = self.told.append
        self.desk.make(Order(path, prepare, hear, hear, hear))  # type: ignore[arg-type]  # some tests give a bad one
        self.dispatcher.run()

    def pause(self, turns: int = 1) -> None:
        for _ in range(turns):
            self.dispatcher.advance(PAUSE_S)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_window_gets_its_turn_after_each_slice(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    bench.make(path, "whole", 8)
    assert (bench.taken, path.exists()) == (3, False)
    bench.pause()
    assert (bench.taken, path.exists()) == (6, False)
    bench.pause()
    assert (path.read_text(), bench.told) == ("whole", [path])


def test_files_asked_for_at_once_are_made_one_after_the_other(bench: Bench, tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    bench.make(first, "one", 6)
    bench.make(second, "two", 1)
    assert not second.exists()
    bench.pause(2)
    assert (bench.told, bench.closed) == ([first, second], ["one", "two"])


def test_only_what_takes_long_is_told_of_and_how_far_it_is(bench: Bench, tmp_path: Path) -> None:
    bench.make(tmp_path / "a.pdf", "whole", 3000)
    bench.pause(10)
    assert bench.told == []
    bench.dispatcher.advance(QUIET_S)
    (busy,) = bench.told
    assert busy == Busy(SAVING, 33 / 3000, can_cancel=True)
    bench.pause(100)
    shares = [each.fraction for each in bench.told if isinstance(each, Busy)]
    assert 1 < len(shares) < 10  # a page is not drawn anew at each slice
    bench.pause(1000)
    assert bench.told[-2:] == [None, tmp_path / "a.pdf"]


def test_what_is_given_up_is_not_written_and_the_next_is_made(bench: Bench, tmp_path: Path) -> None:
    kept, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    kept.write_text("as it was")
    bench.make(kept, "one", 3000)
    bench.make(other, "two", 1)
    bench.dispatcher.advance(QUIET_S)
    bench.desk.give_up()
    bench.dispatcher.run()
    bench.pause(2)
    assert bench.closed[0] == "one"
    assert (kept.read_text(), other.read_text(), bench.told[1:]) == ("as it was", "two", [None, other])
    assert sorted(tmp_path.iterdir()) == [kept, other]


def test_a_failure_is_told_wherever_it_happens_and_the_next_is_made(bench: Bench, tmp_path: Path) -> None:
    trouble = KnownError("test.trouble", "It broke.")

    def breaking() -> Steps:
        yield 0.5
        raise trouble

    def refusing() -> Steps:
        raise trouble

    bench.order(tmp_path / "a.pdf", breaking)
    bench.order(tmp_path / "b.pdf", refusing)
    bench.make(tmp_path / "gone" / "c.pdf", "three", 1)
    bench.make(tmp_path / "d.pdf", "four", 1)
    bench.pause(4)
    assert bench.told[:2] == [trouble, trouble]
    assert isinstance(bench.told[2], KnownError)
    assert bench.told[3] == tmp_path / "d.pdf"
    assert list(tmp_path.iterdir()) == [tmp_path / "d.pdf"]


def test_nothing_goes_on_after_the_end(bench: Bench, tmp_path: Path) -> None:
    bench.make(tmp_path / "a.pdf", "one", 30)
    bench.desk.give_up()
    taken = bench.taken
    bench.pause(5)
    bench.dispatcher.advance(QUIET_S)
    assert (bench.taken, bench.told) == (taken, [])


def test_the_end_of_the_application_is_the_end_of_every_file(bench: Bench, tmp_path: Path) -> None:
    bench.make(tmp_path / "a.pdf", "one", 30)
    bench.make(tmp_path / "b.pdf", "two", 30)
    bench.desk.close()
    bench.pause(30)
    assert (bench.closed, bench.told, list(tmp_path.iterdir())) == (["one"], [], [])
