"""From a file to the conversation and to practice on it, through the real reader, in a session as it really is."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from closeddoor.bootstrap.facts import enforcement
from closeddoor.domain.attachment import ReadDocument, Source
from closeddoor.presenters.states.attachments import PassageView
from closeddoor.services.own_practice import LONGEST_TEXT
from closeddoor.ui.pages.own_practice import OwnPracticePage
from closeddoor.ui.pages.sandbox.attachments import AttachmentStrip
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.cited_text import PassageLink
from closeddoor.ui.widgets.rail import Rail
from tests.bootstrap.test_session import Bench

TEXT = "The renewal fee rises by nine per cent a year.\n"


def shown(bench: Bench) -> str:
    return bench.frame.page


def test_a_file_is_attached_asked_about_and_practised_on(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "offer.txt"
    path.write_text(TEXT)
    bench.go("sandbox")
    (strip,) = bench.window.findChildren(AttachmentStrip)
    strip.attach_requested.emit([path])

    def attached() -> bool:
        bench.dispatcher.run()
        return bool(bench.session.attachments.state.rows)

    qtbot.waitUntil(attached, timeout=20_000)
    page = next(each for each in bench.session._equipment.pages.by_name.values() if hasattr(each, "send_requested"))
    page.send_requested.emit("How much?")
    bench.dispatcher.run()
    (conversation,) = bench.vault.conversations.list()
    (kept,) = bench.vault.attachments.list(conversation.id)
    assert kept.name == "offer.txt"
    strip.document_practice_requested.emit(kept.id)
    bench.dispatcher.run()
    assert bench.frame.page == "own_practice"
    assert bench.session.own_practice.state.title == "offer.txt"
    assert bench.session.own_practice.state.document.displayed == TEXT
    told = enforcement(bench.vault, bench.session._equipment.models, bench.session.reader).processes
    (reader,) = (row.sentence for row in told if "reads documents" in row.name)
    assert reader not in ("", "Has not been started yet.")


def test_a_number_in_a_reply_opens_the_passage_that_the_row_under_the_turn_opens(bench: Bench) -> None:
    talk = bench.vault.conversations.create("Offer")
    question = bench.vault.conversations.add_message(talk, "user", "How much?")
    bench.vault.conversations.add_message(talk, "assistant", "Nine per cent [1].")
    kept = bench.vault.attachments.add(talk, ReadDocument("offer.txt", "text", len(TEXT), TEXT, ()))
    bench.vault.attachments.keep_sources(question, (Source(1, kept, 4, 15, "offer.txt, “Fees”"),))
    bench.go("sandbox")
    bench.session.sandbox.open(talk)
    bench.dispatcher.run()
    (link,) = bench.window.findChildren(PassageLink)
    assert link.accessibleName() == "passage 1 of offer.txt, “Fees”"
    (strip,) = bench.window.findChildren(AttachmentStrip)
    shown: list[PassageView] = []
    strip.show_passage = shown.append  # type: ignore[assignment,method-assign]  # the dialog has its own tests
    link.click()
    bench.dispatcher.run()
    strip.source_requested.emit(1)
    bench.dispatcher.run()
    assert shown[0] == shown[1]
    assert TEXT[shown[0].start : shown[0].end] == "renewal fee"


def test_practice_on_an_own_document_is_reached_from_the_sandbox(bench: Bench) -> None:
    bench.go("sandbox")
    (strip,) = bench.window.findChildren(AttachmentStrip)
    strip.practice_requested.emit()
    bench.dispatcher.run()
    assert bench.frame.page == "own_practice"
    assert bench.window.findChildren(OwnPracticePage)
    rail = bench.window.findChild(Rail)
    assert rail is not None
    (leave,) = (each for each in rail.findChildren(Button) if each.accessibleName() == "Leave practice")
    assert leave.isVisibleTo(rail)
    leave.click()
    assert shown(bench) == "sandbox"


def test_what_is_too_long_says_so_on_the_page_for_it_and_several_files_are_not_taken_for_one(
    bench: Bench, tmp_path: Path
) -> None:
    bench.go("sandbox")
    bench.session.attachments.practice_requested.emit("long.txt", "word " * LONGEST_TEXT)
    bench.dispatcher.run()
    assert bench.frame.page == "own_practice"
    problem = bench.session.own_practice.state.problem
    assert problem is not None
    assert "characters" in problem.happened
    (page,) = bench.window.findChildren(OwnPracticePage)
    page.files_chosen.emit([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    busy = bench.session.own_practice.state.busy
    assert busy is not None
    assert "the first of 2 files" in busy.text
    page.cancel_requested.emit()
    bench.dispatcher.run()
