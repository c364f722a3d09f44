"""The sandbox: a conversation with the local model whose every turn is kept before and while it is written."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.domain.history import Conversation, Message, SearchHit
from closeddoor.domain.ports import ChatMessage, ChatModel, ContextUse, Dispatcher, Executor, Reply, Sampling
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.reply import NOTHING_CAME, ReplyInProgress
from closeddoor.vault.vault import Vault

T = TypeVar("T")

REPLY_ROOM_TOKENS = 256
"""What stays free for the reply when older turns are set aside."""

SEARCH_LIMIT = 50
TITLE_WORDS = 8
SYSTEM_PROMPT = (
    "You are a careful assistant to a senior executive. Answer briefly and plainly. "
    "Say when you do not know. Do not invent figures, names or sources."
)


class ChatListener(Protocol):
    """Who is told how a turn goes; all calls come on the window's thread."""

    def turn_kept(self, conversation_id: int) -> None:
        """Say that the user's words are in the vault: whatever follows, they need not be typed again."""
        ...

    def turn_began(self, conversation_id: int) -> None: ...

    def reply_grew(self, message_id: int, piece: str) -> None: ...

    def turn_ended(self, conversation_id: int, reply: Reply) -> None: ...

    def turn_failed(self, conversation_id: int | None, error: KnownError) -> None:
        """Nothing was answered; `error` with code `model.context_full` leaves a choice to the user."""
        ...


class UnexpectedError(KnownError):
    """What the user is told of a mistake of ours."""

    def __init__(self) -> None:
        super().__init__(
            "sandbox.unexpected",
            "Closed Door made a mistake, and this reply could not be written.",
            "What was saved before is intact.",
            "Try again; if it happens again, close Closed Door and open it anew.",
        )


@dataclass
class Turn:
    """One turn from the request to its end; what is asked of it before its reply has begun is passed on then."""

    conversation_id: int | None
    listener: ChatListener
    replaces: tuple[int, ...] = ()
    reply: ReplyInProgress | None = None
    is_stopped: bool = False
    is_forgotten: bool = False

    def stop(self) -> None:
        self.is_stopped = True
        self.pass_on()

    def forget(self) -> None:
        """Stop, and keep nothing more: the conversation is about to be deleted."""
        self.is_forgotten = True
        self.stop()

    def pass_on(self) -> None:
        if self.reply is not None and self.is_forgotten:
            self.reply.forget()
        elif self.reply is not None and self.is_stopped:
            self.reply.stop()


