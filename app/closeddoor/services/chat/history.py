"""The conversations themselves: listing, opening, sorting, searching and deleting them, without the model."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TypeVar

from closeddoor.domain.attachment import Source
from closeddoor.domain.branches import Branches, branches_of
from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Conversation, Folder, SearchHit, SearchScope
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.domain.set_up import SetUp, Summary
from closeddoor.language import tr
from closeddoor.services.changes import HistoryChanges
from closeddoor.services.chat.records import OffTheRecordEndedError, Records, is_off_the_record
from closeddoor.services.futures import ignore_known
from closeddoor.vault.errors import DamagedDatabaseError
from closeddoor.vault.repositories.conversation_search import EVERYWHERE
from closeddoor.vault.repositories.folders import RemovedFolder
from closeddoor.vault.repositories.removal import Removed
from closeddoor.vault.vault import Vault

T = TypeVar("T")

SEARCH_LIMIT = 50
UNDO_S = 60.0
"""What was deleted is out of the file at once, and in memory for so long at most: the page offers it for less."""


class GoneConversationError(KnownError):
    """A conversation was asked for that is not there any more."""

    def __init__(self) -> None:
        super().__init__(
            "sandbox.gone", tr("That conversation is not there any more."), tr("Everything else is as it was.")
        )


@dataclass(frozen=True)
class Opened:
    """A conversation with all its branches; `sources` are what the model was given, by the question's message."""

    conversation: Conversation
    branches: Branches
    set_up: SetUp
    sources: Mapping[int, tuple[Source, ...]] = field(default_factory=dict)

    @property
    def is_off_the_record(self) -> bool:
        return is_off_the_record(self.conversation.id)


@dataclass(frozen=True)
class Undo:
    """What was deleted last, for as long as it can be brought back."""

    removed: Removed | RemovedFolder

    @property
    def is_folder(self) -> bool:
        return isinstance(self.removed, RemovedFolder)


