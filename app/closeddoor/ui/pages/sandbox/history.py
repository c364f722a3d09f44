"""The history beside the conversation: start a new one, search all, narrow the list, open one."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.home import ConversationRow
from closeddoor.presenters.states.sandbox import ListState, SandboxViewState, SearchHit
from closeddoor.ui.pages.sandbox.folders import FolderChoice, folder_items
from closeddoor.ui.theme import colours_of, icon, scaled
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.menu import LINE, Item, menu_of
from closeddoor.ui.widgets.picker import Picker
from closeddoor.ui.widgets.two_line_list import Entry, TwoLineList
from closeddoor.ui.widgets.words import set_words, words

WORDS_BEFORE = 18
"""How many characters before a match are shown, so that the match itself is in view."""

WHO = {"anyone": tr("Said by anyone"), "user": tr("Said by you"), "assistant": tr("Said by the model")}
WHEN = {0: tr("At any time"), 7: tr("In the last 7 days"), 30: tr("In the last 30 days"), 365: tr("In the last year")}


class History(QFrame):
    """Lists conversations, or what was found while something is searched for."""

    new_requested = Signal()
    search_changed = Signal(str)
    search_narrowed = Signal(str, int)
    conversation_requested = Signal(int)
    hit_requested = Signal(int, int)
    more_requested = Signal()
    delete_requested = Signal(int)
    pin_requested = Signal(int, bool)
    move_requested = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SandboxViewState | None = None
        self.setProperty("line", "right")
        self._new = secondary(tr("New conversation"), "plus", shortcut="Ctrl+N")
        self._new.clicked.connect(self.new_requested)
        self._search = self._make_search()
        self.folders = FolderChoice()
        self._who = Picker(tr("Who said it"), "quiet", words_alone=True)
        self._when = Picker(tr("When"), "quiet", words_alone=True)
        self._who.chosen.connect(lambda who: self.search_narrowed.emit(who, self._lists().days))
        self._when.chosen.connect(lambda days: self.search_narrowed.emit(self._lists().who, int(days)))
        self._filters = QWidget()
        flow = Flow(self._filters, gap_px=0)
        flow.addWidget(self._who)
        flow.addWidget(self._when)
        self._note = words(face="small")
        self._list = TwoLineList(tr("Conversations"))
        self._list.entry_chosen.connect(self._tell)
        self._list.end_neared.connect(self.more_requested)
        self._list.delete_wanted.connect(self._delete)
        self._list.menu_wanted.connect(self._open_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, L, M, S)
        column.setSpacing(S)
        for widget in (self._new, self._search, self.folders, self._filters, self._note):
            column.addWidget(widget)
        column.addWidget(self._list, 1)

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._state = state
        if self._search.text() != state.search_text:
            self._search.setText(state.search_text)
        if state.search_text:
            self._list.set_entries(
                [_hit_entry(hit) for hit in state.hits], (state.current_id, state.highlight_message_id or 0)
            )
            set_words(self._note, _found(len(state.hits)))
        else:
            self._list.set_entries([_conversation_entry(row) for row in state.conversations], state.current_id)
            empty = tr("No conversations yet.") if state.lists.folder_id is None else tr("Nothing in this folder yet.")
            set_words(self._note, "" if state.conversations else empty)
        self.folders.render(state.lists)
        self._filters.setVisible(bool(state.search_text))
        self._who.assign(tuple(WHO.items()), state.lists.who)
        self._when.assign([(str(days), title) for days, title in WHEN.items()], str(state.lists.days))
        self._sign.setIcon(icon("search", colours_of(self.palette()).ink_soft, scaled(18)))

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def focus_list(self) -> None:
        """Bring the focus to the conversation that is open, among the others."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_search(self) -> Line:
        search = Line(tr("Search all conversations"), tr("Search all conversations"))
        search.setToolTip(tr("Search all conversations (Ctrl+F)"))
        search.textEdited.connect(self.search_changed)
        self._sign = QAction(self)
        search.addAction(self._sign, Line.ActionPosition.LeadingPosition)
        return search

    def _tell(self, key: object) -> None:
        if isinstance(key, tuple):
            self.hit_requested.emit(*key)
        elif isinstance(key, int):
            self.conversation_requested.emit(key)

    def _delete(self, key: object) -> None:
        if isinstance(key, int) and self._may_change(key):
            self.delete_requested.emit(key)

    def _open_menu(self, key: object, place: QPoint) -> None:
        state = self._state
        if not isinstance(key, int) or state is None or not self._may_change(key):
            return
        is_pinned = key in state.lists.pinned
        items = (
            Item(tr("Open"), lambda: self.conversation_requested.emit(key)),
            Item(
                tr("Unpin") if is_pinned else tr("Pin to the top"), lambda: self.pin_requested.emit(key, not is_pinned)
            ),
            Item(tr("Move to folder"), items=folder_items(state.lists, lambda to: self.move_requested.emit(key, to))),
            LINE,
            Item(tr("Delete"), lambda: self.delete_requested.emit(key)),
        )
        menu_of(self._list, items).popup(place)

    def _may_change(self, conversation_id: int) -> bool:
        """Return whether the list may delete or move it: what is off the record ends with a question, in its head."""
        return self._state is not None and conversation_id not in self._state.lists.off_the_record

    def _lists(self) -> ListState:
        return self._state.lists if self._state else ListState()


def _found(count: int) -> str:
    return {0: tr("Nothing found."), 1: tr("1 place")}.get(count, tr("{count} places", count=count))


def _conversation_entry(row: ConversationRow) -> Entry:
    return Entry(row.conversation_id, row.title, row.when)


def _hit_entry(hit: SearchHit) -> Entry:
    before = hit.before if len(hit.before) <= WORDS_BEFORE else f"…{hit.before[-WORDS_BEFORE:]}"
    match = (len(before), len(before) + len(hit.match))
    below = (
        f"{before}{hit.match}{hit.after}"
        if hit.message_id
        else tr("Title: {before}{match}{after}", before=before, match=hit.match, after=hit.after)
    )
    shift = 0 if hit.message_id else len(tr("Title: "))
    return Entry((hit.conversation_id, hit.message_id), hit.title, below, (match[0] + shift, match[1] + shift))
