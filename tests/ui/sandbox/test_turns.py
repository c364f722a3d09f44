"""The turns of a conversation: how they stream, follow, branch and are given to others."""

import time
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.attachments import SourceRow
from closeddoor.presenters.states.sandbox import (
    MessageRow,
)
from closeddoor.ui.pages.sandbox import SandboxPage
from closeddoor.ui.pages.sandbox.messages import Turn
from closeddoor.ui.pages.sandbox.transcript import BATCH, Transcript
from closeddoor.ui.widgets.cited_text import PassageLink
from closeddoor.ui.widgets.markdown_stream import MarkdownStream
from tests.paired import least_ratio
from tests.ui.sandbox.talks import ASKED, CITING, DONE, EMPTY, FULL, WRITING, area_of, button
from tests.ui.shown import settle


def test_text_streams_into_its_turn_and_a_late_render_does_not_take_it_back(page: SandboxPage) -> None:
    writing = replace(EMPTY, messages=(ASKED, WRITING), can_stop=True)
    page.render(writing)
    page.append_text(2, "Ask for the ")
    page.append_text(2, "**denominator**.")
    page.append_text(99, "of no turn on the page")
    page.render(writing)
    stream = page.findChild(MarkdownStream)
    assert stream is not None
    assert stream.toPlainText() == "Ask for the denominator."
    page.render(FULL)
    assert page.findChild(MarkdownStream) is stream
    assert stream.toPlainText() == "Ask for the denominator."


class _Paints(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_a_new_line_is_painted_once_and_in_sight_at_once(page: SandboxPage) -> None:
    page.render(replace(EMPTY, messages=(ASKED, WRITING), can_stop=True))
    page.append_text(2, "A line of the answer.\n\n" * 60)
    settle()
    stream, transcript = page.findChild(MarkdownStream), page.findChild(Transcript)
    assert stream is not None
    assert transcript is not None
    paints, bar, height = _Paints(), transcript.verticalScrollBar(), stream.height()
    stream.viewport().installEventFilter(paints)
    page.append_text(2, "One line more, and")
    end = bar.maximum()
    settle()
    assert stream.height() > height
    assert (bar.maximum(), bar.value()) == (end, end)
    assert paints.count == 1


def test_a_stopped_answer_says_so(page: SandboxPage) -> None:
    stopped = MessageRow(2, "assistant", "Ask", "stopped", "Stopped by you. The text so far is kept.")
    page.render(replace(FULL, messages=(ASKED, stopped)))
    QApplication.processEvents()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Stopped by you. The text so far is kept." in said


def test_regenerate_and_copy(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(FULL)
    with qtbot.waitSignal(page.regenerate_requested):
        button(page, "Write again").click()
    with qtbot.waitSignal(page.copy_requested) as told:
        button(page, "Copy").click()
    assert told.args == [2, False]


def test_a_number_leads_to_its_passage_once_its_reply_is_written(page: SandboxPage, qtbot: QtBot) -> None:
    passages = (SourceRow(1, "offer.pdf, page 3"),)
    reply = MessageRow(2, "assistant", "Nine per cent [1], not ten [2].", "writing", passages=passages)
    page.render(replace(FULL, messages=(ASKED, reply), can_stop=True))
    assert not page.findChildren(PassageLink)
    page.render(replace(FULL, messages=(ASKED, replace(reply, state="complete"))))
    (link,) = page.findChildren(PassageLink)
    with qtbot.waitSignal(page.passage_requested) as told:
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert told.args == [2, 1]
    page.render(replace(FULL, messages=(ASKED, DONE)))
    assert not [each for each in page.findChildren(PassageLink) if each.isVisible()]


def test_the_view_follows_the_end_only_while_the_reader_is_there(page: SandboxPage, qtbot: QtBot) -> None:
    long = tuple(
        MessageRow(n, "user" if n % 2 else "assistant", "A line of text.\n\n" * 8, "complete") for n in range(12)
    )
    page.render(replace(FULL, messages=(*long, MessageRow(50, "assistant", "", "writing"))))
    bar = page.findChild(Transcript).verticalScrollBar()  # type: ignore[union-attr]  # it is there
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    page.append_text(50, "More.\n\n" * 40)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    bar.setValue(100)
    was = bar.maximum()
    page.append_text(50, "Still more.\n\n" * 40)
    qtbot.waitUntil(lambda: bar.maximum() > was)
    assert bar.value() == 100


def test_alternatives_have_arrows_that_end_where_they_end(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, messages=(ASKED, replace(DONE, place=2, places=2))))
    assert not button(page, "Later reply").isEnabled()
    with qtbot.waitSignal(page.alternative_requested) as told:
        QTest.keyClick(button(page, "Earlier reply"), Qt.Key.Key_Space)
    assert told.args == [2, -1]
    page.render(replace(FULL, messages=(ASKED, replace(DONE, place=2, places=2)), can_branch=False))
    assert not button(page, "Earlier reply").isEnabled()


def test_at_the_last_alternative_the_focus_is_on_the_way_back(page: SandboxPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, messages=(ASKED, replace(DONE, place=2, places=3))))
    button(page, "Later reply").setFocus()
    qtbot.waitUntil(button(page, "Later reply").hasFocus)
    page.render(replace(FULL, messages=(ASKED, replace(DONE, message_id=9, place=3, places=3))))
    assert button(page, "Earlier reply").hasFocus()
    page.render(replace(FULL, messages=(ASKED, replace(DONE, message_id=2, place=1, places=3))))
    assert button(page, "Later reply").hasFocus()


