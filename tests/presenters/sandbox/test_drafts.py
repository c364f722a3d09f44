import pytest

from closeddoor.domain.errors import BugError
from closeddoor.domain.history import Conversation
from closeddoor.vault.errors import DiskFullError
from closeddoor.vault.repositories.conversations import ConversationRepository
from tests.presenters.sandbox.bench import QUESTION, Bench


class FullDisk:
    """Conversations that nothing can be written into."""

    def page(self, *_: object) -> tuple[Conversation, ...]:
        return ()

    def create(self, *_: object) -> int:
        raise DiskFullError


class NoRoomForReplies:
    """Conversations in which the disk is full once the question is kept."""

    def __init__(self, conversations: ConversationRepository) -> None:
        self._conversations = conversations

    def __getattr__(self, name: str) -> object:
        return getattr(self._conversations, name)

    def add_after(self, *_: object) -> int:
        raise DiskFullError


def test_drafts_survive_every_rendering(bench: Bench) -> None:
    bench.presenter.turns.draft("half a thought")
    bench.presenter.listing.search("drift")
    assert bench.now().draft == "half a thought"
    bench.send()
    bench.presenter.turns.draft("the next thought")
    bench.answer("It moves.")
    assert bench.now().draft == "the next thought"


def test_what_could_not_be_kept_returns_to_the_field(bench: Bench) -> None:
    bench.vault.conversations = FullDisk()  # type: ignore[assignment]  # all that sending asks of it
    bench.send()
    assert bench.now().draft == QUESTION
    assert bench.now().problem is not None
    assert (bench.now().can_send, bench.now().busy) == (True, None)
    assert bench.model.generations == []


def test_what_could_not_be_kept_stands_before_what_was_typed_since(bench: Bench) -> None:
    bench.vault.conversations = FullDisk()  # type: ignore[assignment]  # all that sending asks of it
    bench.presenter.turns.send(QUESTION)
    bench.presenter.turns.draft("And bias?")
    bench.dispatcher.run()
    assert bench.now().draft == f"{QUESTION}\n\nAnd bias?"


def test_what_was_kept_does_not_return_to_the_field(bench: Bench) -> None:
    bench.vault.conversations = NoRoomForReplies(bench.vault.conversations)  # type: ignore[assignment]  # see there
    bench.send()
    assert bench.now().problem is not None
    assert (bench.now().can_send, bench.now().draft) == (True, "")
    assert [row.text for row in bench.now().messages] == [QUESTION]


def test_a_mistake_of_ours_gives_the_page_and_the_text_back(bench: Bench) -> None:
    bench.presenter.open(999)
    with pytest.raises(BugError):
        bench.send()
    bench.dispatcher.run()
    assert (bench.now().can_send, bench.now().can_stop, bench.now().busy) == (True, False, None)
    assert bench.now().draft == QUESTION
    assert bench.now().problem is not None


def test_an_edit_that_cannot_be_kept_is_an_edit_still(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    edited = bench.now().messages[0].message_id
    bench.presenter.turns.edit(edited)
    bench.vault.conversations = NoRoomForReplies(bench.vault.conversations)  # type: ignore[assignment]  # see there
    bench.send("What is bias?")
    assert (bench.now().draft, bench.now().editing_id) == ("What is bias?", edited)
    assert [row.text for row in bench.now().messages] == [QUESTION, "It moves."]