class ChatService:
    """Conversations in the vault, replies from the model, one reply at a time."""

    def __init__(
        self, vault: Vault, database: Executor, model: ChatModel, dispatcher: Dispatcher, changes: HistoryChanges
    ) -> None:
        self._vault = vault
        self._database = database
        self._model = model
        self._dispatcher = dispatcher
        self._changes = changes
        self._turn: Turn | None = None

    @property
    def is_writing(self) -> bool:
        return self._turn is not None

    def conversations(self) -> Future[tuple[Conversation, ...]]:
        return self._database.submit(self._vault.conversations.list)

    def messages(self, conversation_id: int) -> Future[tuple[Message, ...]]:
        return self._database.submit(lambda: self._vault.conversations.messages(conversation_id))

    def search(self, query: str) -> Future[tuple[SearchHit, ...]]:
        return self._database.submit(lambda: self._vault.conversations.search(query, SEARCH_LIMIT))

    def delete(self, conversation_id: int) -> Future[None]:
        """Delete a conversation; a reply being written there ends, and nothing more of it is kept."""
        if self._turn is not None and self._turn.conversation_id == conversation_id:
            self._turn.forget()
        return self._change(lambda: self._vault.conversations.delete(conversation_id))

    def rename(self, conversation_id: int, title: str) -> Future[None]:
        return self._change(lambda: self._vault.conversations.rename(conversation_id, title))

    def context_use(self, messages: Sequence[Message]) -> Future[ContextUse]:
        """Return the exact token count of a conversation as the model would read it."""
        return self._model.context_use(for_model(messages))

    def send(self, conversation_id: int | None, text: str, listener: ChatListener) -> None:
        """Keep the user's turn, then have it answered; without a conversation a new one begins."""

        def keep() -> int:
            conversations = self._vault.conversations
            where = conversations.create(title_of(text)) if conversation_id is None else conversation_id
            conversations.add_message(where, "user", text, "complete")
            return where

        def kept(where: int) -> None:
            turn.conversation_id = where
            listener.turn_kept(where)
            self._read(turn, where, partial(self._answer, turn, where))

        turn = self._claim(conversation_id, listener)
        self._after(turn, self._database.submit(keep), kept)

    def regenerate(self, conversation_id: int, listener: ChatListener) -> None:
        """Replace the last reply of a conversation by a new one, once there is something of it."""
        turn = self._claim(conversation_id, listener)
        self._read(turn, conversation_id, partial(self._answer, turn, conversation_id))

    def answer_without_oldest(self, conversation_id: int, listener: ChatListener) -> None:
        """Answer the last turn with as many of the newest turns as fit; nothing is removed from the history."""
        turn = self._claim(conversation_id, listener)
        self._read(turn, conversation_id, partial(self._drop_until_it_fits, turn, conversation_id))

    def stop(self) -> None:
        """Stop the reply being written, also when it has not begun; what has come is kept."""
        if self._turn is not None:
            self._turn.stop()

    def _claim(self, conversation_id: int | None, listener: ChatListener) -> Turn:
        if self._turn is not None:
            raise BugError("a second reply was asked for while one is being written")
        self._turn = Turn(conversation_id, listener)
        return self._turn

    def _change(self, write: Callable[[], None]) -> Future[None]:
        future = self._database.submit(write)
        self._dispatcher.deliver(future, lambda _: self._changes.announce({"conversation"}, self), lambda _: None)
        return future

    def _after(self, turn: Turn, future: Future[T], then: Callable[[T], None]) -> None:
        """Go on with the result of `future`; whatever goes wrong, in it or in `then`, ends the turn."""

        def go_on(value: T) -> None:
            try:
                then(value)
            except Exception as error:  # noqa: BLE001 - the end of the turn tells it, and raises our own mistakes
                self._end(turn, error)

        self._dispatcher.deliver(future, go_on, partial(self._end, turn))

    def _read(self, turn: Turn, conversation_id: int, then: Callable[[list[ChatMessage]], None]) -> None:
        """Read what is to be answered: all up to the user's last turn; the replies after it will be replaced."""

        def split(messages: tuple[Message, ...]) -> None:
            asked, turn.replaces = up_to_the_question(messages)
            then(for_model(asked))

        self._after(turn, self._database.submit(lambda: self._vault.conversations.messages(conversation_id)), split)

    def _drop_until_it_fits(self, turn: Turn, conversation_id: int, messages: list[ChatMessage]) -> None:
        def decide(use: ContextUse) -> None:
            too_long = use.prompt_tokens + REPLY_ROOM_TOKENS > use.context_tokens
            if too_long and len(messages) > 2 and not turn.is_stopped:
                self._drop_until_it_fits(turn, conversation_id, [messages[0], *messages[2:]])
            else:
                self._answer(turn, conversation_id, messages)

        self._after(turn, self._model.context_use(messages), decide)

    def _answer(self, turn: Turn, conversation_id: int, messages: list[ChatMessage]) -> None:
        if turn.is_forgotten:
            self._end(turn, NOTHING_CAME)
            return

        def begin(message_id: int) -> None:
            reply = ReplyInProgress(
                message_id, turn.replaces, self._vault, self._database, self._dispatcher, partial(self._end, turn)
            )
            turn.reply = reply
            self._changes.announce({"conversation"}, self)
            turn.listener.turn_began(conversation_id)
            turn.pass_on()
            reply.start(self._model, messages, Sampling(), partial(turn.listener.reply_grew, message_id))

        conversations = self._vault.conversations
        place = self._database.submit(lambda: conversations.add_message(conversation_id, "assistant", "", "writing"))
        self._after(turn, place, begin)

    def _end(self, turn: Turn, outcome: Reply | BaseException) -> None:
        """Tell the listener once; a mistake of ours is told in general words, and raised for the log."""
        if self._turn is turn:
            self._turn = None
            tell(turn, outcome)
            self._changes.announce({"conversation"}, self)
        if isinstance(outcome, BaseException) and not isinstance(outcome, KnownError):
            raise outcome


def tell(turn: Turn, outcome: Reply | BaseException) -> None:
    """Tell whoever listens how a turn ended."""
    if isinstance(outcome, Reply) and turn.conversation_id is not None:
        turn.listener.turn_ended(turn.conversation_id, outcome)
    else:
        error = outcome if isinstance(outcome, KnownError) else UnexpectedError()
        turn.listener.turn_failed(turn.conversation_id, error)


def title_of(text: str) -> str:
    """Return the first words of a turn as the title of its conversation."""
    words = text.split()
    return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")


def up_to_the_question(messages: Sequence[Message]) -> tuple[Sequence[Message], tuple[int, ...]]:
    """Return the messages up to the user's last one, and the ids of the replies after it."""
    asked = list(messages)
    while asked and asked[-1].role == "assistant":
        asked.pop()
    return asked, tuple(message.id for message in messages[len(asked) :])


def for_model(messages: Sequence[Message]) -> list[ChatMessage]:
    """Return the turns as the model reads them: readable ones, after the system prompt."""
    turns = [ChatMessage(message.role, message.text) for message in messages if message.readable and message.text]
    return [ChatMessage("system", SYSTEM_PROMPT), *turns]
