"""Deleting with a way back, and ending what was off the record."""

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.language import tr
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.presenters.words import one_line
from closeddoor.services.chat import ChatService, Undo, is_off_the_record

MOST_CHARACTERS = 40


class Removal(QObject):
    """What is on the record can be brought back as long as the page offers it.

    `closing` says that a conversation is about to go, before anything else; `restored` that it, or a branch of it, is
    back. `folder_changed` says which folder is to be listed now that one has gone or come back. `ended` is the end of a
    conversation off the record: whatever was copied from it must go too.
    """

    closing = Signal(int)
    restored = Signal(int)
    changed = Signal()
    folder_changed = Signal(object)
    ended = Signal()

    def __init__(self, shown: Shown, chat: ChatService, dispatcher: Dispatcher, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = shown
        self._chat = chat
        self._dispatcher = dispatcher
        self._undo: Undo | None = None

    def delete(self, conversation_id: int) -> None:
        """Delete a conversation; one that is open, or was opened meanwhile, gives way to an empty page."""
        words = tr("“{title}” is deleted.", title=self._title(conversation_id))

        def deleted(undo: Undo | None) -> None:
            self.closing.emit(conversation_id)
            self.changed.emit()
            self._offer(undo, words)

        self.forget()
        self.closing.emit(conversation_id)
        self._dispatcher.deliver(self._chat.delete(conversation_id), deleted, self._shown.fail)
        if is_off_the_record(conversation_id):
            self.ended.emit()

    def delete_branch(self, message_id: int) -> None:
        """Delete a turn and all that follows from it."""
        where = self._shown.state.current_id
        if where is None or self._chat.is_writing:
            return
        self.forget()

        def deleted(undo: Undo | None) -> None:
            self.restored.emit(where)
            self._offer(undo, tr("The branch is deleted."))

        self._dispatcher.deliver(self._chat.history.delete_branch(message_id), deleted, self._shown.fail)

    def delete_folder(self, folder_id: int) -> None:
        """Remove a folder; what was in it stays, and is in it again when that is undone."""
        rows = self._shown.state.lists.folders
        name = next((one_line(row.name, MOST_CHARACTERS) for row in rows if row.folder_id == folder_id), "")

        def removed(undo: Undo | None) -> None:
            self.folder_changed.emit(None)
            self._offer(undo, tr("“{name}” is removed. What was in it stands under all conversations.", name=name))

        self.forget()
        self._dispatcher.deliver(self._chat.history.delete_folder(folder_id), removed, self._shown.fail)

    def undo(self) -> None:
        """Bring back what was deleted last."""
        undo, self._undo = self._undo, None
        self._shown.show(undo="")
        if undo is not None:
            back = self.folder_changed.emit if undo.is_folder else self.restored.emit
            self._dispatcher.deliver(self._chat.history.bring_back(undo), back, self._shown.fail)

    def forget(self) -> None:
        """Give up the way back: the offer has run out, the page is left, or something else is deleted."""
        self._undo = None
        self._chat.history.forget_deleted()
        if self._shown.state.undo:
            self._shown.show(undo="")

    def _offer(self, undo: Undo | None, words: str) -> None:
        self._undo = undo
        if undo is not None:
            self._shown.show(undo=words)

    def _title(self, conversation_id: int) -> str:
        state = self._shown.state
        rows = (row.title for row in state.conversations if row.conversation_id == conversation_id)
        title = state.title if conversation_id == state.current_id else next(rows, "")
        return one_line(title, MOST_CHARACTERS) or tr("The conversation")
