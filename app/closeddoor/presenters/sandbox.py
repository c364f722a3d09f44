"""The free conversation: what the page shows, from the chat service's facts."""

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.history import Conversation, Message
from closeddoor.domain.history import SearchHit as FoundMessage
from closeddoor.domain.ports import ContextUse, Dispatcher, Reply
from closeddoor.inference.states import Phase, WorkerState
from closeddoor.presenters.states.home import ConversationRow
from closeddoor.presenters.states.sandbox import MessageRow, SandboxViewState, SearchHit
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import local_day
from closeddoor.services.changes import HistoryChanged, HistoryChanges
from closeddoor.services.chat import ChatService

SEARCH_PAUSE_MS = 200
"""How long typing must rest before the history is searched."""

BUSY_WORDS: dict[Phase, str] = {
    "starting": "The model starts.",
    "loading": "The model is checked and loaded.",
    "ready": "The model reads the conversation.",
}

NOTES = {
    "stopped": "Stopped by you. The text so far is kept.",
    "interrupted": "Interrupted before it was finished. The text so far is kept.",
}
NOTES_WITHOUT_TEXT = {
    "stopped": "Stopped by you before the first word.",
    "interrupted": "Interrupted before the first word.",
}


class SandboxPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: SandboxViewState) -> None: ...

    def append_text(self, message_id: int, piece: str) -> None: ...


class SandboxModel(Protocol):
    """The model as this page speaks of it: which it is, what it can be trusted with, how loading is given up."""

    @property
    def name(self) -> str: ...

    @property
    def caveat(self) -> str: ...

    def cancel_loading(self) -> None: ...


