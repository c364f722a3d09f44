from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field

import pytest

from closeddoor.domain.branches import branches_of
from closeddoor.domain.errors import BugError, KnownError
from closeddoor.domain.history import Message, MessageRole
from closeddoor.domain.ports import Reply
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat import ChatService, title_of
from closeddoor.services.chat.prompt import REPLY_ROOM_TOKENS
from closeddoor.services.reply import SAVE_EVERY_S
from closeddoor.vault.errors import DiskFullError
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.fakes.scripted_model import ScriptedGeneration, ScriptedModel


@dataclass
class Ear:
    """Notes what it is told."""

    pieces: list[str] = field(default_factory=list)
    ended: list[Reply] = field(default_factory=list)
    failed: list[KnownError] = field(default_factory=list)
    kept_in: list[int] = field(default_factory=list)

    def turn_kept(self, conversation_id: int) -> None:
        self.kept_in.append(conversation_id)

    def turn_began(self, conversation_id: int) -> None:
        assert conversation_id > 0

    def reply_grew(self, message_id: int, piece: str) -> None:
        assert message_id > 0
        self.pieces.append(piece)

    def turn_ended(self, conversation_id: int, reply: Reply) -> None:
        assert conversation_id > 0
        self.ended.append(reply)

    def turn_failed(self, conversation_id: int | None, error: KnownError) -> None:
        assert conversation_id != 0
        self.failed.append(error)


class FullDisk:
    """Conversations that nothing can be written into."""

    def update_message(self, *_: object) -> None:
        raise DiskFullError

    delete_message = update_message


class BrokenModel(ScriptedModel):
    """A model whose adapter has a mistake in it."""

    def generate(self, *_: object, **__: object) -> ScriptedGeneration:
        raise BugError


class Bench:
    """A chat service over a real vault in memory and a scripted model."""

    def __init__(self, model: ScriptedModel | None = None) -> None:
        self.vault = Vault.in_memory()
        self.model = model or ScriptedModel()
        self.dispatcher = QueueDispatcher()
        self.chat = ChatService(self.vault, InlineExecutor(), self.model, self.dispatcher, HistoryChanges())
        self.ear = Ear()

    def send(self, text: str, conversation_id: int | None = None) -> None:
        self.chat.send(conversation_id, text, self.ear)
        self.dispatcher.run()

    def answered(self, text: str) -> int:
        """Have a question answered with `text`; return its conversation."""
        self.send("What is drift?")
        self.model.generations[-1].say(text)
        self.model.generations[-1].end()
        self.dispatcher.run()
        return self.messages[0].conversation_id

    @property
    def shown(self) -> list[str]:
        """The branch that is shown of the newest conversation."""
        newest = self.vault.conversations.list()[0]
        return [message.text for message in branches_of(self.messages, newest.current_id).shown()]

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(message.text, message.state) for message in self.messages if message.role == "assistant"]

    @property
    def messages(self) -> tuple[Message, ...]:
        newest = self.vault.conversations.list()[0]
        return self.vault.conversations.messages(newest.id)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.vault.close()


def test_user_turn_is_kept_before_the_model_is_asked(bench: Bench) -> None:
    bench.chat.send(None, "What is drift?", bench.ear)
    assert bench.model.generations == []
    assert [(message.role, message.text) for message in bench.messages] == [("user", "What is drift?")]
    bench.dispatcher.run()
    assert bench.model.generations[0].messages[-1].text == "What is drift?"


def test_partial_reply_is_kept_within_two_seconds_even_when_the_model_falls_silent(bench: Bench) -> None:
    bench.send("What is drift?")
    bench.model.generations[0].say("The world moves")
    assert bench.messages[1].text == ""
    bench.dispatcher.advance(SAVE_EVERY_S)
    assert (bench.messages[1].text, bench.messages[1].state) == ("The world moves", "writing")


def test_finished_reply_is_complete_and_a_late_save_does_not_reopen_it(bench: Bench) -> None:
    bench.send("What is drift?")
    bench.model.generations[0].say("The world moves.")
    bench.model.generations[0].end()
    bench.dispatcher.run()
    bench.dispatcher.advance(SAVE_EVERY_S)
    assert (bench.messages[1].text, bench.messages[1].state) == ("The world moves.", "complete")
    assert bench.ear.ended[0].finish == "end"
    assert not bench.chat.is_writing


@pytest.mark.parametrize("finish", ["stopped", "interrupted"])
def test_unfinished_reply_is_kept_and_marked(bench: Bench, finish: str) -> None:
    bench.send("What is drift?")
    generation = bench.model.generations[0]
    generation.say("The world")
    if finish == "stopped":
        bench.chat.stop()
    else:
        generation.end("interrupted", "The model ended.")
    bench.dispatcher.run()
    assert (bench.messages[1].text, bench.messages[1].state) == ("The world", finish)


