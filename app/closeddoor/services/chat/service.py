"""A conversation with the local model whose every turn is kept before and while it is written."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from closeddoor.domain.branches import branches_of
from closeddoor.domain.errors import BugError, KnownError
from closeddoor.domain.history import Conversation, Message
from closeddoor.domain.ports import ChatMessage, ChatModel, ContextUse, Dispatcher, Executor, Reply
from closeddoor.domain.set_up import SetUp
from closeddoor.policy.in_force import rules
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat.carrying_over import CarryingOver
from closeddoor.services.chat.context import Context, NoContext
from closeddoor.services.chat.drafts import DraftService
from closeddoor.services.chat.history import ConversationsService, GoneConversationError, Undo
from closeddoor.services.chat.prompt import REPLY_ROOM_TOKENS, for_model, title_of, up_to_the_question, with_context
from closeddoor.services.chat.records import Records, is_off_the_record
from closeddoor.services.chat.turn import ChatListener, Turn, tell
from closeddoor.services.reply import NOTHING_CAME, Place, ReplyInProgress
from closeddoor.vault.vault import Vault

T = TypeVar("T")

LISTED = 100
"""How many conversations those see who list the latest."""


@dataclass(frozen=True)
class Beginning:
    """What is fixed or chosen when a conversation begins; off the record is fixed for good."""

    set_up: SetUp = field(default_factory=SetUp)
    is_off_the_record: bool = False
    folder_id: int | None = None


@dataclass(frozen=True)
class _Asked:
    """What is to be answered: all up to the user's last turn, in the branch that is shown until `shown_id`."""

    branch: tuple[Message, ...]
    set_up: SetUp
    shown_id: int | None

    @property
    def question(self) -> Message | None:
        return self.branch[-1] if self.branch else None


