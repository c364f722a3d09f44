"""The list of conversations: its folders, how far it was scrolled, and the search over all."""

import time
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from closeddoor.domain.history import Conversation, Folder, MessageRole, SearchScope
from closeddoor.domain.history import SearchHit as FoundPlace
from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.sandbox.conversations import conversation_row
from closeddoor.presenters.sandbox.rows import folder_row, search_hit
from closeddoor.presenters.sandbox.shown import Shown
from closeddoor.services.chat import ConversationsService, is_off_the_record

SEARCH_PAUSE_MS = 200
"""How long typing must rest before the history is searched."""

PAGE_ROWS = 60
"""So many conversations are listed at first, and so many more whenever the end of the list is reached."""

MS_PER_DAY = 24 * 60 * 60 * 1000


class Listing(QObject):
    """Shows in `state.conversations`, `hits` and `lists` what the history holds."""

    def __init__(self, shown: Shown, history: ConversationsService, dispatcher: Dispatcher, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = shown
        self._history = history
        self._dispatcher = dispatcher
        self._wanted = PAGE_ROWS
        self._has_more = False
        self.search_pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self.search_pause.timeout.connect(self.search_now)

    def refresh(self) -> None:
        """Read folders and conversations anew, as many as were listed."""
        folder_id = self._shown.state.lists.folder_id
        self._dispatcher.deliver(self._history.folders(), self._show_folders, self._shown.fail)
        page = self._history.page(self._wanted + 1, folder_id)
        self._dispatcher.deliver(page, self._show_page, self._shown.fail)

    def show_more(self) -> None:
        """List the next conversations too."""
        if self._has_more:
            self._wanted += PAGE_ROWS
            self.refresh()

    def choose_folder(self, folder_id: int | None) -> None:
        self._wanted = PAGE_ROWS
        self._narrow(folder_id=folder_id)
        self.refresh()

    def create_folder(self, name: str) -> None:
        """Make a folder and show it."""
        if name := " ".join(name.split()):
            self._dispatcher.deliver(self._history.create_folder(name), self.choose_folder, self._shown.fail)

    def rename_folder(self, folder_id: int, name: str) -> None:
        if name := " ".join(name.split()):
            renamed = self._history.rename_folder(folder_id, name)
            self._dispatcher.deliver(renamed, lambda _: self.refresh(), self._shown.fail)

    def search(self, text: str) -> None:
        self._shown.show(search_text=text, hits=self._shown.state.hits if text.strip() else ())
        self.search_pause.start()

    def narrow_search(self, who: str, days: int) -> None:
        """Search in one side's words only, or not further back than so many days (0: all)."""
        self._narrow(who=who, days=days)

    def search_now(self) -> None:
        text = self._shown.state.search_text
        if not text.strip():
            return

        def show(found: tuple[FoundPlace, ...]) -> None:
            if text == self._shown.state.search_text:
                self._shown.show(hits=tuple(search_hit(hit) for hit in found))

        self._dispatcher.deliver(self._history.search(text, self._scope()), show, self._shown.fail)

    def end_search(self) -> None:
        """Show all conversations again: what was found may be gone, and what is new was not looked for."""
        self.search_pause.stop()
        self._shown.show(search_text="", hits=(), highlight_message_id=None)

    def _scope(self) -> SearchScope:
        lists = self._shown.state.lists
        since_ms = time.time_ns() // 1_000_000 - lists.days * MS_PER_DAY if lists.days else 0
        role: MessageRole | None = None if lists.who == "anyone" else lists.who
        return SearchScope(lists.folder_id, since_ms, role)

    def _narrow(self, **changes: object) -> None:
        """Change what is listed and looked through; hits of the old scope are looked for anew."""
        lists = replace(self._shown.state.lists, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._shown.show(lists=lists)
        self.search_now()

    def _show_folders(self, folders: tuple[Folder, ...]) -> None:
        rows = tuple(folder_row(folder) for folder in folders)
        lists = replace(self._shown.state.lists, folders=rows)
        if lists != self._shown.state.lists:
            self._shown.show(lists=lists)

    def _show_page(self, conversations: tuple[Conversation, ...]) -> None:
        off = [each for each in conversations if is_off_the_record(each.id)]
        recorded = conversations[len(off) :]
        self._has_more = len(recorded) > self._wanted
        rows = tuple(conversation_row(each) for each in (*off, *recorded[: self._wanted]))
        lists = replace(
            self._shown.state.lists,
            pinned=frozenset(each.id for each in recorded if each.pinned),
            off_the_record=frozenset(each.id for each in off),
        )
        self._shown.show(conversations=rows, lists=lists)