def test_stop_before_the_first_word_reaches_the_model(bench: Bench) -> None:
    bench.send("What is drift?")
    bench.chat.stop()
    bench.dispatcher.run()
    assert bench.model.generations[0].was_stopped


def test_refusal_leaves_the_question_and_no_empty_reply(bench: Bench) -> None:
    bench.send("What is drift?")
    bench.model.generations[0].fail(KnownError("model.context_full", "The conversation is too long."))
    bench.dispatcher.run()
    assert [message.role for message in bench.messages] == ["user"]
    assert bench.ear.failed[0].code == "model.context_full"
    bench.send("Shorter?", bench.messages[0].conversation_id)
    assert len(bench.model.generations) == 2


def test_regenerating_adds_a_reply_beside_the_last_one(bench: Bench) -> None:
    conversation = bench.answered("First.")
    bench.chat.regenerate(conversation, bench.ear)
    bench.dispatcher.run()
    assert [turn.text for turn in bench.model.generations[1].messages][1:] == ["What is drift?"]
    bench.model.generations[1].say("Second.")
    bench.model.generations[1].end()
    bench.dispatcher.run()
    assert [(message.text, message.parent_id) for message in bench.messages] == [
        ("What is drift?", None),
        ("First.", 1),
        ("Second.", 1),
    ]
    assert bench.shown == ["What is drift?", "Second."]


def test_editing_asks_in_a_branch_of_its_own(bench: Bench) -> None:
    conversation = bench.answered("First.")
    bench.send("And bias?", conversation)
    bench.model.generations[1].end()
    bench.dispatcher.run()
    bench.chat.edit(conversation, bench.messages[2].id, "And noise?", bench.ear)
    bench.dispatcher.run()
    read = [turn.text for turn in bench.model.generations[2].messages][1:]
    assert read == ["What is drift?", "First.", "And noise?"]
    assert bench.shown[-2:] == ["And noise?", ""]
    assert "And bias?" in [message.text for message in bench.messages]


@pytest.mark.parametrize("how", ["refused", "stopped", "interrupted", "empty"])
def test_old_reply_stays_when_nothing_of_the_new_one_comes(bench: Bench, how: str) -> None:
    bench.chat.regenerate(bench.answered("First."), bench.ear)
    bench.dispatcher.run()
    generation = bench.model.generations[1]
    if how == "refused":
        generation.fail(KnownError("model.missing", "The model is not there."))
    elif how == "interrupted":
        generation.end("interrupted", "The model ended.")
    else:
        (bench.chat.stop if how == "stopped" else generation.end)()
    bench.dispatcher.run()
    assert bench.told == [("First.", "complete")]
    assert bench.shown == ["What is drift?", "First."]
    assert not bench.chat.is_writing


def test_replacing_a_reply_that_did_not_fit_goes_on_from_the_question(bench: Bench) -> None:
    conversation = bench.answered("First.")
    bench.chat.answer_without_oldest(conversation, bench.ear)
    bench.dispatcher.run()
    assert [turn.text for turn in bench.model.generations[1].messages][1:] == ["What is drift?"]
    bench.model.generations[1].say("Second.")
    bench.model.generations[1].end()
    bench.dispatcher.run()
    assert bench.shown == ["What is drift?", "Second."]


def test_stop_right_after_sending_gives_a_stopped_turn_without_the_model(bench: Bench) -> None:
    bench.chat.send(None, "What is drift?", bench.ear)
    bench.chat.stop()
    bench.dispatcher.run()
    assert [reply.finish for reply in bench.ear.ended] == ["stopped"]
    assert bench.told == [("", "stopped")]
    assert bench.model.generations == []
    assert not bench.chat.is_writing


def test_stop_while_the_oldest_turns_are_set_aside(bench: Bench) -> None:
    conversation = bench.answered("First.")
    bench.model.context_tokens = 1
    bench.chat.answer_without_oldest(conversation, bench.ear)
    bench.chat.stop()
    bench.dispatcher.run()
    assert [reply.finish for reply in bench.ear.ended] == ["end", "stopped"]
    assert (len(bench.model.generations), bench.told) == (1, [("First.", "complete")])


def test_a_conversation_can_be_deleted_right_after_sending(bench: Bench) -> None:
    conversation = bench.answered("First.")
    bench.chat.send(conversation, "And bias?", bench.ear)
    bench.chat.delete(conversation)
    bench.dispatcher.run()
    assert bench.vault.conversations.list() == ()
    assert [reply.finish for reply in bench.ear.ended] == ["end", "stopped"]
    assert not bench.chat.is_writing


