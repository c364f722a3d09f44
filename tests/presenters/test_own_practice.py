"""Practice on an own document: kept as it is typed, judged by its owner, never scored."""

from pathlib import Path

import pytest

from closeddoor.presenters.own_practice import SAVE_AFTER_S, OwnPracticePresenter
from closeddoor.presenters.states.own_practice import OwnPracticeViewState
from closeddoor.services.own_practice import LONGEST_TEXT, OwnPracticeService
from closeddoor.vault.vault import Vault
from tests.fakes.documents import FakeReader
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage

TEXT = "The fee rises by nine per cent a year.\nNo ceiling is agreed.\n"


class Bench:
    def __init__(self) -> None:
        self.vault, self.reader, self.dispatcher = Vault.in_memory(), FakeReader(), QueueDispatcher()
        self.page = RecordingPage[OwnPracticeViewState]()
        service = OwnPracticeService(self.vault, InlineExecutor(), self.reader)
        self.presenter = OwnPracticePresenter(self.page, service, self.dispatcher)
        self.presenter.refresh()
        self.run()

    def run(self) -> None:
        self.dispatcher.run()

    def now(self) -> OwnPracticeViewState:
        return self.page.now()

    def begin(self) -> None:
        self.presenter.begin("Offer", TEXT)
        self.run()

    def write_points(self) -> None:
        for index, text in enumerate(("names the rise", "asks for a ceiling", "says who pays")):
            self.presenter.write_point(index, text)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_points_come_before_the_answer_and_the_answer_before_the_verdicts(bench: Bench) -> None:
    bench.begin()
    assert (bench.now().stage, len(bench.now().points), bench.now().can_go_on) == ("rubric", 3, False)
    bench.presenter.go_on()
    assert bench.now().stage == "rubric"
    bench.write_points()
    bench.presenter.go_on()
    assert (bench.now().stage, bench.now().can_go_on) == ("answer", False)
    bench.presenter.write_memo("I would not sign.")
    bench.presenter.go_on()
    assert bench.now().stage == "judge"
    bench.presenter.judge(1, "not_met")
    bench.presenter.judge(9, "met")
    assert [point.verdict for point in bench.now().points] == [None, "not_met", None]


def test_what_is_typed_is_kept_and_found_again(bench: Bench) -> None:
    bench.begin()
    bench.write_points()
    bench.presenter.mark(0, 7)
    bench.presenter.mark(0, 7)
    bench.presenter.note(0, "every year?")
    bench.dispatcher.advance(SAVE_AFTER_S)
    (row,) = bench.vault.own_briefings.list()
    bench.presenter.close()
    bench.run()
    assert [each.title for each in bench.now().rows] == ["Offer"]
    bench.presenter.open(row.id)
    bench.run()
    (mark,) = bench.now().marks
    assert (mark.quote, mark.note) == ("The fee", "every year?")
    assert [point.text for point in bench.now().points] == ["names the rise", "asks for a ceiling", "says who pays"]
    assert bench.now().document.displayed == TEXT


def test_leaving_at_once_loses_nothing(bench: Bench) -> None:
    bench.begin()
    bench.presenter.write_point(0, "typed last")
    bench.presenter.leave()
    bench.run()
    (row,) = bench.vault.own_briefings.list()
    kept = bench.vault.own_briefings.get(row.id)
    assert kept is not None
    assert kept.work.points[0].text == "typed last"


def test_a_file_is_read_and_a_refusal_is_said(bench: Bench) -> None:
    bench.presenter.read(Path("scan.pdf"))
    bench.reader.readings[-1].progress(0.5)
    assert bench.now().busy is not None
    bench.reader.readings[-1].fail("scanned")
    bench.run()
    assert bench.now().busy is None
    assert bench.now().problem is not None
    bench.presenter.read(Path("offer.pdf"))
    bench.reader.readings[-1].end(TEXT)
    bench.run()
    assert (bench.now().title, bench.now().problem) == ("offer.pdf", None)


def test_a_text_that_is_too_long_is_refused_and_still_there(bench: Bench) -> None:
    bench.presenter.paste("word " * (LONGEST_TEXT // 4))
    bench.presenter.begin_pasted()
    bench.run()
    assert bench.now().problem is not None
    assert len(bench.now().pasted) > LONGEST_TEXT
    assert bench.vault.own_briefings.list() == ()


def test_a_deleted_one_comes_back_when_asked(bench: Bench) -> None:
    bench.begin()
    bench.presenter.close()
    bench.run()
    (row,) = bench.now().rows
    bench.presenter.delete(row.briefing_id)
    bench.run()
    assert bench.now().rows == ()
    assert "Offer" in bench.now().undo
    bench.presenter.undo()
    bench.run()
    assert bench.now().rows == (row,)


def test_nothing_of_it_is_an_attempt(bench: Bench) -> None:
    bench.begin()
    bench.write_points()
    bench.run()
    assert bench.vault.attempts.list() == ()
