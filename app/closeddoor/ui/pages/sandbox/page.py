"""The sandbox page: history at the left, the conversation, and where one writes."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.ui.pages.sandbox.composer import Composer
from closeddoor.ui.pages.sandbox.header import Header
from closeddoor.ui.pages.sandbox.history import History
from closeddoor.ui.pages.sandbox.transcript import Transcript
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import L, M
from closeddoor.ui.widgets.column import room
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner

LIST_FITS = 780
"""Width at text size 1.0 from which the list of conversations stands beside the conversation."""


class SandboxPage(QWidget):
    """Shows one conversation and the list of all. The text that streams comes through `append_text`."""

    new_requested = Signal()
    conversation_requested = Signal(int)
    delete_requested = Signal(int)
    rename_requested = Signal(int, str)
    send_requested = Signal(str)
    stop_requested = Signal()
    regenerate_requested = Signal()
    search_changed = Signal(str)
    hit_requested = Signal(int, int)
    context_choice_requested = Signal(str)
    draft_changed = Signal(str)
    copy_requested = Signal(int)
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_stop = self._can_cancel = False
        self._list_open = False
        self._history = History()
        self._header = Header()
        self._problem = ProblemBanner()
        self._busy = BusyLine()
        self._transcript = Transcript()
        self._composer = Composer()
        self._relay()
        self._lay_out()

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._can_stop = state.can_stop
        self._can_cancel = state.busy is not None and state.busy.can_cancel
        self._history.render(state)
        self._header.render(state.current_id, state.title)
        self._problem.render(state.problem)
        self._busy.render(state.busy and replace(state.busy, can_cancel=False))  # the composer's button stops it
        self._transcript.set_messages(
            state.messages, can_regenerate=state.can_regenerate, found=state.highlight_message_id
        )
        self._transcript.set_context_full(is_full=state.context_full)
        self._composer.render(state)

    def append_text(self, message_id: int, piece: str) -> None:
        """Let a piece of the answer appear; call it at most every 33 ms, not for every token."""
        self._transcript.append_text(message_id, piece)

    def focus_search(self) -> None:
        """Bring the caret to the search field (Ctrl+F)."""
        self._show_list(is_open=True)
        self._history.focus_search()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._composer.focus_area()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._can_stop:
            self._stop()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _relay(self) -> None:
        for inner, outer in (
            (self._history.new_requested, self.new_requested),
            (self._history.search_changed, self.search_changed),
            (self._history.conversation_requested, self.conversation_requested),
            (self._history.hit_requested, self.hit_requested),
            (self._header.delete_requested, self.delete_requested),
            (self._header.rename_requested, self.rename_requested),
            (self._transcript.copy_requested, self.copy_requested),
            (self._transcript.regenerate_requested, self.regenerate_requested),
            (self._composer.send_requested, self.send_requested),
            (self._composer.draft_changed, self.draft_changed),
            (self._transcript.context_choice_requested, self.context_choice_requested),
        ):
            inner.connect(outer)
        self._composer.stop_requested.connect(self._stop)
        self._header.renaming_ended.connect(self._focus_conversation)
        self._header.list_toggled.connect(lambda is_open: self._show_list(is_open=is_open))
        self._history.conversation_requested.connect(self._header.fold_list)
        self._history.new_requested.connect(self._header.fold_list)

    def _lay_out(self) -> None:
        notices = QVBoxLayout()
        notices.setContentsMargins(M, 0, L, 0)
        notices.setSpacing(M)
        notices.addWidget(self._problem)
        notices.addWidget(self._busy)
        talk = QVBoxLayout()
        talk.setSpacing(0)
        talk.addWidget(self._header)
        talk.addLayout(notices)
        talk.addWidget(self._transcript, 1)
        talk.addWidget(self._composer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._history)
        row.addLayout(talk, 1)

    def _stop(self) -> None:
        """Stop whatever is under way: loading the model, reading the conversation, or the reply."""
        (self.cancel_requested if self._can_cancel else self.stop_requested).emit()

    def _focus_conversation(self) -> None:
        """Bring the focus back from the title's field, which goes, to what was renamed."""
        if self._history.isVisible():
            self._history.focus_list()
        else:
            self._header.focus_rename()

    def _show_list(self, *, is_open: bool) -> None:
        self._list_open = is_open
        self._arrange()

    def _arrange(self) -> None:
        fits = room(self) >= LIST_FITS
        self._header.set_list_button(is_needed=not fits)
        self._history.setVisible(fits or self._list_open)
        self._history.setFixedWidth(min(scaled(264), round(self.width() * (0.34 if fits else 0.6))))