def test_going_on_without_the_oldest_keeps_them_in_the_history(bench: Bench) -> None:
    conversation = bench.vault.conversations.create("Long")
    for number in range(40):
        role: MessageRole = "assistant" if number % 2 else "user"
        bench.vault.conversations.add_message(conversation, role, f"turn {number} " + "word " * 60, "complete")
    bench.vault.conversations.add_message(conversation, "user", "And now?", "complete")
    bench.chat.answer_without_oldest(conversation, bench.ear)
    bench.dispatcher.run()
    read = bench.model.generations[0].messages
    assert read[0].role == "system"
    assert read[-1].text == "And now?"
    assert 2 < len(read) < 20
    assert sum(len(turn.text.split()) for turn in read) + REPLY_ROOM_TOKENS <= bench.model.context_tokens
    assert len(bench.messages) == 42


def test_a_conversation_can_be_deleted_while_its_reply_is_written(bench: Bench) -> None:
    bench.send("What is drift?")
    bench.model.generations[0].say("The world")
    bench.chat.delete(bench.messages[0].conversation_id)
    bench.dispatcher.run()
    bench.dispatcher.advance(SAVE_EVERY_S)
    assert bench.model.generations[0].was_stopped
    assert bench.vault.conversations.list() == ()
    bench.send("And bias?")
    assert [message.text for message in bench.messages] == ["And bias?", ""]


def test_a_save_that_fails_ends_the_reply_once_and_the_next_one_can_begin(bench: Bench) -> None:
    bench.send("What is drift?")
    conversations = bench.vault.conversations
    bench.vault.conversations = FullDisk()  # type: ignore[assignment]  # all that a reply asks of it
    bench.model.generations[0].say("The world")
    bench.dispatcher.advance(SAVE_EVERY_S)
    assert [error.code for error in bench.ear.failed] == ["vault.disk_full"]
    bench.vault.conversations = conversations
    bench.send("And bias?")
    assert bench.chat.is_writing
    assert bench.ear.ended == []


def test_a_mistake_of_ours_is_told_before_it_is_raised_and_the_next_turn_can_begin(bench: Bench) -> None:
    with pytest.raises(BugError):
        bench.send("What is drift?", conversation_id=999)
    assert [error.code for error in bench.ear.failed] == ["sandbox.unexpected"]
    assert bench.ear.kept_in == []
    bench.send("What is drift?")
    assert len(bench.ear.kept_in) == len(bench.model.generations) == 1


def test_a_mistake_in_asking_the_model_leaves_no_empty_reply() -> None:
    bench = Bench(BrokenModel())
    with pytest.raises(BugError):
        bench.send("What is drift?")
    assert [error.code for error in bench.ear.failed] == ["sandbox.unexpected"]
    assert [message.role for message in bench.messages] == ["user"]
    assert not bench.chat.is_writing
    bench.vault.close()


def test_two_replies_at_once_are_a_mistake_of_ours(bench: Bench) -> None:
    bench.send("What is drift?")
    with pytest.raises(BugError):
        bench.chat.send(None, "And bias?", bench.ear)


def test_title_is_the_first_words() -> None:
    assert title_of("Short question") == "Short question"
    assert title_of("one two three four five six seven eight nine") == "one two three four five six seven eight …"


class Documents:
    """What stands in front of a question, or a refusal."""

    def __init__(self, text: str | KnownError) -> None:
        self.asked: list[tuple[int, str]] = []
        self._text = text

    def context_for(self, conversation_id: int, question: str) -> "Future[str]":
        self.asked.append((conversation_id, question))
        future: Future[str] = Future()
        if isinstance(self._text, str):
            future.set_result(self._text)
        else:
            future.set_exception(self._text)
        return future


def test_what_is_attached_stands_before_the_question_for_the_model_only(bench: Bench) -> None:
    documents = Documents("[1] The contract ends in May.")
    bench.chat.use_context(documents)
    conversation = bench.answered("In May.")
    assert bench.model.generations[0].messages[-1].text == "[1] The contract ends in May.\n\nWhat is drift?"
    assert documents.asked == [(conversation, "What is drift?")]
    assert bench.messages[0].text == "What is drift?"


def test_a_document_that_cannot_be_used_ends_the_turn_with_its_sentence(bench: Bench) -> None:
    bench.chat.use_context(Documents(KnownError("reading.damaged", "The document is damaged.")))
    bench.send("What is drift?")
    assert [error.code for error in bench.ear.failed] == ["reading.damaged"]
    assert [message.role for message in bench.messages] == ["user"]
    assert not bench.chat.is_writing


def test_what_a_reply_took_is_kept_with_it(bench: Bench) -> None:
    bench.answered("First.")
    figures = bench.messages[1].figures
    assert figures is not None
    assert (figures.prompt_tokens, figures.reply_tokens) == (10, 5)
    assert bench.messages[0].figures is None
