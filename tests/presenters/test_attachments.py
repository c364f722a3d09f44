"""Attaching documents to a conversation: one after the other, to where they were meant for, with a way back."""

from pathlib import Path

import pytest

from closeddoor.domain.attachment import Source
from closeddoor.presenters.attachments import AttachmentsPresenter, Shown
from closeddoor.presenters.states.attachments import AttachmentsViewState, PassageView
from closeddoor.services.attachments import AttachmentService
from closeddoor.services.attachments.context import ContextBuilder
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat.records import Records
from closeddoor.vault.vault import Vault
from tests.fakes.documents import FakeReader
from tests.fakes.inference import FakeChatModel, FakeEmbedder
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage


class Strip(RecordingPage[AttachmentsViewState]):
    def __init__(self) -> None:
        super().__init__()
        self.passages: list[PassageView] = []

    def show_passage(self, passage: PassageView) -> None:
        self.passages.append(passage)


class Bench:
    def __init__(self) -> None:
        self.vault, self.reader, self.dispatcher, self.page = (
            Vault.in_memory(),
            FakeReader(),
            QueueDispatcher(),
            Strip(),
        )
        builder = ContextBuilder(FakeChatModel(), FakeEmbedder(), InlineExecutor(), self.dispatcher)
        self.records = Records(self.vault)
        self.service = AttachmentService(self.records, InlineExecutor(), self.reader, builder, self.dispatcher)
        self.open_id = 0
        self.is_off = False
        self.asked_to_practise: list[tuple[str, str]] = []
        self.presenter = AttachmentsPresenter(
            self.page, self.service, lambda: Shown(self.open_id, self.is_off), self.dispatcher, HistoryChanges()
        )
        self.presenter.practice_requested.connect(lambda *asked: self.asked_to_practise.append(asked))

    def practise(self, attachment_id: int) -> None:
        self.presenter.open_document(attachment_id)
        self.presenter.practise(attachment_id)
        self.dispatcher.run()

    def now(self) -> AttachmentsViewState:
        return self.page.now()

    def open(self, conversation_id: int) -> None:
        self.open_id = conversation_id
        self.presenter.follow(conversation_id)
        self.dispatcher.run()

    def attach(self, *names: str) -> None:
        self.presenter.attach([Path(name) for name in names])
        self.dispatcher.run()

    def read(self, text: str = "A text.\n", remark: str = "") -> None:
        self.reader.readings[-1].end(text, remark)
        self.dispatcher.run()


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_several_are_read_one_after_the_other_and_failures_told_together(bench: Bench) -> None:
    bench.open(bench.vault.conversations.create("Plan"))
    bench.attach("a.pdf", "b.pdf", "c.pdf")
    busy = bench.now().busy
    assert busy is not None
    assert "“a.pdf” (1 of 3)" in busy.text
    bench.read()
    bench.reader.readings[-1].fail("scanned")
    bench.dispatcher.run()
    assert len(bench.reader.readings) == 3
    bench.reader.readings[-1].fail("encrypted")
    bench.dispatcher.run()
    assert [row.name for row in bench.now().rows] == ["a.pdf"]
    assert bench.now().busy is None
    problem = bench.now().problem
    assert problem is not None
    assert "“b.pdf” is a scan" in problem.happened
    assert "“c.pdf” asks for a password" in problem.happened


def test_cancelling_stops_all_and_is_no_problem(bench: Bench) -> None:
    bench.attach("a.pdf", "b.pdf")
    bench.presenter.cancel()
    bench.dispatcher.run()
    assert (bench.now().busy, bench.now().problem, len(bench.reader.readings)) == (None, None, 1)


def test_a_document_goes_to_the_conversation_it_was_meant_for(bench: Bench) -> None:
    first, second = bench.vault.conversations.create("One"), bench.vault.conversations.create("Two")
    bench.open(first)
    bench.attach("a.pdf")
    bench.open(second)
    bench.read()
    assert bench.now().rows == ()
    assert len(bench.vault.attachments.list(first)) == 1


def test_what_is_read_while_its_conversation_begins_belongs_to_it(bench: Bench) -> None:
    bench.attach("a.pdf")
    bench.presenter.begin_conversation()
    bench.open_id = bench.vault.conversations.create("Begun meanwhile")
    bench.read()
    assert len(bench.vault.attachments.list(bench.open_id)) == 1


def test_removing_offers_the_way_back(bench: Bench) -> None:
    bench.open(bench.vault.conversations.create("Plan"))
    bench.attach("a.pdf")
    bench.read(remark="One page is a picture.")
    assert bench.now().remark == "a.pdf: One page is a picture."
    (row,) = bench.now().rows
    assert row.about == "PDF · 1 page"
    bench.presenter.remove(row.attachment_id)
    bench.dispatcher.run()
    assert bench.now().rows == ()
    assert "a.pdf" in bench.now().undo
    bench.presenter.undo()
    bench.dispatcher.run()
    assert bench.now().rows == (row,)


def test_a_document_opens_in_a_stretch_that_is_quick_to_set(bench: Bench) -> None:
    bench.open(bench.vault.conversations.create("Plan"))
    bench.attach("a.pdf")
    bench.read("A line of text.\n" * 20_000)
    bench.presenter.open_document(bench.now().rows[0].attachment_id)
    bench.dispatcher.run()
    (passage,) = bench.page.passages
    assert len(passage.text.displayed) < 20_000
    assert "more text after this" in passage.note


def test_what_is_off_the_record_is_not_practised_on(bench: Bench) -> None:
    bench.is_off = True
    bench.attach("waiting.pdf")
    bench.read()
    bench.practise(bench.now().rows[0].attachment_id)
    where = bench.records.begin().conversations.create("Off")
    bench.service.adopt_waiting()
    bench.service.context_for(where, "Why?")
    bench.dispatcher.run()
    bench.open(where)
    assert not bench.now().rows[0].can_practise
    bench.practise(bench.now().rows[0].attachment_id)
    problem = bench.now().problem
    assert problem is not None
    assert "off the record" in problem.happened
    assert bench.asked_to_practise == []
    assert [passage.can_practise for passage in bench.page.passages] == [False, False]


def test_what_is_on_the_record_is_practised_on(bench: Bench) -> None:
    bench.attach("waiting.pdf")
    bench.read()
    bench.practise(bench.now().rows[0].attachment_id)
    bench.open(bench.vault.conversations.create("Plan"))
    bench.attach("kept.pdf")
    bench.read()
    bench.practise(bench.now().rows[0].attachment_id)
    assert [name for name, _ in bench.asked_to_practise] == ["waiting.pdf", "kept.pdf"]
    assert [passage.can_practise for passage in bench.page.passages] == [True, True]


def test_a_passage_that_an_earlier_reply_names_opens_as_that_of_the_last_question_does(bench: Bench) -> None:
    bench.open(bench.vault.conversations.create("Plan"))
    bench.attach("plan.pdf")
    bench.read("One.\nTwo.\n")
    (row,) = bench.now().rows
    bench.presenter.open_passage(Source(4, row.attachment_id, 5, 9, "plan.pdf, page 2"))
    bench.dispatcher.run()
    (passage,) = bench.page.passages
    assert (passage.title, passage.text.displayed[passage.start : passage.end]) == ("plan.pdf, page 2", "Two.")
