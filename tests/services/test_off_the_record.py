"""Off the record means that no byte of a conversation reaches the vault's file, decrypted or not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from closeddoor.domain.errors import BugError
from closeddoor.domain.history import Message
from closeddoor.domain.set_up import SetUp
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import Beginning, ChatService, OffTheRecordEndedError
from closeddoor.services.chat.records import IDS_OF_ONE, OFF_THE_RECORD_FROM
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.fakes.scripted_model import ScriptedModel
from tests.services.test_chat import Ear
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.test_deleting import MARKER, marker_count


class Talk:
    """One conversation with the marker in every word that is said in it, over a vault on the disk."""

    def __init__(self, path: Path) -> None:
        self.folder = cheap_folder(path / "vault")
        self.vault, _ = self.folder.create(PASSPHRASE)
        self.model, self.dispatcher, self.ear = ScriptedModel(), QueueDispatcher(), Ear()
        self.chat = ChatService(self.vault, InlineExecutor(), self.model, self.dispatcher, HistoryChanges())

    def hold(self, *, is_off_the_record: bool) -> int:
        """Ask, answer, ask anew, edit, rename, change who answers; return the conversation."""
        own = SetUp(persona="own", own_text=f"You know {MARKER}.")
        self._turn(lambda: self.chat.send(None, f"What of {MARKER}?", self.ear, Beginning(own, is_off_the_record)))
        where = self.ear.kept_in[0]
        self._turn(lambda: self.chat.regenerate(where, self.ear))
        first = self.messages(where)[0].id
        self._turn(lambda: self.chat.edit(where, first, f"And {MARKER}?", self.ear))
        self.chat.history.rename(where, f"About {MARKER}")
        self.chat.history.set_up(where, own)
        self.dispatcher.run()
        return where

    def messages(self, where: int) -> tuple[Message, ...]:
        return tuple(self.chat.history.open(where).result().branches.messages.values())

    def in_file(self) -> int:
        return marker_count(self.vault, self.folder)

    def _turn(self, ask: Callable[[], None]) -> None:
        ask()
        self.dispatcher.run()
        self.model.generations[-1].say(f"{MARKER} " * 50)
        self.dispatcher.advance(3)
        self.model.generations[-1].end()
        self.dispatcher.run()


def places_on_disk(path: Path) -> list[str]:
    files = [file for file in path.rglob("*") if file.is_file()]
    return [file.name for file in files if MARKER.encode() in file.read_bytes()]


def test_nothing_said_off_the_record_is_in_the_file(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    where = talk.hold(is_off_the_record=True)
    assert [each.role for each in talk.messages(where)] == ["user", "assistant", "assistant", "user", "assistant"]
    assert (talk.in_file(), places_on_disk(tmp_path)) == (0, [])
    assert talk.chat.history.search(MARKER).result() == ()
    assert talk.vault.conversations.list() == ()
    talk.chat.delete(where)
    talk.dispatcher.run()
    assert talk.in_file() == 0
    with pytest.raises(OffTheRecordEndedError):
        talk.chat.history.open(where).result()
    talk.vault.close()
    assert places_on_disk(tmp_path) == []


def test_control_on_the_record_the_same_words_are_in_the_file(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    where = talk.hold(is_off_the_record=False)
    assert talk.in_file() > 100
    assert len(talk.chat.history.search(MARKER).result()) == 6
    talk.chat.delete(where)
    talk.dispatcher.run()
    assert talk.in_file() == 0
    talk.vault.close()


def test_its_vault_is_closed_and_let_go_with_its_end(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    where = talk.hold(is_off_the_record=True)
    vault = talk.chat.records.of(where)
    talk.chat.delete(where)
    talk.dispatcher.run()
    assert talk.chat.records.off_the_record() == ()
    with pytest.raises(BugError):
        vault.conversations.list()
    talk.vault.close()


def test_conversations_off_the_record_have_ids_of_their_own(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    ids = []
    for _ in range(2):
        talk.ear.kept_in.clear()
        ids.append(talk.hold(is_off_the_record=True))
    assert ids == [OFF_THE_RECORD_FROM + 1, OFF_THE_RECORD_FROM + IDS_OF_ONE + 1]
    talk.chat.delete(ids[0])
    talk.dispatcher.run()
    assert len(talk.messages(ids[1])) == 5
    talk.vault.close()


@pytest.mark.parametrize("is_off_the_record", [True, False])
def test_the_model_knows_what_is_private_and_forgets_it_when_it_ends(tmp_path: Path, is_off_the_record: bool) -> None:  # noqa: FBT001 - parametrised
    talk = Talk(tmp_path)
    where = talk.hold(is_off_the_record=is_off_the_record)
    summarising = talk.chat.carrying_over.summarise(where, lambda _: None, all_turns=True)
    talk.dispatcher.run()
    talk.model.generations[-1].say("They spoke of the plant.")
    talk.model.generations[-1].end()
    talk.dispatcher.run()
    assert summarising.future.done()
    assert [each.is_private for each in talk.model.generations] == [is_off_the_record] * 4
    assert talk.model.forgot_private == 0
    talk.chat.delete(where)
    assert talk.model.forgot_private == is_off_the_record
    talk.vault.close()
