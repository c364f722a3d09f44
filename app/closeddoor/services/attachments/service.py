"""The documents of each conversation: kept where it is kept, read by the child, quoted when the model is asked."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.attachment import Attachment, ReadDocument, Source
from closeddoor.domain.branches import branches_of
from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import ChatMessage, Dispatcher, DocumentReader, Executor, Reading
from closeddoor.domain.set_up import SetUp
from closeddoor.language import tr
from closeddoor.policy.in_force import rules
from closeddoor.services.attachments.context import ContextBuilder
from closeddoor.services.attachments.quoting import Attached, Quoted
from closeddoor.services.chat.prompt import for_model, up_to_the_question
from closeddoor.services.chat.records import OffTheRecordEndedError, Records
from closeddoor.services.futures import done, failed, then
from closeddoor.services.own_documents import read_own
from closeddoor.vault.repositories.attachments import RemovedAttachment
from closeddoor.vault.vault import Vault

MOST_ATTACHMENTS = 20

NOT_BEGUN = 0
"""The conversation that begins with the next turn: its documents wait in memory until then."""


class TooManyAttachmentsError(KnownError):
    """A conversation has as many documents as it may."""

    def __init__(self) -> None:
        super().__init__(
            "attachments.too_many",
            tr("A conversation holds up to {most_attachments} documents.", most_attachments=MOST_ATTACHMENTS),
            tr("Those that are attached stay."),
            tr("Remove one, or start another conversation."),
        )


@dataclass(frozen=True)
class _Question:
    """What is asked, with all that is attached to its conversation."""

    message_id: int
    turns: tuple[ChatMessage, ...]
    attached: tuple[Attached, ...]


class AttachmentService:
    """Implements `services.chat.Context`. Called on the window's thread; futures complete on others."""

    def __init__(
        self,
        records: Records,
        database: Executor,
        reader: DocumentReader,
        builder: ContextBuilder,
        dispatcher: Dispatcher,
    ) -> None:
        self._records = records
        self._database = database
        self._reader = reader
        self._builder = builder
        self._dispatcher = dispatcher
        self._waiting: dict[int, list[Attached]] = {}
        self._last_waiting_id = 0
        self._written: set[int] = set()  # of those that wait, by id; changed on the database thread
        self._adopts = False
        self._quoted: Callable[[int], None] = lambda _: None

    def when_quoted(self, call: Callable[[int], None]) -> None:
        """Have `call` told, on the window's thread, in which conversation documents were just kept or quoted."""
        self._quoted = call

    def read(self, path: Path, on_progress: Callable[[float], None]) -> Reading:
        """Read a file in the confined reader; nothing is kept yet."""
        return read_own(self._reader, path, on_progress)

    def keep(self, conversation_id: int, document: ReadDocument) -> Future[int]:
        """Attach a document that was read; return its id. Fails with `TooManyAttachmentsError`."""
        try:
            rules().check_own_documents()
        except KnownError as error:
            return failed(error)
        if conversation_id == NOT_BEGUN:
            return self._keep_waiting(document)

        def write() -> int:
            vault = self._records.of(conversation_id)
            if len(vault.attachments.list(conversation_id)) >= MOST_ATTACHMENTS:
                raise TooManyAttachmentsError
            return vault.attachments.add(conversation_id, document)

        return self._database.submit(write)

    def list(self, conversation_id: int) -> Future[tuple[Attachment, ...]]:
        waiting = tuple(each.attachment for each in self._waiting.get(conversation_id, ()))
        if conversation_id == NOT_BEGUN:
            return done(waiting)
        return self._database.submit(
            lambda: (*self._records.of(conversation_id).attachments.list(conversation_id), *waiting)
        )

    def document(self, attachment_id: int) -> Future[ReadDocument | None]:
        """Return an attachment with its text; None when it is gone."""
        waiting = self._find_waiting(attachment_id)
        if waiting is not None or attachment_id <= 0:
            return done(waiting.document if waiting else None)
        return self._database.submit(lambda: self._records.of(attachment_id).attachments.document(attachment_id))

    def remove(self, attachment_id: int) -> Future[Callable[[], Future[bool]]]:
        """Take a document out at once; return the way back, which tells whether its conversation is still there."""
        waiting = self._find_waiting(attachment_id)
        if waiting is not None:
            where = self._forget_waiting((waiting,))
            return done(lambda: self._put_back_waiting(where, waiting))
        removed = self._database.submit(lambda: self._records.of(attachment_id).attachments.take_out(attachment_id))
        return then(self._dispatcher, removed, lambda row: done(lambda: self._put_back(row)))

    def adopt_waiting(self) -> None:
        """Give the documents that wait to the conversation that is beginning now."""
        self._adopts = bool(self._waiting.get(NOT_BEGUN))

    def stop_adopting(self) -> None:
        """The conversation did not begin: its documents go on waiting."""
        self._adopts = False

    def sources(self, conversation_id: int) -> Future[tuple[Source, ...]]:
        """Return what the model was given with the last question of the branch that is shown."""
        if conversation_id == NOT_BEGUN:
            return done(())

        def read() -> tuple[Source, ...]:
            vault = self._records.of(conversation_id)
            question = _question(vault, conversation_id)
            return vault.attachments.sources(question[0]) if question else ()

        return self._database.submit(read)

    def context_for(self, conversation_id: int, question: str) -> Future[str]:
        """Return the documents or passages to put before the question; empty where nothing is attached.

        A document that the disk refused goes on waiting for its conversation, and is kept with the next question.
        """
        if self._adopts:
            self._adopts = False
            self._waiting.setdefault(conversation_id, []).extend(self._waiting.pop(NOT_BEGUN))
        adopted = tuple(self._waiting.get(conversation_id, ()))

        def gather() -> _Question | None:
            vault = self._records.of(conversation_id)
            for each in adopted:
                if each.attachment.id not in self._written:
                    vault.attachments.add(conversation_id, each.document)
                    self._written.add(each.attachment.id)
            found = _question(vault, conversation_id)
            attached = _attached(vault, conversation_id) if found else ()
            return _Question(*found, attached) if found and attached else None

        def refused(error: BaseException) -> None:
            has_ended = isinstance(error, OffTheRecordEndedError)
            self._forget_waiting(each for each in adopted if has_ended or each.attachment.id in self._written)
            self._quoted(conversation_id)

        def build(asked: _Question | None) -> Future[str]:
            self._forget_waiting(adopted)
            if asked is None:
                return done("")
            if adopted:
                self._quoted(conversation_id)
            quoted = self._builder.build(asked.turns, question, asked.attached)
            return then(self._dispatcher, quoted, lambda text: self._keep_sources(conversation_id, asked, text))

        gathered = self._database.submit(gather)
        self._dispatcher.deliver(gathered, lambda _: None, refused)
        return then(self._dispatcher, gathered, build)

    def _keep_sources(self, conversation_id: int, asked: _Question, quoted: Quoted) -> Future[str]:
        def keep() -> str:
            self._records.of(conversation_id).attachments.keep_sources(asked.message_id, quoted.sources)
            return quoted.text

        def tell(text: str) -> Future[str]:
            self._quoted(conversation_id)
            return done(text)

        return then(self._dispatcher, self._database.submit(keep), tell)

    def _keep_waiting(self, document: ReadDocument) -> Future[int]:
        waiting = self._waiting.setdefault(NOT_BEGUN, [])
        if len(waiting) >= MOST_ATTACHMENTS:
            refused: Future[int] = Future()
            refused.set_exception(TooManyAttachmentsError())
            return refused
        self._last_waiting_id -= 1
        facts = (document.name, document.format, document.size_bytes, len(document.text), document.parts, 0)
        waiting.append(Attached(Attachment(self._last_waiting_id, NOT_BEGUN, *facts), document))
        return done(self._last_waiting_id)

    def _find_waiting(self, attachment_id: int) -> Attached | None:
        everywhere = (each for waiting in self._waiting.values() for each in waiting)
        return next((each for each in everywhere if each.attachment.id == attachment_id), None)

    def _forget_waiting(self, gone: Iterable[Attached]) -> int:
        """Take documents out of those that wait; return for which conversation the last of them did."""
        where = NOT_BEGUN
        for each in tuple(gone):
            for conversation_id, waiting in self._waiting.items():
                if each in waiting:
                    waiting.remove(each)
                    where = conversation_id
        return where

    def _put_back_waiting(self, conversation_id: int, waiting: Attached) -> Future[bool]:
        self._waiting.setdefault(conversation_id, []).append(waiting)
        return done(value=True)

    def _put_back(self, removed: RemovedAttachment | None) -> Future[bool]:
        if removed is None:
            return done(value=False)
        return self._database.submit(lambda: self._records.of(removed.id).attachments.put_back(removed))


def _question(vault: Vault, conversation_id: int) -> tuple[int, tuple[ChatMessage, ...]] | None:
    """Return the last question of the branch that is shown, and the turns up to it as the model reads them."""
    conversation = vault.conversations.get(conversation_id)
    if conversation is None:
        return None
    tree = branches_of(vault.conversations.messages(conversation_id), conversation.current_id)
    asked = up_to_the_question(tree.shown())
    if not asked:
        return None
    return asked[-1].id, tuple(for_model(SetUp.from_json(conversation.set_up_json), asked))


def _attached(vault: Vault, conversation_id: int) -> tuple[Attached, ...]:
    found = []
    for attachment in vault.attachments.list(conversation_id):
        document = vault.attachments.document(attachment.id)
        if document is not None:
            found.append(Attached(attachment, document))
    return tuple(found)