class ConversationsService:
    """Reads and writes on the database thread; every change is announced as one of `conversation`."""

    def __init__(
        self, records: Records, database: Executor, dispatcher: Dispatcher, changes: HistoryChanges
    ) -> None:  # fmt: skip
        self._records = records
        self._database = database
        self._dispatcher = dispatcher
        self._changes = changes
        self._undo: Undo | None = None

    @property
    def is_on_disk(self) -> bool:
        """Whether what is on the record outlasts the application; False for a history that is in memory only."""
        return self._records.recorded.is_kept

    def latest(self, limit: int) -> Future[tuple[Conversation, ...]]:
        """Return the recorded conversations that changed last."""
        return self._database.submit(lambda: self._records.recorded.conversations.list(limit))

    def page(self, limit: int, folder_id: int | None = None) -> Future[tuple[Conversation, ...]]:
        """Return those of one folder, or all: off the record first, then the pinned ones, then the latest."""

        def read() -> tuple[Conversation, ...]:
            recorded = self._records.recorded.conversations.page(limit, folder_id)
            if folder_id is not None:
                return recorded
            off = [each for vault in self._records.off_the_record() for each in vault.conversations.list()]
            return (*off, *recorded)

        return self._database.submit(read)

    def open(self, conversation_id: int, message_id: int | None = None) -> Future[Opened]:
        """Return a conversation; with `message_id`, from now on the branch with that message is shown.

        Fails with `GoneConversationError` where it was deleted, `OffTheRecordEndedError` where it has ended.
        """

        def read() -> Opened:
            vault = self._records.of(conversation_id)
            conversations = vault.conversations
            conversation = conversations.get(conversation_id)
            if conversation is None:
                raise OffTheRecordEndedError if is_off_the_record(conversation_id) else GoneConversationError
            branches = branches_of(conversations.messages(conversation_id), conversation.current_id)
            end = _end_to_show(branches, message_id)
            if end is not None:
                conversations.show_branch(conversation_id, end)
                branches = branches_of(tuple(branches.messages.values()), end)
            set_up = SetUp.from_json(conversation.set_up_json)
            return Opened(conversation, branches, set_up, _readable_sources(vault, conversation_id))

        return self._database.submit(read)

    def search(self, query: str, scope: SearchScope = EVERYWHERE) -> Future[tuple[SearchHit, ...]]:
        """Return the latest places on the record; what is off it is never looked through."""
        return self._database.submit(lambda: self._records.recorded.conversations.search(query, SEARCH_LIMIT, scope))

    def rename(self, conversation_id: int, title: str) -> Future[None]:
        return self._change(lambda: self._records.of(conversation_id).conversations.rename(conversation_id, title))

    def pin(self, conversation_id: int, *, is_pinned: bool) -> Future[None]:
        conversations = self._records.recorded.conversations
        return self._change(lambda: conversations.pin(conversation_id, is_pinned=is_pinned))

    def move(self, conversation_id: int, folder_id: int | None) -> Future[None]:
        return self._change(lambda: self._records.recorded.conversations.move(conversation_id, folder_id))

    def set_up(self, conversation_id: int, set_up: SetUp) -> Future[None]:
        """Let what follows be answered in another way; the summary stays, which has a way of its own."""

        def keep() -> None:
            conversations = self._records.of(conversation_id).conversations
            conversation = conversations.get(conversation_id)
            summary = SetUp.from_json(conversation.set_up_json).summary if conversation else None
            conversations.set_up(conversation_id, replace(set_up, summary=summary).to_json())

        return self._change(keep)

    def keep_summary(self, conversation_id: int, summary: Summary | None) -> Future[None]:
        """Let the model read a summary in place of the turns it stands for, or, with None, the turns again."""

        def keep() -> None:
            conversations = self._records.of(conversation_id).conversations
            conversation = conversations.get(conversation_id)
            if conversation is None:
                raise GoneConversationError
            set_up = SetUp.from_json(conversation.set_up_json)
            conversations.set_up(conversation_id, replace(set_up, summary=summary).to_json())

        return self._change(keep)

    def folders(self) -> Future[tuple[Folder, ...]]:
        return self._database.submit(self._records.recorded.folders.list)

    def create_folder(self, name: str) -> Future[int]:
        return self._change(lambda: self._records.recorded.folders.create(name))

    def rename_folder(self, folder_id: int, name: str) -> Future[None]:
        return self._change(lambda: self._records.recorded.folders.rename(folder_id, name))

    def delete_folder(self, folder_id: int) -> Future[Undo | None]:
        """Delete a folder; its conversations stay, in none, and go back into it when it is brought back."""

        def remove() -> Undo | None:
            removed = self._records.recorded.folders.take_out(folder_id)
            return Undo(removed) if removed else None

        return self._remember(self._change(remove))

    def delete(self, conversation_id: int) -> Future[Undo | None]:
        """Delete a conversation; one on the record can be brought back for `UNDO_S`, one off it has ended."""

        def remove() -> Undo | None:
            if is_off_the_record(conversation_id):
                self._records.end(conversation_id)
                return None
            conversations = self._records.recorded.conversations
            try:
                return Undo(conversations.take_out(conversation_id))
            except DamagedDatabaseError:
                conversations.delete(conversation_id)
                return None

        return self._remember(self._change(remove))

    def delete_branch(self, message_id: int) -> Future[Undo | None]:
        """Delete a message and all that follows from it; it can be brought back for `UNDO_S`."""
        return self._remember(
            self._change(lambda: Undo(self._records.of(message_id).conversations.take_out_branch(message_id)))
        )

    def bring_back(self, undo: Undo) -> Future[int]:
        """Bring back what was deleted; return its conversation, or the folder. What was forgotten meanwhile is gone."""
        removed, is_there = undo.removed, undo is self._undo
        self._undo = None

        def restore() -> int:
            if not is_there:
                raise GoneConversationError
            if isinstance(removed, RemovedFolder):
                return self._records.recorded.folders.put_back(removed)
            self._records.of(removed.conversation_id).conversations.put_back(removed)
            return removed.conversation_id

        return self._change(restore)

    def forget_deleted(self, undo: Undo | None = None) -> None:
        """Give up the way back: of `undo`, or whatever was deleted last."""
        if undo is None or undo is self._undo:
            self._undo = None

    def _remember(self, removal: Future[Undo | None]) -> Future[Undo | None]:
        def remember(undo: Undo | None) -> None:
            self._undo = undo
            if undo is not None:
                self._dispatcher.later(UNDO_S, lambda: self.forget_deleted(undo))

        self._dispatcher.deliver(removal, remember, ignore_known)
        return removal

    def _change(self, write: Callable[[], T]) -> Future[T]:
        future = self._database.submit(write)
        self._dispatcher.deliver(future, lambda _: self._changes.announce({"conversation"}, self), lambda _: None)
        return future


def _readable_sources(vault: Vault, conversation_id: int) -> Mapping[int, tuple[Source, ...]]:
    """Return what was given with the questions; a conversation opens also where that is damaged."""
    try:
        return vault.attachments.all_sources(conversation_id)
    except DamagedDatabaseError:
        return {}


def _end_to_show(branches: Branches, message_id: int | None) -> int | None:
    """Return which end to show so that the message is in view; None where it is, or is not there at all."""
    if message_id is None or message_id not in branches.messages:
        return None
    shown = {message.id for message in branches.shown()}
    return None if message_id in shown else branches.end_through(message_id)
