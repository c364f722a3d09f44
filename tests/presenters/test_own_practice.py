"""Practice on an own document: kept as it is typed, judged by its owner, never scored."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

from closeddoor.domain.errors import KnownError
from closeddoor.presenters.drafts import KEEP_AFTER_S, RETRY_AFTER_S
from closeddoor.presenters.own_practice import OwnPracticePresenter
from closeddoor.presenters.states.own_practice import OwnPracticeViewState
from closeddoor.services.own_practice import LONGEST_TEXT, OwnBriefingGoneError, OwnPracticeService
from closeddoor.services.record import CardService
from closeddoor.vault.vault import Vault
from tests.fakes.documents import FakeReader
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage

T = TypeVar("T")
FULL = KnownError("vault.full", "The disk is full.", "What is shown is still there.", "Make room.")
TEXT = "The fee rises by nine per cent a year.\nNo ceiling is agreed.\n"


class Disk(InlineExecutor):
    """A disk that may be full."""

    def __init__(self) -> None:
        self.is_full = False

    def submit(self, job: Callable[[], T]) -> Future[T]:
        return super().submit(self._refuse if self.is_full else job)

    def _refuse(self) -> NoReturn:
        raise FULL


class Bench:
    def __init__(self) -> None:
        self.vault, self.reader, self.dispatcher = Vault.in_memory(), FakeReader(), QueueDispatcher()
        self.page = RecordingPage[OwnPracticeViewState]()
        self.disk = Disk()
        self.service = OwnPracticeService(self.vault, self.disk, self.reader, CardService(self.vault, self.disk))
        self.presenter = OwnPracticePresenter(self.page, self.service, self.dispatcher)
        self.shown: list[str] = []
        self.presenter.opened.connect(lambda: self.shown.append(self.presenter.state.title))
        self.presenter.refresh()
        self.run()

    def run(self) -> None:
        self.dispatcher.run()

    def now(self) -> OwnPracticeViewState:
        return self.page.now()

    def begun_anew(self) -> OwnPracticeViewState:
        """Return what a presenter shows that is new to the vault, as after a lock or a kill."""
        page = RecordingPage[OwnPracticeViewState]()
        presenter = OwnPracticePresenter(page, self.service, self.dispatcher)
        presenter.refresh()
        self.run()
        return page.now()

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
    bench.dispatcher.advance(KEEP_AFTER_S)
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
    bench.presenter.take([Path("scan.pdf")])
    bench.reader.readings[-1].progress(0.5)
    assert bench.now().busy is not None
    bench.reader.readings[-1].fail("scanned")
    bench.run()
    assert bench.now().busy is None
    assert bench.now().problem is not None
    bench.presenter.take([Path("offer.pdf")])
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


def test_what_was_pasted_and_not_begun_is_there_after_a_lock_or_a_kill(bench: Bench) -> None:
    bench.presenter.paste("Half of ")
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert bench.begun_anew().pasted == "Half of "
    bench.presenter.paste("Half of it")
    bench.presenter.leave()
    assert bench.begun_anew().pasted == "Half of it"


def test_what_was_begun_or_deleted_with_all_practice_is_pasted_no_longer(bench: Bench) -> None:
    bench.presenter.paste(TEXT)
    bench.presenter.begin("Another", "from a conversation")
    bench.run()
    assert bench.begun_anew().pasted == TEXT
    bench.presenter.begin_pasted()
    bench.run()
    bench.presenter.leave()
    assert bench.begun_anew().pasted == ""
    bench.presenter.paste(TEXT)
    bench.presenter.leave()
    bench.presenter.paste(f"{TEXT}more")
    bench.vault.attempts.delete_all_practice()
    bench.presenter.forget_drafts()
    bench.presenter.leave()
    assert bench.begun_anew().pasted == ""


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


def kept_point(bench: Bench) -> str:
    (row,) = bench.vault.own_briefings.list()
    kept = bench.vault.own_briefings.get(row.id)
    assert kept is not None
    return kept.work.points[0].text if kept.work.points else ""


def test_what_the_disk_refused_is_tried_again_and_the_problem_ends_with_it(bench: Bench) -> None:
    bench.begin()
    bench.disk.is_full = True
    bench.presenter.write_point(0, "first words")
    bench.dispatcher.advance(KEEP_AFTER_S)
    problem = bench.now().problem
    assert problem is not None
    assert problem.happened == FULL.happened
    assert kept_point(bench) == ""
    bench.disk.is_full = False
    bench.dispatcher.advance(RETRY_AFTER_S)
    assert kept_point(bench) == "first words"
    assert bench.now().problem is None


def test_what_was_refused_is_still_there_after_going_back_and_never_replaces_later_words(bench: Bench) -> None:
    bench.begin()
    (row,) = bench.vault.own_briefings.list()
    bench.disk.is_full = True
    bench.presenter.write_point(0, "typed last")
    bench.presenter.close()
    bench.run()
    bench.disk.is_full = False
    bench.presenter.open(row.id)
    bench.run()
    assert bench.now().points[0].text == "typed last"
    bench.disk.is_full = True
    bench.presenter.write_point(0, "older")
    bench.presenter.leave()  # refused, which is told when the dispatcher runs
    bench.disk.is_full = False
    bench.presenter.write_point(0, "newer")
    bench.presenter.leave()
    bench.run()
    bench.dispatcher.advance(RETRY_AFTER_S)
    assert kept_point(bench) == "newer"


def test_one_that_was_deleted_elsewhere_is_closed_and_said(bench: Bench) -> None:
    bench.begin()
    (row,) = bench.vault.own_briefings.list()
    bench.vault.own_briefings.delete(row.id)
    bench.presenter.write_point(0, "into nothing")
    bench.presenter.leave()
    bench.run()
    problem = bench.now().problem
    assert problem is not None
    assert problem.happened == OwnBriefingGoneError().happened
    assert bench.now().stage == "rubric"
    bench.presenter.refresh()
    bench.run()
    assert (bench.now().stage, bench.now().problem) == ("choose", problem)


def test_what_cannot_be_opened_is_said_on_the_page_that_is_shown_for_it(bench: Bench) -> None:
    bench.presenter.begin("Long", "word " * (LONGEST_TEXT // 4))
    bench.run()
    too_long = bench.now().problem
    bench.presenter.open(999)
    bench.run()
    gone = bench.now().problem
    assert too_long is not None
    assert gone is not None
    assert "characters" in too_long.happened
    assert gone.happened == OwnBriefingGoneError().happened
    assert len(bench.shown) == 2


def test_a_read_document_calls_nobody_back_and_pushes_nothing_aside(bench: Bench) -> None:
    bench.presenter.take([Path("offer.pdf")])
    bench.presenter.begin("Opened meanwhile", TEXT)
    bench.run()
    shown = list(bench.shown)
    bench.reader.readings[-1].end(TEXT)
    bench.run()
    assert bench.now().title == "Opened meanwhile"
    assert sorted(row.title for row in bench.now().rows) == ["Opened meanwhile", "offer.pdf"]
    assert bench.shown == shown


def test_one_file_is_read_and_that_is_said(bench: Bench) -> None:
    bench.presenter.take([Path("a.pdf"), Path("b.pdf")])
    busy = bench.now().busy
    assert busy is not None
    assert "“a.pdf”, the first of 2 files" in busy.text
    bench.presenter.take([Path("c.pdf")])
    assert bench.now().problem is not None
    bench.reader.readings[-1].end(TEXT)
    bench.run()
    assert bench.now().problem is None
    bench.presenter.take([Path("d.pdf")])
    problem = bench.now().problem
    assert problem is not None
    assert "“d.pdf” was not read" in problem.happened
    assert len(bench.reader.readings) == 1


def test_nothing_of_it_is_an_attempt(bench: Bench) -> None:
    bench.begin()
    bench.write_points()
    bench.run()
    assert bench.vault.attempts.list() == ()


def test_the_line_for_next_time_is_a_card_that_goes_and_comes_back_with_its_document(bench: Bench) -> None:
    bench.begin()
    bench.presenter.write_next_time("who pays the rise")
    bench.presenter.close()
    bench.run()
    (card,) = bench.vault.cards.list()
    assert (card.source, card.question) == ("next_time", "who pays the rise")
    assert card.reason == "You wrote this after “Offer”, a document of your own."
    (row,) = bench.now().rows
    bench.presenter.delete(row.briefing_id)
    bench.run()
    assert bench.vault.cards.list() == ()
    bench.presenter.undo()
    bench.run()
    assert bench.vault.cards.list() == (card,)


def test_the_card_follows_its_line_and_stays_deleted_while_the_line_stays(bench: Bench) -> None:
    bench.begin()
    for line in ("who pays", "who pays, and until when"):
        bench.presenter.write_next_time(line)
        bench.dispatcher.advance(KEEP_AFTER_S)
    (card,) = bench.vault.cards.list()
    assert card.question == "who pays, and until when"
    bench.vault.cards.delete(card.id)
    bench.presenter.write_memo("I would not sign.")
    bench.presenter.leave()
    bench.run()
    assert bench.vault.cards.list() == ()
    bench.presenter.write_next_time("who signs")
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert [each.question for each in bench.vault.cards.list()] == ["who signs"]
    bench.presenter.write_next_time(" ")
    bench.dispatcher.advance(KEEP_AFTER_S)
    assert bench.vault.cards.list() == ()
