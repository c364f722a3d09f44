import pytest

from closeddoor.domain.errors import BugError
from closeddoor.domain.history import Conversation, MessageRole, MessageState
from closeddoor.vault.errors import DiskFullError
from closeddoor.vault.repositories.conversations import ConversationRepository
from tests.presenters.sandbox.bench import QUESTION, Bench


class FullDisk:
    """Conversations that nothing can be written into."""

    def list(self) -> tuple[Conversation, ...]:
        return ()

    def create(self, title: str) -> int:
        assert title
        raise DiskFullError


class NoRoomForReplies:
    """Conversations in which the disk is full once the question is kept."""

    def __init__(self, conversations: ConversationRepository) -> None:
        self._conversations = conversations

    def __getattr__(self, name: str) -> object:
        return getattr(self._conversations, name)

    def add_message(self, conversation_id: int, role: MessageRole, text: str, state: MessageState) -> int:
        if role == "assistant":
            raise DiskFullError
        return self._conversations.add_message(conversation_id, role, text, state)


def test_drafts_survive_every_rendering(bench: Bench) -> None:
    bench.presenter.draft("half a thought")
    bench.presenter.search("drift")
    assert bench.now().draft == "half a thought"
    bench.send()
    bench.presenter.draft("the next thought")
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
    bench.presenter.send(QUESTION)
    bench.presenter.draft("And bias?")
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
