from collections.abc import Iterator
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.domain.history import Conversation, Message, MessageRole, MessageState
from closeddoor.inference.states import WorkerState
from closeddoor.presenters.sandbox import BUSY_WORDS, SEARCH_PAUSE_MS, SandboxPresenter, message_row
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.presenters.states.shared import Busy
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService
from closeddoor.services.reply import SAVE_EVERY_S
from closeddoor.vault.errors import DiskFullError
from closeddoor.vault.repositories.conversations import ConversationRepository
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.fakes.scripted_model import ScriptedGeneration, ScriptedModel
from tests.presenters.recording import RecordingPage

QUESTION = "What is drift?"


class SandboxPage(RecordingPage[SandboxViewState]):
    """`text` is what the last turn shows: the rendered row and the pieces that came after it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def render(self, state: SandboxViewState) -> None:
        super().render(state)
        told = [row for row in state.messages if row.role == "assistant"]
        self.text = told[-1].text if told else ""

    def append_text(self, message_id: int, piece: str) -> None:
        assert message_id == self.now().messages[-1].message_id
        self.text += piece


class Model:
    """What the page says of the model."""

    name, caveat = "A small model", "A demonstration."
    cancelled = 0

    def cancel_loading(self) -> None:
        self.cancelled += 1


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


class Bench:
    def __init__(self) -> None:
        self.vault = Vault.in_memory()
        self.model, self.words, self.page = ScriptedModel(), Model(), SandboxPage()
        self.dispatcher, changes = QueueDispatcher(), HistoryChanges()
        self.chat = ChatService(self.vault, InlineExecutor(), self.model, self.dispatcher, changes)
        self.presenter = SandboxPresenter(self.page, self.chat, self.words, self.dispatcher, changes)

    def now(self) -> SandboxViewState:
        return self.page.now()

    def open_conversation(self) -> int:
        current_id = self.now().current_id
        assert current_id is not None
        return current_id

    @property
    def reply(self) -> ScriptedGeneration:
        return self.model.generations[-1]

    def send(self, text: str = QUESTION) -> None:
        self.presenter.send(text)
        self.dispatcher.run()

    def answer(self, text: str) -> None:
        self.reply.say(text)
        self.reply.end()
        self.dispatcher.run()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    assert qtbot
    bench = Bench()
    yield bench
    bench.vault.close()


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
    assert bench.now().context_line.endswith("of 1,000 tokens used")


def test_what_streams_never_shows_less_than_it_had(bench: Bench) -> None:
    bench.send()
    shown = []
    for word in ("The ", "world ", "moves ", "on."):
        bench.reply.say(word)
        shown.append(bench.page.text)
        bench.presenter.draft(f"typed {len(shown)}")
        bench.presenter.search(word)
        bench.dispatcher.advance(SAVE_EVERY_S)
        bench.presenter.refresh()
        bench.dispatcher.run()
        shown.append(bench.page.text)
    bench.reply.end()
    bench.dispatcher.run()
    shown.append(bench.page.text)
    assert all(later.startswith(earlier) for earlier, later in pairwise(shown))
    assert bench.page.text == "The world moves on."


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


def test_stopping_before_the_reply_began_leaves_a_stopped_turn(bench: Bench) -> None:
    bench.presenter.send(QUESTION)
    bench.presenter.stop()
    bench.dispatcher.run()
    assert [(row.text, row.state) for row in bench.now().messages] == [(QUESTION, "complete"), ("", "stopped")]
    assert bench.now().messages[-1].note == "Stopped by you before the first word."
    assert (bench.now().can_send, bench.now().can_regenerate) == (True, True)


def test_leaving_before_the_reply_began_stays_left(bench: Bench) -> None:
    bench.send("First question")
    bench.answer("First reply.")
    first = bench.open_conversation()
    bench.presenter.start_new()
    bench.presenter.send("Second question")
    bench.presenter.open(first)
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().can_send) == (first, True)
    bench.presenter.send("Third question")
    bench.presenter.start_new()
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().messages, bench.now().can_send) == (None, (), True)
    assert [row.title for row in bench.now().conversations] == ["First question", "Second question"]
    assert len(bench.model.generations) == 1


def test_a_choice_about_a_conversation_is_not_asked_in_another(bench: Bench) -> None:
    bench.send()
    slow = bench.reply
    slow.stop = lambda: None  # type: ignore[method-assign]  # a model that has not heard yet
    bench.presenter.start_new()
    slow.fail(KnownError("model.context_full", "The conversation is too long."))
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().context_full, bench.now().can_send) == (None, False, True)


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
        bench.presenter.stop()
    else:
        bench.reply.end("interrupted", "The model ended.")
    bench.dispatcher.run()
    row = bench.now().messages[-1]
    assert (row.text, row.state) == ("The world", finish)
    assert row.note.startswith(note)
    assert (bench.now().problem is None) == (finish == "stopped")
    assert bench.now().can_regenerate


def full_context(bench: Bench) -> None:
    bench.send()
    bench.reply.fail(KnownError("model.context_full", "The conversation is too long."))
    bench.dispatcher.run()


def test_a_full_context_is_a_choice_and_nothing_is_lost(bench: Bench) -> None:
    full_context(bench)
    assert bench.now().context_full
    assert [row.text for row in bench.now().messages] == [QUESTION]
    bench.presenter.choose_for_full_context("drop_oldest")
    bench.dispatcher.run()
    assert not bench.now().context_full
    bench.answer("Shorter.")
    assert [row.text for row in bench.now().messages] == [QUESTION, "Shorter."]


def test_a_full_context_may_be_left_for_a_new_conversation(bench: Bench) -> None:
    full_context(bench)
    bench.presenter.choose_for_full_context("start_new")
    assert (bench.now().context_full, bench.now().current_id, bench.now().messages) == (False, None, ())
    assert bench.vault.conversations.list()[0].message_count == 1


def test_writing_again_replaces_the_last_reply(bench: Bench) -> None:
    bench.send()
    bench.answer("First.")
    bench.presenter.regenerate()
    bench.dispatcher.run()
    bench.answer("Second.")
    assert [row.text for row in bench.now().messages] == [QUESTION, "Second."]


def test_the_old_reply_is_shown_until_the_new_one_has_words(bench: Bench) -> None:
    bench.send()
    bench.answer("First.")
    bench.presenter.regenerate()
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "First.", ""]
    bench.reply.say("Sec")
    bench.presenter.refresh()
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "Sec"]


def test_the_old_reply_is_shown_again_when_nothing_came(bench: Bench) -> None:
    bench.send()
    bench.answer("First.")
    bench.presenter.regenerate()
    bench.dispatcher.run()
    bench.reply.fail(KnownError("model.missing", "The model is not there."))
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == [QUESTION, "First."]
    assert bench.now().can_regenerate


def test_a_reply_that_is_left_does_not_show_in_the_conversation_that_was_opened(bench: Bench) -> None:
    bench.send("First question")
    bench.answer("First reply.")
    first = bench.open_conversation()
    bench.presenter.start_new()
    bench.send("Second question")
    slow = bench.reply
    slow.stop = lambda: None  # type: ignore[method-assign]  # a model that has not heard yet
    bench.presenter.open(first)
    bench.dispatcher.run()
    slow.say("of the second")
    assert [row.text for row in bench.now().messages] == ["First question", "First reply."]
    slow.end("stopped")
    bench.dispatcher.run()
    assert [row.text for row in bench.now().messages] == ["First question", "First reply."]
    assert bench.now().can_send


def test_deleting_the_open_conversation_leaves_an_empty_page(bench: Bench) -> None:
    bench.send()
    bench.reply.say("The world")
    bench.presenter.delete(bench.open_conversation())
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().messages, bench.now().conversations) == (None, (), ())
    assert bench.now().can_send
    bench.send("And bias?")
    bench.answer("Also.")
    assert bench.page.text == "Also."


def test_deleting_the_open_conversation_right_after_sending(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    bench.presenter.send("And bias?")
    bench.presenter.delete(bench.open_conversation())
    bench.dispatcher.run()
    assert (bench.now().current_id, bench.now().messages, bench.now().conversations) == (None, (), ())
    assert (bench.now().can_send, bench.now().busy, bench.now().problem) == (True, None, None)


def test_opening_a_conversation_that_is_being_deleted_leaves_an_empty_page(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    gone = bench.open_conversation()
    bench.presenter.delete(gone)
    bench.presenter.open(gone)
    bench.dispatcher.run()
    bench.send("And bias?")
    assert bench.open_conversation() in {row.conversation_id for row in bench.now().conversations}


def test_renaming_shows_at_once_and_a_blank_name_is_none(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    bench.presenter.rename(bench.open_conversation(), "  Thursday ")
    bench.dispatcher.run()
    bench.presenter.rename(bench.open_conversation(), "   ")
    bench.dispatcher.run()
    assert bench.now().title == bench.now().conversations[0].title == "Thursday"


def test_search_waits_for_a_pause_in_typing(bench: Bench, qtbot: QtBot) -> None:
    bench.send()
    bench.answer("It moves with the world.")
    bench.presenter.search("wor")
    bench.presenter.search("world")
    bench.dispatcher.run()
    assert bench.now().hits == ()

    def found() -> bool:
        bench.dispatcher.run()
        return len(bench.now().hits) == 1

    qtbot.waitUntil(found, timeout=SEARCH_PAUSE_MS * 20)
    assert (bench.now().hits[0].match, bench.now().search_text) == ("world", "world")
    bench.presenter.search("")
    assert bench.now().hits == ()


def test_a_hit_opens_its_conversation_at_its_message(bench: Bench) -> None:
    bench.send()
    bench.answer("It moves.")
    row = bench.now().messages[1]
    where = bench.open_conversation()
    bench.presenter.start_new()
    bench.presenter.open(where, row.message_id)
    bench.dispatcher.run()
    assert (bench.now().highlight_message_id, bench.now().messages[1]) == (row.message_id, row)


def test_loading_is_shown_and_can_be_given_up(bench: Bench) -> None:
    bench.presenter.follow_model(WorkerState("loading", 0.2))
    assert bench.page.states == []
    bench.send()
    bench.presenter.follow_model(WorkerState("loading", 0.5))
    assert bench.now().busy == Busy(BUSY_WORDS["loading"], 0.5, can_cancel=True)
    bench.presenter.cancel()
    assert bench.words.cancelled == 1
    bench.presenter.follow_model(WorkerState("ready", 1.0))
    bench.presenter.cancel()
    assert bench.reply.was_stopped


def test_copying_gives_the_text_as_it_was_written(bench: Bench) -> None:
    copied: list[str] = []
    bench.presenter.copied.connect(copied.append)
    bench.send()
    bench.answer("It **moves**.")
    bench.presenter.copy(bench.now().messages[1].message_id)
    assert copied == ["It **moves**."]


def test_a_damaged_message_is_named() -> None:
    row = message_row(Message(1, 1, "user", "", "complete", 0, readable=False))
    assert (row.text, row.note) == ("", "This entry is damaged and cannot be shown.")
