from pathlib import Path

import pytest

from closeddoor.services.chat import is_off_the_record
from closeddoor.vault.ways import Protection
from tests.presenters.sandbox.bench import QUESTION, Bench
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.test_deleting import MARKER, marker_count


def begin(bench: Bench) -> int:
    bench.presenter.set_up.choose_record(True)
    bench.send()
    bench.answer("It moves.")
    return bench.open_conversation()


def test_off_the_record_is_fixed_with_the_first_turn_and_shown_throughout(bench: Bench) -> None:
    where = begin(bench)
    assert is_off_the_record(where)
    assert (bench.now().set_up.is_off_the_record, bench.now().set_up.can_choose_record) == (True, False)
    bench.presenter.set_up.choose_record(False)
    assert bench.now().set_up.is_off_the_record
    (row,) = bench.now().conversations
    assert row.when.startswith("Off the record · ")
    assert bench.now().lists.off_the_record == {where}
    bench.send("And bias?")
    assert [turn.text for turn in bench.reply.messages[1:]] == [QUESTION, "It moves.", "And bias?"]


def test_the_next_conversation_is_on_the_record_again(bench: Bench) -> None:
    where = begin(bench)
    bench.presenter.start_new()
    assert (bench.now().set_up.is_off_the_record, bench.now().set_up.can_choose_record) == (False, True)
    bench.send("On the record?")
    bench.answer("Yes.")
    assert [each.title for each in bench.vault.conversations.list()] == ["On the record?"]
    bench.presenter.open(where)
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "It moves."]


def test_its_end_leaves_nothing_to_bring_back_or_to_open(bench: Bench) -> None:
    ended: list[bool] = []
    bench.presenter.removal.ended.connect(lambda: ended.append(True))
    where = begin(bench)
    bench.presenter.removal.delete(where)
    bench.dispatcher.run()
    assert (ended, bench.now().undo, bench.now().conversations) == ([True], "", ())
    assert (bench.now().current_id, bench.now().messages, bench.now().title) == (None, (), "")
    bench.presenter.open(where)
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().problem is None) == (None, False)


def test_it_can_end_while_the_model_writes(bench: Bench) -> None:
    where = begin(bench)
    bench.send("And bias?")
    bench.reply.say("It is")
    bench.presenter.removal.delete(where)
    bench.dispatcher.run()
    bench.dispatcher.advance(10)
    assert (bench.now().conversations, bench.now().problem, bench.now().can_send) == ((), None, True)
    bench.send("What now?")
    assert bench.now().messages[0].text == "What now?"


def test_it_is_neither_found_nor_written_to_a_file(bench: Bench) -> None:
    begin(bench)
    bench.presenter.listing.search("drift")
    bench.presenter.listing.search_now()
    bench.dispatcher.run()
    assert bench.now().hits == ()
    bench.presenter.export.begin("markdown")
    assert bench.now().export == ""


@pytest.mark.parametrize("is_off", [True, False], ids=["off", "control: on the record"])
def test_a_history_that_is_kept_meanwhile_takes_nothing_of_it(bench: Bench, tmp_path: Path, *, is_off: bool) -> None:
    bench.presenter.set_up.choose_record(is_off)
    bench.presenter.set_up.write_own(f"You know {MARKER}.")
    bench.send(f"What of {MARKER}?")
    bench.answer(f"{MARKER} moves.")
    where = bench.open_conversation()
    bench.presenter.rename(where, f"About {MARKER}")
    bench.presenter.turns.draft(f"And {MARKER}")
    bench.presenter.leave_page()
    bench.dispatcher.run()
    folder = cheap_folder(tmp_path / "vault")
    folder.keep(bench.vault, Protection("passphrase", PASSPHRASE))
    bench.send(f"Then {MARKER}?")
    bench.answer(f"{MARKER} rests.")
    bench.presenter.turns.draft(f"Next {MARKER}")
    bench.presenter.set_up.write_own(f"You knew {MARKER}.")
    bench.presenter.leave_page()
    bench.dispatcher.run()
    assert len(bench.now().messages) == 4
    assert (marker_count(bench.vault, folder) == 0) == is_off
