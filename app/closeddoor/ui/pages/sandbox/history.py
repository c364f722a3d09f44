"""The history beside the conversation: start a new one, search all, open one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from closeddoor.presenters.states.home import ConversationRow
from closeddoor.presenters.states.sandbox import SandboxViewState, SearchHit
from closeddoor.ui.theme import colours_of, icon, scaled
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.fields import PRIVATE
from closeddoor.ui.widgets.two_line_list import Entry, TwoLineList
from closeddoor.ui.widgets.words import set_words, words

WORDS_BEFORE = 18
"""How many characters before a match are shown, so that the match itself is in view."""


class History(QFrame):
    """Lists conversations, or what was found while something is searched for."""

    new_requested = Signal()
    search_changed = Signal(str)
    conversation_requested = Signal(int)
    hit_requested = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "right")
        self._new = secondary("New conversation", "plus", shortcut="Ctrl+N")
        self._new.clicked.connect(self.new_requested)
        self._search = QLineEdit()
        self._search.setPlaceholderText("Search all conversations")
        self._search.setAccessibleName("Search all conversations")
        self._search.setToolTip("Search all conversations (Ctrl+F)")
        self._search.setInputMethodHints(PRIVATE)
        self._search.setClearButtonEnabled(False)
        self._search.textEdited.connect(self.search_changed)
        self._sign = QAction(self)
        self._search.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._note = words(face="small")
        self._list = TwoLineList("Conversations")
        self._list.entry_chosen.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, L, M, S)
        column.setSpacing(M)
        for widget in (self._new, self._search, self._note):
            column.addWidget(widget)
        column.addWidget(self._list, 1)

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        if self._search.text() != state.search_text:
            self._search.setText(state.search_text)
        if state.search_text:
            self._list.set_entries(
                [_hit_entry(hit) for hit in state.hits], (state.current_id, state.highlight_message_id)
            )
            set_words(self._note, _found(len(state.hits)))
        else:
            self._list.set_entries([_conversation_entry(row) for row in state.conversations], state.current_id)
            set_words(self._note, "" if state.conversations else "No conversations yet.")
        self._sign.setIcon(icon("search", colours_of(self.palette()).ink_soft, scaled(18)))

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def focus_list(self) -> None:
        """Bring the focus to the conversation that is open, among the others."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, key: object) -> None:
        if isinstance(key, tuple):
            self.hit_requested.emit(*key)
        elif isinstance(key, int):
            self.conversation_requested.emit(key)


def _found(count: int) -> str:
    return {0: "Nothing found.", 1: "1 place"}.get(count, f"{count} places")


def _conversation_entry(row: ConversationRow) -> Entry:
    return Entry(row.conversation_id, row.title, row.when)


def _hit_entry(hit: SearchHit) -> Entry:
    before = hit.before if len(hit.before) <= WORDS_BEFORE else f"…{hit.before[-WORDS_BEFORE:]}"
    match = (len(before), len(before) + len(hit.match))
    return Entry((hit.conversation_id, hit.message_id), hit.title, f"{before}{hit.match}{hit.after}", match)
