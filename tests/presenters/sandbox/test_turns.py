from itertools import pairwise

import pytest

from closeddoor.domain.history import Message
from closeddoor.inference.states import WorkerState
from closeddoor.presenters.sandbox import BUSY_WORDS, message_row
from closeddoor.presenters.states.shared import Busy
from closeddoor.services.reply import SAVE_EVERY_S
from tests.presenters.sandbox.bench import QUESTION, Bench


def test_a_turn_from_question_to_reply(bench: Bench) -> None:
    bench.send("  What is drift? ")
    assert (bench.now().can_send, bench.now().can_stop, bench.now().draft) == (False, True, "")
    assert bench.now().busy == Busy(BUSY_WORDS["ready"], can_cancel=True)
    bench.reply.say("The world")
    assert bench.now().busy is None
    bench.reply.say(" moves.")
    assert bench.page.text == "The world moves."
    bench.reply.end()
    bench.dispatcher.run()
    assert [(row.role, row.text, row.state) for row in bench.now().messages] == [
        ("user", QUESTION, "complete"),
        ("assistant", "The world moves.", "complete"),
    ]
    assert (bench.now().can_send, bench.now().can_stop, bench.now().can_regenerate) == (True, False, True)
    assert bench.now().title == QUESTION
    assert bench.now().context_line == ""
    bench.presenter.show_figures(True)
    assert bench.now().context_line.endswith("of 1,000 tokens used")
    assert bench.now().messages[1].figures.startswith("Read 10 tokens, wrote 5")


def test_what_streams_never_shows_less_than_it_had(bench: Bench) -> None:
    bench.send()
    shown = []
    for word in ("The ", "world ", "moves ", "on."):
        bench.reply.say(word)
        shown.append(bench.page.text)
        bench.presenter.turns.draft(f"typed {len(shown)}")
        bench.presenter.listing.search(word)
        bench.dispatcher.advance(SAVE_EVERY_S)
        bench.presenter.refresh()
        bench.dispatcher.run()
        shown.append(bench.page.text)
    bench.reply.end()
    bench.dispatcher.run()
    shown.append(bench.page.text)
    assert all(later.startswith(earlier) for earlier, later in pairwise(shown))
    assert bench.page.text == "The world moves on."


def test_stopping_before_the_reply_began_leaves_a_stopped_turn(bench: Bench) -> None:
    bench.presenter.turns.send(QUESTION)
    bench.presenter.turns.stop()
    bench.dispatcher.run()
    assert [(row.text, row.state) for row in bench.now().messages] == [(QUESTION, "complete"), ("", "stopped")]
    assert bench.now().messages[-1].note == "Stopped by you before the first word."
    assert (bench.now().can_send, bench.now().can_regenerate) == (True, True)


def test_blanks_and_a_second_question_meanwhile_are_not_sent(bench: Bench) -> None:
    bench.send("  \n ")
    assert bench.model.generations == []
    bench.send()
    bench.send("And bias?")
    assert len(bench.model.generations) == 1


@pytest.mark.parametrize(("finish", "note"), [("stopped", "Stopped by you."), ("interrupted", "Interrupted before")])
def test_an_unfinished_reply_says_so(bench: Bench, finish: str, note: str) -> None:
    bench.send()
    bench.reply.say("The world")
    if finish == "stopped":
        bench.presenter.turns.stop()
    else:
        bench.reply.end("interrupted", "The model ended.")
    bench.dispatcher.run()
    row = bench.now().messages[-1]
    assert (row.text, row.state) == ("The world", finish)
    assert row.note.startswith(note)
    assert (bench.now().problem is None) == (finish == "stopped")
    assert bench.now().can_regenerate


def test_loading_is_shown_and_can_be_given_up(bench: Bench) -> None:
    bench.presenter.follow_model(WorkerState("loading", 0.2))
    assert bench.page.states == []
    bench.send()
    bench.presenter.follow_model(WorkerState("loading", 0.5))
    assert bench.now().busy == Busy(BUSY_WORDS["loading"], 0.5, can_cancel=True)
    bench.presenter.turns.cancel()
    assert bench.words.cancelled == 1
    bench.presenter.follow_model(WorkerState("ready", 1.0))
    bench.presenter.turns.cancel()
    assert bench.reply.was_stopped


def test_copying_gives_the_text_plain_or_as_it_was_written(bench: Bench) -> None:
    copied: list[str] = []
    bench.presenter.export.copied.connect(copied.append)
    bench.send()
    bench.answer("It **moves**.")
    told = bench.now().messages[1].message_id
    bench.presenter.export.copy_message(told, True)
    bench.presenter.export.copy_message(told, False)
    bench.presenter.export.copy_all(True)
    assert copied == ["It **moves**.", "It moves.", f"**You**\n\n{QUESTION}\n\n**Model**\n\nIt **moves**."]


def test_a_damaged_message_is_named() -> None:
    row = message_row(Message(1, 1, "user", "", "complete", 0, readable=False))
    assert (row.text, row.note) == ("", "This entry is damaged and cannot be shown.")