def test_a_long_conversation_is_drawn_from_its_end_and_earlier_turns_on_request(page: SandboxPage) -> None:
    rows = tuple(MessageRow(n, "user" if n % 2 else "assistant", f"Turn {n}.", "complete") for n in range(1, 101))
    page.render(replace(FULL, messages=rows))
    assert len(page.findChildren(Turn)) == BATCH
    more = (*rows, MessageRow(101, "user", "Turn 101.", "complete"))
    before = page.findChildren(Turn)[0]
    page.render(replace(FULL, messages=more))
    assert page.findChildren(Turn)[0] is before
    button(page, "Show earlier turns").click()
    assert [turn for turn in page.findChildren(Turn) if turn.isVisible()]
    page.render(replace(FULL, messages=more, highlight_message_id=3))
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Turn 3." in said


def test_a_new_line_is_placed_as_quickly_in_a_long_conversation_as_in_a_short_one(page: SandboxPage) -> None:
    many_s, few_s = partial(line_s, page, writing=50, turns=40), partial(line_s, page, writing=2, turns=1)
    assert least_ratio(many_s, few_s, rounds=2) < 5


def line_s(page: SandboxPage, *, writing: int, turns: int) -> float:
    """Return the processor's time that the median line takes which is added to a reply after `turns`."""
    rows = tuple(
        MessageRow(n, "user" if n % 2 else "assistant", "A turn.\n\nOf two.", "complete")
        for n in range(writing - turns, writing)
    )
    page.render(replace(FULL, messages=(*rows, MessageRow(writing, "assistant", "", "writing")), can_stop=True))
    QApplication.processEvents()
    took_s = []
    for _ in range(40):
        begun_s = time.process_time()
        page.append_text(writing, "One more line.\n\n")
        QApplication.processEvents()
        took_s.append(time.process_time() - begun_s)
    return sorted(took_s)[20]


def test_a_turn_that_is_given_to_another_conversation_keeps_nothing_of_the_first(page: SandboxPage) -> None:
    page.render(replace(FULL, messages=(ASKED, replace(DONE, place=2, places=2)), highlight_message_id=2))
    turns = page.findChildren(Turn)
    other = (MessageRow(7, "user", "And bias?", "complete"), MessageRow(8, "assistant", "", "writing"))
    page.render(replace(FULL, current_id=2, messages=other))
    QApplication.processEvents()
    assert page.findChildren(Turn) == turns
    said = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    stream = page.findChild(MarkdownStream)
    assert stream is not None
    assert ("What should I ask?" in said, "2 of 2" in said, stream.toPlainText()) == (False, False, "")
    page.append_text(2, "of the first")
    page.append_text(8, "of the second")
    assert stream.toPlainText() == "of the second"


def test_a_turn_that_waits_for_other_words_holds_none(page: SandboxPage) -> None:
    page.render(FULL)
    page.render(EMPTY)
    QApplication.processEvents()
    held = [label.text() for turn in page.findChildren(Turn) for label in turn.findChildren(QLabel)]
    held += [stream.toPlainText() for stream in page.findChildren(MarkdownStream)]
    assert not [text for text in held if "denominator" in text or "What should" in text]


def test_turns_follow_their_messages_however_the_branch_changes(page: SandboxPage) -> None:
    branches = (("1u", "2a", "9a"), ("1u", "9a"), ("1u", "2a", "3u", "4a"), (), ("5a", "6a", "7u"))
    for branch in branches:
        sides = {"u": "user", "a": "assistant"}
        rows = [MessageRow(int(each[0]), sides[each[1]], f"words of {each}", "complete") for each in branch]  # type: ignore[arg-type]  # one of two
        page.render(replace(FULL, messages=tuple(rows)))
        QApplication.processEvents()
        shown = sorted((turn for turn in page.findChildren(Turn) if turn.isVisible()), key=lambda turn: turn.y())
        assert [_words_of(turn) for turn in shown] == [row.text for row in rows]


def _words_of(turn: Turn) -> str:
    stream = turn.findChild(MarkdownStream)
    labels = [label.text() for label in turn.findChildren(QLabel) if label.text().startswith("words of")]
    return stream.toPlainText() if stream else labels[0]


def test_tab_goes_through_the_turns_as_they_stand_whatever_order_they_were_made_in(
    page: SandboxPage, qtbot: QtBot
) -> None:
    page.render(replace(FULL, messages=(ASKED, CITING, MessageRow(3, "user", "And then?", "complete"))))
    page.render(replace(FULL, messages=()))
    page.render(replace(FULL, messages=(ASKED, CITING, MessageRow(3, "user", "And then?", "complete"))))
    start = button(page, "Who answers")
    start.setFocus()
    qtbot.waitUntil(start.hasFocus)
    stops = []
    while not area_of(page).hasFocus():
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # type: ignore[arg-type]  # something has it
        stops.append(QApplication.focusWidget())
    assert [stop.accessibleName() for stop in stops if stop] == [
        "More",
        "Edit",
        "Answer of the model",
        *[f"passage {number} of offer.pdf, page {number}" for number in (1, 2, 3, 3)],
        "Copy",
        "More for this answer",
        "Edit",
        "Message to the model",
    ]
    tops = [stop.mapTo(page, stop.rect().topLeft()).y() for stop in stops if stop]
    assert tops[1:] == sorted(tops[1:])
