"""The sandbox: a conversation with the local model whose every turn is kept before and while it is written."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Protocol, TypeVar

from closeddoor.domain.errors import BugError, KnownError
from closeddoor.domain.history import Conversation, Message, SearchHit
from closeddoor.domain.ports import ChatMessage, ChatModel, ContextUse, Dispatcher, Executor, Reply, Sampling
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.reply import ReplyInProgress
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

    def turn_began(self, conversation_id: int) -> None: ...

    def reply_grew(self, message_id: int, piece: str) -> None: ...

    def turn_ended(self, conversation_id: int, reply: Reply) -> None: ...

    def turn_failed(self, conversation_id: int | None, error: KnownError) -> None:
        """Nothing was answered; `error` with code `model.context_full` leaves a choice to the user."""
        ...


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
        self._busy = False
        self._reply: ReplyInProgress | None = None
        self._writing_in: int | None = None

    @property
    def is_writing(self) -> bool:
        return self._busy

    def conversations(self) -> Future[tuple[Conversation, ...]]:
        return self._database.submit(self._vault.conversations.list)

    def messages(self, conversation_id: int) -> Future[tuple[Message, ...]]:
        return self._database.submit(lambda: self._vault.conversations.messages(conversation_id))

    def search(self, query: str) -> Future[tuple[SearchHit, ...]]:
        return self._database.submit(lambda: self._vault.conversations.search(query, SEARCH_LIMIT))

    def delete(self, conversation_id: int) -> Future[None]:
        """Delete a conversation; a reply being written there ends, and nothing more of it is kept."""
        if self._reply is not None and self._writing_in == conversation_id:
            self._reply.forget()
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

        self._claim()
        self._after(keep, self._answer_all(listener), conversation_id, listener)

    def regenerate(self, conversation_id: int, listener: ChatListener) -> None:
        """Replace the last reply of a conversation by a new one."""

        def remove_last_reply() -> int:
            messages = self._vault.conversations.messages(conversation_id)
            if messages and messages[-1].role == "assistant":
                self._vault.conversations.delete_message(messages[-1].id)
            return conversation_id

        self._claim()
        self._after(remove_last_reply, self._answer_all(listener), conversation_id, listener)

    def answer_without_oldest(self, conversation_id: int, listener: ChatListener) -> None:
        """Answer the last turn with as many of the newest turns as fit; nothing is removed from the history."""

        def fit(messages: tuple[Message, ...]) -> None:
            self._drop_until_it_fits(conversation_id, for_model(messages), listener)

        self._claim()
        self._after(lambda: self._vault.conversations.messages(conversation_id), fit, conversation_id, listener)

    def stop(self) -> None:
        """Stop the reply being written; what has come is kept."""
        if self._reply is not None:
            self._reply.stop()

    def _claim(self) -> None:
        if self._busy:
            raise BugError("a second reply was asked for while one is being written")
        self._busy = True

    def _change(self, write: Callable[[], None]) -> Future[None]:
        future = self._database.submit(write)
        self._dispatcher.deliver(future, lambda _: self._changes.announce({"conversation"}, self), lambda _: None)
        return future

    def _after(
        self, work: Callable[[], T], then: Callable[[T], None], conversation_id: int | None, listener: ChatListener
    ) -> None:
        def failed(error: BaseException) -> None:
            self._end(conversation_id, error, listener)

        self._dispatcher.deliver(self._database.submit(work), then, failed)

    def _answer_all(self, listener: ChatListener) -> Callable[[int], None]:
        def answer(conversation_id: int) -> None:
            self._after(
                lambda: self._vault.conversations.messages(conversation_id),
                lambda messages: self._answer(conversation_id, for_model(messages), listener),
                conversation_id,
                listener,
            )

        return answer

    def _drop_until_it_fits(self, conversation_id: int, messages: list[ChatMessage], listener: ChatListener) -> None:
        def decide(use: ContextUse) -> None:
            too_long = use.prompt_tokens + REPLY_ROOM_TOKENS > use.context_tokens
            if too_long and len(messages) > 2:
                self._drop_until_it_fits(conversation_id, [messages[0], *messages[2:]], listener)
            else:
                self._answer(conversation_id, messages, listener)

        def failed(error: BaseException) -> None:
            self._end(conversation_id, error, listener)

        self._dispatcher.deliver(self._model.context_use(messages), decide, failed)

    def _answer(self, conversation_id: int, messages: list[ChatMessage], listener: ChatListener) -> None:
        def begin(message_id: int) -> None:
            def ended(outcome: Reply | BaseException) -> None:
                self._end(conversation_id, outcome, listener)

            self._writing_in = conversation_id
            self._reply = ReplyInProgress(message_id, self._vault, self._database, self._dispatcher, ended)
            self._changes.announce({"conversation"}, self)
            listener.turn_began(conversation_id)
            self._reply.start(self._model, messages, Sampling(), partial(listener.reply_grew, message_id))

        self._after(
            lambda: self._vault.conversations.add_message(conversation_id, "assistant", "", "writing"),
            begin,
            conversation_id,
            listener,
        )

    def _end(self, conversation_id: int | None, outcome: Reply | BaseException, listener: ChatListener) -> None:
        self._busy = False
        self._reply = None
        self._changes.announce({"conversation"}, self)
        if isinstance(outcome, Reply) and conversation_id is not None:
            listener.turn_ended(conversation_id, outcome)
        elif isinstance(outcome, KnownError):
            listener.turn_failed(conversation_id, outcome)
        elif isinstance(outcome, BaseException):
            raise outcome


def title_of(text: str) -> str:
    """Return the first words of a turn as the title of its conversation."""
    words = text.split()
    return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")


def for_model(messages: Sequence[Message]) -> list[ChatMessage]:
    """Return the turns as the model reads them: readable ones, after the system prompt."""
    turns = [ChatMessage(message.role, message.text) for message in messages if message.readable and message.text]
    return [ChatMessage("system", SYSTEM_PROMPT), *turns]
