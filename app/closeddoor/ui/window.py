"""The window: a rail, one page at a time, and the line that says what is private. Pages are handed in."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QChildEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.window import BARE, PASSING, PageName, WindowViewState
from closeddoor.ui import shortcuts
from closeddoor.ui.pack_drop import pack_in
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.column import ColumnPage, room
from closeddoor.ui.widgets.privacy_line import PrivacyLine
from closeddoor.ui.widgets.rail import Rail, RailRow
from closeddoor.ui.widgets.tab_order import fields_of

TITLE = tr("Closed Door")
"""Constant: a window title is read by other programs and kept in their histories."""

RAIL_ROWS = (
    RailRow("home", tr("Home"), "home", "Alt+Home"),
    RailRow("library", tr("Library"), "library", shortcuts.LIBRARY.keys),
    RailRow("record", tr("My record"), "record", "Ctrl+R"),
    RailRow("sandbox", tr("Sandbox"), "sandbox"),
    RailRow("settings", tr("Settings"), "settings", "Ctrl+,"),
)

WORDS_FIT = 860
"""Width at text size 1.0 from which the rail shows words."""


@runtime_checkable
class Searchable(Protocol):
    """A page with a search of its own: Ctrl+F is for that, while it takes it."""

    def focus_search(self) -> bool | None: ...


class MainWindow(QMainWindow):
    """Shows one page; says where the user wants to go. It decides nothing.

    `back_requested` is the one way back, to where the page was opened from; `new_conversation_requested` and
    `search_requested` are Ctrl+N and Ctrl+F from anywhere. `close_asked`: it was told to close, and asks first.
    `lock_requested`: lock now, `hide_requested`: out of sight first. `pack_dropped` carries the path of a pack dropped
    anywhere, `text_size_requested` 1, -1 or, for the usual size, 0.
    """

    page_requested = Signal(str)
    back_requested = Signal()
    new_conversation_requested = Signal()
    search_requested = Signal()
    palette_requested = Signal()
    text_size_requested = Signal(int)
    pack_dropped = Signal(object)
    keep_requested = Signal()
    close_asked = Signal()
    lock_requested = Signal()
    hide_requested = Signal()

    def __init__(self, pages: Mapping[PageName, QWidget], appearance: AppearanceSwitch) -> None:
        super().__init__()
        self._pages: dict[PageName, QWidget] = {}
        self._appearance = appearance
        self._can_navigate = False
        self._asks_before_closing = False
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 480)
        self.resize(1280, 820)
        self._rail = Rail(RAIL_ROWS)
        self._rail.hide()
        self._rail.page_requested.connect(self.page_requested)
        self._rail.back_requested.connect(self.back_requested)
        self._rail.lock_requested.connect(self.lock_requested)
        self._stack = QStackedWidget()
        for name, page in pages.items():
            self.add_page(name, page)
        self._privacy = PrivacyLine()
        self._privacy.keep_requested.connect(lambda: self._ask(self.keep_requested.emit))
        self._privacy.room_requested.connect(lambda: self._ask(lambda: self.page_requested.emit("privacy")))
        self._lay_out()
        self._bind_keys()
        appearance.changed.connect(self._dress)
        self._dress()

    def render(self, state: WindowViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._appearance.show(Appearance(state.theme, state.text_scale, state.reduced_motion))
        self._can_navigate = state.can_navigate
        if state.can_navigate:
            self._appearance.dress(self._rail)
            self._rail.render(state.page, can_go_back=state.page in PASSING)
        self._rail.setVisible(state.can_navigate and state.page not in BARE)
        self._asks_before_closing = state.asks_before_closing
        can_keep = state.can_keep and state.can_navigate and state.page != "keep"
        has_room = state.can_navigate and state.page != "privacy"
        self._privacy.render(
            *(state.lock_warning or state.privacy_line, state.privacy_detail),
            short=tr("Locks soon") if state.lock_warning else state.privacy_short,
            can_keep=can_keep,
            has_room=has_room,
        )
        self._fit()
        self.show_page(state.page, is_return=state.is_return)

    def add_page(self, name: PageName, page: QWidget) -> None:
        """Take a page that was made after the window; it shows when it is asked for."""
        if name not in self._pages:
            self._pages[name] = page
            self._stack.addWidget(page)

    def show_page(self, name: PageName, *, is_return: bool = False) -> None:
        """Bring page `name` to the front, at its top; one gone back to is as it was left, and so is the keyboard."""
        page = self._pages[name]
        self._appearance.dress(page)
        if self._stack.currentWidget() is page:
            return
        was_at = page.focusWidget() if is_return else None
        if isinstance(page, ColumnPage) and not is_return:
            page.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(page)
        focused = QApplication.focusWidget()
        if was_at is not None and was_at.isVisibleTo(page):
            was_at.setFocus(Qt.FocusReason.OtherFocusReason)
        elif focused is None or not self._rail.isAncestorOf(focused):
            first = next((each for each in fields_of(page) if each.isVisibleTo(page) and each.isEnabled()), page)
            (page.focusProxy() or first).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_shortcuts(self) -> None:
        """Open the list of shortcuts."""
        shortcuts.ShortcutList(self).open()

    def show_privacy_detail(self, *, is_open: bool = True) -> None:
        """Unfold or fold what the privacy line stands for."""
        self._privacy.set_open(is_open=is_open)

    def cover(self) -> None:
        """Paint over everything at once, and take no more keys or clicks: what was shown is about to be forgotten.

        Dialogs and lists that are open are windows of their own, and go first.
        """
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible():
                other.hide()
        self.setEnabled(False)
        cover = QWidget(self)
        cover.setProperty("ground", "paper")
        cover.setAutoFillBackground(True)
        cover.setGeometry(self.rect())
        cover.show()
        cover.repaint()

    def childEvent(self, event: QChildEvent) -> None:
        """Give a dialog over the window its look when it is first shown."""
        super().childEvent(event)
        if not event.polished():
            return  # nor is it asked who it is: the first shortcut so asked for makes PySide6 look through every class
        child = event.child()
        if isinstance(child, QWidget) and child.isWindow():
            self._appearance.dress(child)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._can_navigate and pack_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = pack_in(event.mimeData())
        if path is not None and self._can_navigate:
            event.acceptProposedAction()
            self.pack_dropped.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._asks_before_closing:
            event.ignore()
            self.close_asked.emit()
        else:
            super().closeEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._stack, 1)
        ground = QWidget()
        ground.setProperty("ground", "paper")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self._privacy)
        self.setCentralWidget(ground)

    def _dress(self) -> None:
        """Put the look on what can be seen, and on dialogs; the other pages get it when they are shown."""
        over = [each for each in self.children() if isinstance(each, QWidget) and each.isWindow()]
        shown = self._stack.currentWidget()
        rail = [self._rail] if self._can_navigate else []
        for part in (*rail, self._privacy, *([shown] if shown else ()), *over):
            self._appearance.dress(part)

    def _fit(self) -> None:
        self._rail.set_compact(compact=room(self) < WORDS_FIT)

    def _bind_keys(self) -> None:
        self._bind(shortcuts.NEW_CONVERSATION, self.new_conversation_requested.emit)
        self._bind(shortcuts.SEARCH, self._search)
        self._bind(shortcuts.BACK, self.back_requested.emit)
        self._bind(shortcuts.SETTINGS, lambda: self.page_requested.emit("settings"))
        self._bind(shortcuts.PRIVACY, lambda: self.page_requested.emit("privacy"))
        self._bind(shortcuts.MODELS, lambda: self.page_requested.emit("models"))
        self._bind(shortcuts.DESK, lambda: self.page_requested.emit("desk"))
        self._bind(shortcuts.LIBRARY, lambda: self.page_requested.emit("library"))
        self._bind(shortcuts.RECORD, lambda: self.page_requested.emit("record"))
        self._bind(shortcuts.HOME, lambda: self.page_requested.emit("home"))
        self._bind(shortcuts.PALETTE, self.palette_requested.emit)
        for spec, step in ((shortcuts.LARGER, 1), (shortcuts.SMALLER, -1), (shortcuts.USUAL_SIZE, 0)):
            self._bind(spec, partial(self.text_size_requested.emit, step))
        QShortcut(QKeySequence(shortcuts.LOCK.keys), self).activated.connect(self.lock_requested)
        QShortcut(QKeySequence(shortcuts.QUICK_HIDE.keys), self).activated.connect(self.hide_requested)
        QShortcut(QKeySequence(shortcuts.LIST.keys), self).activated.connect(self.show_shortcuts)

    def _bind(self, spec: shortcuts.ShortcutSpec, wanted: Callable[[], None]) -> None:
        """Let the keys of `spec` ask for `wanted`, except while the vault is locked."""
        for keys in (spec.keys, *spec.also):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda: self._ask(wanted))

    def _search(self) -> None:
        """Search what the page shows, where it shows something to search; else all conversations."""
        page: object = self._stack.currentWidget()
        if not (isinstance(page, Searchable) and page.focus_search()):
            self.search_requested.emit()

    def _ask(self, wanted: Callable[[], None]) -> None:
        if self._can_navigate:
            wanted()