class ChatService:
    """Replies from the model, one at a time.

    `history` is everything about conversations that needs no model, `drafts` what is being written, `carrying_over`
    what goes on where a conversation has outgrown the model.
    """

    def __init__(
        self, vault: Vault, database: Executor, model: ChatModel, dispatcher: Dispatcher, changes: HistoryChanges
    ) -> None:
        self.records = Records(vault)
        self.history = ConversationsService(self.records, database, dispatcher, changes)
        self.drafts = DraftService(vault, database)
        self.carrying_over = CarryingOver(self.records, database, model, dispatcher)
        self._database = database
        self._model = model
        self._dispatcher = dispatcher
        self._changes = changes
        self._context: Context = NoContext()
        self._turn: Turn | None = None

    def use_context(self, context: Context) -> None:
        """Have `context` asked, before each reply, for what the model should read in front of the question."""
        self._context = context

    @property
    def is_writing(self) -> bool:
        return self._turn is not None

    def conversations(self) -> Future[tuple[Conversation, ...]]:
        """Return the recorded conversations that changed last, for those who list a few."""
        return self.history.latest(LISTED)

    def delete(self, conversation_id: int) -> Future[Undo | None]:
        """Delete a conversation; a reply being written there ends, and nothing more of it is kept."""
        if self._turn is not None and self._turn.conversation_id == conversation_id:
            self._turn.forget()
        if is_off_the_record(conversation_id):
            self._model.forget_private()
        return self.history.delete(conversation_id)

    def context_use(self, set_up: SetUp, branch: Sequence[Message]) -> Future[ContextUse]:
        """Return the exact token count of a branch as the model would read it."""
        return self._model.context_use(for_model(set_up, branch))

    def send(
        self, conversation_id: int | None, text: str, listener: ChatListener, beginning: Beginning | None = None
    ) -> None:
        """Keep the user's turn, then have it answered; without a conversation a new one begins."""

        def keep() -> int:
            if conversation_id is not None:
                self.records.of(conversation_id).conversations.add_message(conversation_id, "user", text, "complete")
                return conversation_id
            return self._begin(text, beginning or Beginning())

        self._ask(conversation_id, listener, keep)

    def edit(self, conversation_id: int, message_id: int, text: str, listener: ChatListener) -> None:
        """Ask anew at an earlier place: a branch beside the one of `message_id`, which stays as it is."""

        def keep() -> int:
            conversations = self.records.of(conversation_id).conversations
            tree = branches_of(conversations.messages(conversation_id))
            conversations.add_after(conversation_id, tree.parents[message_id], "user", text, "complete")
            return conversation_id

        self._ask(conversation_id, listener, keep)

    def regenerate(self, conversation_id: int, listener: ChatListener) -> None:
        """Answer the last question anew, beside the replies that are there."""
        turn = self._claim(conversation_id, listener)
        self._read(turn, conversation_id, partial(self._prepare, turn, conversation_id), is_anew=True)

    def answer_without_oldest(self, conversation_id: int, listener: ChatListener) -> None:
        """Answer the last turn with as many of the newest turns as fit; nothing is removed from the history."""
        turn = self._claim(conversation_id, listener)

        def shorten(asked: _Asked) -> None:
            self._with_context(turn, conversation_id, asked, partial(self._drop, turn, conversation_id, asked))

        self._read(turn, conversation_id, shorten, is_anew=True)

    def stop(self) -> None:
        """Stop the reply being written, also when it has not begun; what has come is kept."""
        if self._turn is not None:
            self._turn.stop()

    def keep_now(self) -> None:
        """Have what has come of a reply kept at once and nothing after it: the model is about to be ended."""
        if self._turn is not None and self._turn.reply is not None:
            self._turn.reply.keep_now()
        self.stop()

    def _begin(self, text: str, beginning: Beginning) -> int:
        if beginning.is_off_the_record:
            rules().check_off_the_record()
        vault = self.records.begin() if beginning.is_off_the_record else self.records.recorded
        folder_id = None if beginning.is_off_the_record else beginning.folder_id
        where = vault.conversations.create(title_of(text), beginning.set_up.to_json(), folder_id)
        vault.conversations.add_message(where, "user", text, "complete")
        return where

    def _claim(self, conversation_id: int | None, listener: ChatListener) -> Turn:
        if self._turn is not None:
            raise BugError("a second reply was asked for while one is being written")
        self._turn = Turn(conversation_id, listener)
        return self._turn

    def _ask(self, conversation_id: int | None, listener: ChatListener, keep: Callable[[], int]) -> None:
        def kept(where: int) -> None:
            turn.conversation_id = where
            listener.turn_kept(where)
            self._read(turn, where, partial(self._prepare, turn, where), is_anew=False)

        turn = self._claim(conversation_id, listener)
        self._after(turn, self._database.submit(keep), kept)

    def _after(self, turn: Turn, future: Future[T], then: Callable[[T], None]) -> None:
        """Go on with the result of `future`; whatever goes wrong, in it or in `then`, ends the turn."""

        def go_on(value: T) -> None:
            try:
                then(value)
            except Exception as error:  # noqa: BLE001 - the end of the turn tells it, and raises our own mistakes
                self._end(turn, error)

        self._dispatcher.deliver(future, go_on, partial(self._end, turn))

    def _read(self, turn: Turn, conversation_id: int, then: Callable[[_Asked], None], *, is_anew: bool) -> None:
        """Read what is to be answered; where it is answered anew, what was shown returns when nothing comes."""

        def read() -> _Asked:
            conversations = self.records.of(conversation_id).conversations
            conversation = conversations.get(conversation_id)
            if conversation is None:
                raise GoneConversationError
            tree = branches_of(conversations.messages(conversation_id), conversation.current_id)
            set_up = SetUp.from_json(conversation.set_up_json)
            return _Asked(tuple(up_to_the_question(tree.shown())), set_up, tree.current_id)

        def go_on(asked: _Asked) -> None:
            turn.show_instead = asked.shown_id if is_anew else None
            then(asked)

        self._after(turn, self._database.submit(read), go_on)

    def _prepare(self, turn: Turn, conversation_id: int, asked: _Asked) -> None:
        self._with_context(turn, conversation_id, asked, partial(self._answer, turn, conversation_id, asked))

    def _with_context(
        self, turn: Turn, conversation_id: int, asked: _Asked, then: Callable[[list[ChatMessage]], None]
    ) -> None:
        """Go on with what the model reads, once it is known what stands in front of the question."""
        messages = for_model(asked.set_up, asked.branch)
        if asked.question is None or turn.is_stopped:
            then(messages)
            return
        context = self._context.context_for(conversation_id, asked.question.text)
        self._after(turn, context, lambda text: then(with_context(messages, text)))

    def _drop(self, turn: Turn, conversation_id: int, asked: _Asked, messages: list[ChatMessage]) -> None:
        """Leave out the oldest turns until the others fit."""

        def decide(use: ContextUse) -> None:
            too_long = use.prompt_tokens + REPLY_ROOM_TOKENS > use.context_tokens
            if too_long and len(messages) > 2 and not turn.is_stopped:
                self._drop(turn, conversation_id, asked, [messages[0], *messages[2:]])
            else:
                self._answer(turn, conversation_id, asked, messages)

        self._after(turn, self._model.context_use(messages), decide)

    def _answer(self, turn: Turn, conversation_id: int, asked: _Asked, messages: list[ChatMessage]) -> None:
        if turn.is_forgotten:
            self._end(turn, NOTHING_CAME)
            return
        vault = self.records.of(conversation_id)
        question_id = asked.question.id if asked.question else None

        def begin(message_id: int) -> None:
            place = Place(message_id, turn.show_instead, vault)
            turn.reply = ReplyInProgress(place, self._database, self._dispatcher, partial(self._end, turn))
            self._changes.announce({"conversation"}, self)
            turn.listener.turn_began(conversation_id)
            turn.pass_on()
            sampling, grew = asked.set_up.sampling(), partial(turn.listener.reply_grew, message_id)
            is_private = is_off_the_record(conversation_id)
            turn.reply.start(self._model, messages, sampling, grew, is_private=is_private)

        def keep() -> int:
            return vault.conversations.add_after(conversation_id, question_id, "assistant", "", "writing")

        self._after(turn, self._database.submit(keep), begin)

    def _end(self, turn: Turn, outcome: Reply | BaseException) -> None:
        """Tell the listener once; a mistake of ours is told in general words, and raised for the log.

        That a conversation is gone is no news to who deleted it.
        """
        if turn.is_forgotten and isinstance(outcome, KnownError):
            outcome = NOTHING_CAME
        if self._turn is turn:
            self._turn = None
            tell(turn, outcome)
            self._changes.announce({"conversation"}, self)
        if isinstance(outcome, BaseException) and not isinstance(outcome, KnownError):
            raise outcome