class SandboxPresenter(QObject):
    """Turns intents of the sandbox page into calls of `ChatService`, and its facts into view states.

    `copied` carries the text that is to go to the clipboard.
    """

    copied = Signal(str)

    def __init__(
        self,
        page: SandboxPage,
        chat: ChatService,
        model: SandboxModel,
        dispatcher: Dispatcher,
        changes: HistoryChanges,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._chat = chat
        self._model = model
        self._phase: Phase = "absent"
        self._writing_in: int | None = None
        self._was_left = False
        self._not_kept_yet = ""
        self._dispatcher = dispatcher
        self._state = SandboxViewState(
            conversations=(),
            current_id=None,
            title="",
            messages=(),
            can_send=True,
            can_stop=False,
            can_regenerate=False,
            model_line=model.name,
            model_caveat=model.caveat,
        )
        self._search_pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self._search_pause.timeout.connect(self._search)
        changes.subscribe(self._on_history_changed)

    @property
    def state(self) -> SandboxViewState:
        return self._state

    def refresh(self) -> None:
        """Load the list of conversations, and the one that is open."""
        self._dispatcher.deliver(self._chat.conversations(), self._show_list, self._show_failure)
        if self._state.current_id is not None:
            self._load(self._state.current_id)

    def open(self, conversation_id: int, message_id: int | None = None) -> None:
        """Show a conversation, at one message where a search led there."""
        if conversation_id != self._state.current_id:
            self._leave()
        self._show(current_id=conversation_id, highlight_message_id=message_id, problem=None, context_full=False)
        self._load(conversation_id)

    def start_new(self) -> None:
        """Show an empty conversation, which is made when its first turn is sent, and the list that it will be in."""
        self._leave()
        self._end_search()
        self._show(current_id=None, title="", messages=(), context_line="", context_full=False, problem=None)

    def draft(self, text: str) -> None:
        """Remember what is being written, so that no rendering loses it."""
        self._state = replace(self._state, draft=text)

    def send(self, text: str) -> None:
        if text.strip() and not self._chat.is_writing:
            self._show(draft="")
            self._not_kept_yet = text
            self._wait_for_model()
            self._chat.send(self._state.current_id, text.strip(), self)

    def stop(self) -> None:
        self._chat.stop()

    def cancel(self) -> None:
        """Give up what the page says it is busy with: loading the model, or reading the conversation."""
        if self._phase in {"starting", "loading"}:
            self._model.cancel_loading()
        else:
            self._chat.stop()

    def follow_model(self, state: WorkerState) -> None:
        """Show how far a model is that a reply waits for."""
        self._phase = state.phase
        if self._chat.is_writing and state.phase in BUSY_WORDS:
            fraction = state.progress if state.phase == "loading" else None
            self._show(busy=Busy(BUSY_WORDS[state.phase], fraction, can_cancel=True))

    def copy(self, message_id: int) -> None:
        """Have one message copied, as it was written."""
        text = next((row.text for row in self._state.messages if row.message_id == message_id), "")
        self.copied.emit(text)

    def regenerate(self) -> None:
        if self._state.current_id is not None and not self._chat.is_writing:
            self._wait_for_model()
            self._chat.regenerate(self._state.current_id, self)

    def choose_for_full_context(self, choice: str) -> None:
        """Go on without the oldest turns, or in a new conversation."""
        if choice == "start_new":
            self.start_new()
        elif self._state.current_id is not None and not self._chat.is_writing:
            self._wait_for_model()
            self._chat.answer_without_oldest(self._state.current_id, self)

    def delete(self, conversation_id: int) -> None:
        """Delete a conversation; one that is open, or was opened meanwhile, gives way to an empty page."""

        def close() -> None:
            if conversation_id == self._state.current_id:
                self.start_new()

        def deleted(_: None) -> None:
            close()
            self.refresh()

        self._end_search()
        close()
        self._dispatcher.deliver(self._chat.delete(conversation_id), deleted, self._show_failure)

    def rename(self, conversation_id: int, title: str) -> None:
        if title.strip():
            renamed = self._chat.rename(conversation_id, title.strip())
            self._dispatcher.deliver(renamed, lambda _: self.refresh(), self._show_failure)

    def search(self, text: str) -> None:
        self._show(search_text=text, hits=self._state.hits if text.strip() else ())
        self._search_pause.start()

    def turn_kept(self, conversation_id: int) -> None:
        self._not_kept_yet = ""
        if not self._was_left:
            self._show(current_id=conversation_id)

    def turn_began(self, conversation_id: int) -> None:
        self._writing_in = conversation_id
        words = BUSY_WORDS.get(self._phase, BUSY_WORDS["ready"])
        self._show(busy=Busy(words, can_cancel=True))
        self._load(conversation_id)

    def reply_grew(self, message_id: int, piece: str) -> None:
        """Show a new piece; the state keeps the whole text, so that a later rendering never shows less."""
        if self._writing_in != self._state.current_id:
            return  # another conversation was opened, and the model has not heard yet that it is to stop
        rows = self._state.messages
        if self._state.busy is not None or all(row.message_id != message_id for row in rows):
            began = MessageRow(message_id, "assistant", piece, "writing")
            shown = with_piece(rows, message_id, piece) or (*rows, began)
            self._show(busy=None, messages=without_replaced(shown))
            return
        self._state = replace(self._state, messages=with_piece(rows, message_id, piece))
        self._page.append_text(message_id, piece)

    def turn_ended(self, conversation_id: int, reply: Reply) -> None:
        problem = Problem(reply.problem) if reply.finish == "interrupted" else None
        self._rest(problem)
        self._load(conversation_id)

    def turn_failed(self, conversation_id: int | None, error: KnownError) -> None:
        full = error.code == "model.context_full" and conversation_id == self._state.current_id
        self._rest(Problem.of(error))
        unsent = "\n\n".join(text for text in (self._not_kept_yet, self._state.draft) if text)
        self._show(context_full=full, draft=unsent)
        self._not_kept_yet = ""
        if conversation_id is not None:
            self._load(conversation_id)

    def _leave(self) -> None:
        """Stop the turn under way, if any; its end must not lead back to its conversation."""
        self._was_left = True
        self._chat.stop()

    def _wait_for_model(self) -> None:
        self._was_left = False
        self._show(can_send=False, can_stop=True, can_regenerate=False, context_full=False, problem=None)

    def _rest(self, problem: Problem | None) -> None:
        self._show(can_send=True, can_stop=False, busy=None, problem=problem)

    def _on_history_changed(self, change: HistoryChanged) -> None:
        if "conversation" in change.tables:
            self._dispatcher.deliver(self._chat.conversations(), self._show_list, self._show_failure)

    def _load(self, conversation_id: int) -> None:
        def show(messages: tuple[Message, ...]) -> None:
            if conversation_id == self._state.current_id:
                self._show_messages(messages)

        self._dispatcher.deliver(self._chat.messages(conversation_id), show, self._show_failure)

    def _show_list(self, conversations: tuple[Conversation, ...]) -> None:
        rows = tuple(conversation_row(conversation) for conversation in conversations)
        title = next((row.title for row in rows if row.conversation_id == self._state.current_id), "")
        self._show(conversations=rows, title=title)

    def _show_messages(self, messages: tuple[Message, ...]) -> None:
        can_regenerate = bool(messages) and not self._chat.is_writing
        live = {row.message_id: row for row in self._state.messages if row.state == "writing"}
        rows = (message_row(message) for message in messages)
        shown = tuple(live.get(row.message_id, row) if row.state == "writing" else row for row in rows)
        self._show(messages=without_replaced(shown), can_regenerate=can_regenerate)
        if not self._chat.is_writing:
            self._dispatcher.deliver(self._chat.context_use(messages), self._show_use, lambda _: None)

    def _show_use(self, use: ContextUse) -> None:
        self._show(context_line=f"{use.prompt_tokens:,} of {use.context_tokens:,} tokens used")

    def _search(self) -> None:
        text = self._state.search_text
        if not text.strip():
            return

        def show(found: tuple[FoundMessage, ...]) -> None:
            if text == self._state.search_text:
                self._show(hits=tuple(search_hit(hit) for hit in found))

        self._dispatcher.deliver(self._chat.search(text), show, self._show_failure)

    def _end_search(self) -> None:
        """Show all conversations again: what was found may be gone, and what is new was not looked for."""
        self._search_pause.stop()
        self._show(search_text="", hits=(), highlight_message_id=None)

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._show(problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._page.render(self._state)


def with_piece(rows: tuple[MessageRow, ...], message_id: int, piece: str) -> tuple[MessageRow, ...]:
    """Return the rows with `piece` added to one of them; empty when it is not among them."""
    if all(row.message_id != message_id for row in rows):
        return ()
    return tuple(replace(row, text=row.text + piece) if row.message_id == message_id else row for row in rows)


def without_replaced(rows: tuple[MessageRow, ...]) -> tuple[MessageRow, ...]:
    """Return the rows without the replies that the one being written stands for, once it has words to show."""
    if not (rows and rows[-1].state == "writing" and rows[-1].text):
        return rows
    earlier = list(rows[:-1])
    while earlier and earlier[-1].role == "assistant":
        earlier.pop()
    return (*earlier, rows[-1])


def conversation_row(conversation: Conversation) -> ConversationRow:
    return ConversationRow(conversation.id, conversation.title, local_day(conversation.updated_at_ms))


def message_row(message: Message) -> MessageRow:
    text = message.text if message.readable else ""
    notes = NOTES if message.text else NOTES_WITHOUT_TEXT
    note = notes.get(message.state, "") if message.readable else "This entry is damaged and cannot be shown."
    return MessageRow(message.id, message.role, text, message.state, note)


def search_hit(hit: FoundMessage) -> SearchHit:
    return SearchHit(hit.conversation_id, hit.message_id, hit.title, hit.before, hit.match, hit.after)
