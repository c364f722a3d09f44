"""The sandbox page: history at the left, the conversation, and where one writes."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.ui.pages.sandbox.attachments import AttachmentStrip
from closeddoor.ui.pages.sandbox.composer import Composer
from closeddoor.ui.pages.sandbox.header import Header
from closeddoor.ui.pages.sandbox.history import History
from closeddoor.ui.pages.sandbox.messages import Manner
from closeddoor.ui.pages.sandbox.middle import Middle
from closeddoor.ui.pages.sandbox.notice_bar import Notices, UndoOffer
from closeddoor.ui.theme import scaled, text_scale
from closeddoor.ui.widgets.column import room
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner
from closeddoor.ui.widgets.tab_order import order_by_layout

LIST_FITS = 780
"""Width at text size 1.0 from which the list of conversations stands beside the conversation."""
ALL_FITS = 760
"""Height at text size 1.0 from which all stands around the field that can; in less it folds, for the conversation."""
WORDS_FIT = 680
"""Width of the conversation at text size 1.0 from which the buttons in its head show words: more than they need."""


class SandboxPage(QWidget):
    """Shows one conversation and the list of all. The text that streams comes through `append_text`."""

    new_requested = Signal()
    conversation_requested = Signal(int)
    delete_requested = Signal(int)
    rename_requested = Signal(int, str, bool)
    pin_requested = Signal(int, bool)
    move_requested = Signal(int, int)
    undo_requested = Signal()
    undo_settled = Signal()
    more_requested = Signal()
    folder_chosen = Signal(object)
    folder_created = Signal(str)
    folder_renamed = Signal(int, str)
    folder_deleted = Signal(int)
    search_changed = Signal(str)
    search_narrowed = Signal(str, int)
    hit_requested = Signal(int, int)
    send_requested = Signal(str)
    stop_requested = Signal()
    cancel_requested = Signal()
    regenerate_requested = Signal()
    edit_requested = Signal(int)
    edit_given_up, models_requested = Signal(), Signal()
    alternative_requested = Signal(int, int)
    branch_requested = Signal(int)
    branch_deleted = Signal(int)
    context_choice_requested = Signal(str, str)
    carried_changed = Signal(str)
    draft_changed = Signal(str)
    copy_requested = Signal(int, bool)
    copy_all_requested = Signal(bool)
    export_requested = Signal(str)
    export_given_up = Signal()
    place_chosen = Signal(Path)
    file_given_up = Signal()
    figures_toggled = Signal(bool)
    passage_requested = Signal(int, int)
    persona_chosen = Signal(object)
    own_text_changed = Signal(str)
    manner_chosen = Signal(object)
    length_chosen = Signal(object)
    number_changed = Signal(str, str)
    balanced_requested = Signal()
    record_chosen = Signal(bool)
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_stop = self._can_cancel = self._is_editing = False
        self._list_open = False
        self._is_to_be_ordered = False
        self._panel = ""
        self._state: SandboxViewState | None = None
        self._history, self._header, self._notices = History(), Header(), Notices()
        self._problem, self._busy, self._undo = ProblemBanner(), BusyLine(), UndoOffer()
        self._composer = Composer()
        self._middle = Middle()
        self._transcript, self._set_up, self._outline = (
            self._middle.transcript,
            self._middle.set_up,
            self._middle.outline,
        )
        self._relay_history()
        self._relay_conversation()
        self._relay_panels()
        self._lay_out()

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        if self._state is None or state.current_id != self._state.current_id:
            self._header.fold_panels()
        self._state = state
        self._can_stop, self._is_editing = state.can_stop, state.editing_id is not None
        self._can_cancel = state.busy is not None and state.busy.can_cancel
        self._history.render(state)
        self._header.render(state)
        self._notices.render(state)
        self._problem.render(state.problem)
        stops_below = state.can_stop  # the composer's button stops a reply; a file is given up here
        self._busy.render(state.busy and replace(state.busy, can_cancel=state.busy.can_cancel and not stops_below))
        can_copy = not state.export_refusal
        manner = Manner(state.can_regenerate, state.can_branch, can_copy, state.shows_figures)
        self._transcript.set_messages(state.messages, manner, state.highlight_message_id)
        self._transcript.set_context_full(state.carrying, is_full=state.context_full)
        self._set_up.render(state.set_up, is_start=state.current_id is None, caveat=state.model_caveat)
        self._outline.render(state.branches)
        self._composer.render(state)
        self._show_panel(self._panel)
        self._undo.render(state.undo)

    def append_text(self, message_id: int, piece: str) -> None:
        """Let a piece of the answer appear; call it at most every 33 ms, not for every token."""
        self._transcript.append_text(message_id, piece)

    def place_attachments(self, strip: AttachmentStrip) -> None:
        """Give what is attached its place above the field that one writes in."""
        self._composer.place_above(strip, strip.brief)
        self._transcript.put_at_end(strip.sources)
        self._middle.asides.add(*strip.said)
        self._talk_column.addWidget(strip.undo)
        self._composer.step_aside_for(strip.undo)
        strip.stops_changed.connect(self._order_soon)
        strip.policy_requested.connect(self.policy_requested)
        self._order_soon()

    def focus_search(self) -> None:
        """Bring the caret to the search field (Ctrl+F)."""
        self._show_list(is_open=True)
        self._history.focus_search()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._composer.focus_area()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._can_stop or self._is_editing or self._panel):
            self._escape()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _order_soon(self) -> None:
        """Let Tab go the way the eye goes, once for all that changes now: turns and rows are made in any order."""
        if not self._is_to_be_ordered:
            self._is_to_be_ordered = True
            QTimer.singleShot(0, self, self._order)

    def _order(self) -> None:
        self._is_to_be_ordered = False
        order_by_layout(self)

    def _relay_history(self) -> None:
        history, folders = self._history, self._history.folders
        for inner, outer in (
            (history.new_requested, self.new_requested),
            (history.search_changed, self.search_changed),
            (history.search_narrowed, self.search_narrowed),
            (history.conversation_requested, self.conversation_requested),
            (history.hit_requested, self.hit_requested),
            (history.more_requested, self.more_requested),
            (history.delete_requested, self.delete_requested),
            (history.pin_requested, self.pin_requested),
            (history.move_requested, self.move_requested),
            (folders.folder_chosen, self.folder_chosen),
            (folders.folder_created, self.folder_created),
            (folders.folder_renamed, self.folder_renamed),
            (folders.folder_deleted, self.folder_deleted),
        ):
            inner.connect(outer)
        history.conversation_requested.connect(self._header.fold_list)
        history.hit_requested.connect(self._header.fold_list)
        history.new_requested.connect(self._header.fold_list)

    def _relay_conversation(self) -> None:
        header, transcript, composer, notices = self._header, self._transcript, self._composer, self._notices
        for inner, outer in (
            (header.delete_requested, self.delete_requested),
            (header.rename_requested, self.rename_requested),
            (header.pin_requested, self.pin_requested),
            (header.move_requested, self.move_requested),
            (header.copy_all_requested, self.copy_all_requested),
            (header.export_requested, self.export_requested),
            (header.figures_toggled, self.figures_toggled),
            (header.policy_requested, self.policy_requested),
            (transcript.copy_requested, self.copy_requested),
            (transcript.policy_requested, self.policy_requested),
            (transcript.regenerate_requested, self.regenerate_requested),
            (transcript.edit_requested, self.edit_requested),
            (transcript.step_requested, self.alternative_requested),
            (transcript.figures_toggled, self.figures_toggled),
            (transcript.passage_requested, self.passage_requested),
            (transcript.context_choice_requested, self.context_choice_requested),
            (transcript.carried_changed, self.carried_changed),
            (composer.send_requested, self.send_requested),
            (composer.draft_changed, self.draft_changed),
            (composer.edit_given_up, self.edit_given_up),
            (composer.models_requested, self.models_requested),
            (self._undo.undo_requested, self.undo_requested),
            (self._undo.undo_settled, self.undo_settled),
            (notices.place_chosen, self.place_chosen),
            (notices.export_given_up, self.export_given_up),
            (self._busy.cancel_requested, self.file_given_up),
        ):
            inner.connect(outer)
        composer.stop_requested.connect(self._stop)
        composer.send_requested.connect(lambda _: header.fold_panels())
        header.renaming_ended.connect(self._focus_conversation)

    def _relay_panels(self) -> None:
        header, set_up, outline = self._header, self._set_up, self._outline
        for inner, outer in (
            (set_up.persona_chosen, self.persona_chosen),
            (set_up.own_text_changed, self.own_text_changed),
            (set_up.manner_chosen, self.manner_chosen),
            (set_up.length_chosen, self.length_chosen),
            (set_up.number_changed, self.number_changed),
            (set_up.balanced_requested, self.balanced_requested),
            (set_up.record_chosen, self.record_chosen),
            (set_up.policy_requested, self.policy_requested),
            (outline.branch_requested, self.branch_requested),
            (outline.branch_deleted, self.branch_deleted),
        ):
            inner.connect(outer)
        self._middle.stops_changed.connect(self._order_soon)
        for panel in (set_up, outline):
            panel.closed.connect(self._close_panels)
        outline.branch_requested.connect(lambda _: header.fold_panels())
        header.list_toggled.connect(lambda is_open: self._show_list(is_open=is_open))
        header.set_up_toggled.connect(lambda is_open: self._toggle_panel("set_up", is_open=is_open))
        header.branches_toggled.connect(lambda is_open: self._toggle_panel("branches", is_open=is_open))

    def _lay_out(self) -> None:
        self._talk = QWidget()
        self._talk_column = talk = QVBoxLayout(self._talk)
        talk.setContentsMargins(0, 0, 0, 0)
        talk.setSpacing(0)
        talk.addWidget(self._header)
        talk.addLayout(self._middle.above_branches)
        talk.addWidget(self._middle, 1)
        talk.addWidget(self._composer)
        talk.addWidget(self._undo)
        self._middle.asides.add(self._composer.about, self._notices, self._problem, self._busy)
        self._composer.step_aside_for(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._history)
        row.addWidget(self._talk, 1)

    def _escape(self) -> None:
        """Stop the model, else give up an edit, else close what was opened over the conversation."""
        if self._can_stop:
            self._stop()
        elif self._is_editing:
            self.edit_given_up.emit()
        else:
            self._close_panels()

    def _close_panels(self) -> None:
        self._header.fold_panels()
        self._composer.focus_area()

    def _stop(self) -> None:
        """Stop whatever is under way: loading the model, reading the conversation, or the reply."""
        (self.cancel_requested if self._can_cancel else self.stop_requested).emit()

    def _focus_conversation(self) -> None:
        """Bring the focus back from the title's field, which goes, to what was renamed."""
        if self._history.isVisible():
            self._history.focus_list()
        else:
            self._header.focus_title()

    def _toggle_panel(self, name: str, *, is_open: bool) -> None:
        if is_open:
            self._header.fold_panels(but=name)
            self._show_panel(name)
        elif self._panel == name:
            self._show_panel("")
        if is_open and name == "branches":
            self._outline.focus_list()

    def _show_panel(self, name: str) -> None:
        """Show who answers, or the branches, in place of the conversation; before its first turn always the former.

        What one writes with goes meanwhile, unless it is needed: for the first turn, or to stop the model.
        """
        self._panel = name
        is_start = self._state is None or (self._state.current_id is None and not self._state.messages)
        self._middle.show_panel("set_up" if is_start else name)
        self._composer.setVisible(is_start or self._can_stop or self._middle.shows_conversation)

    def _show_list(self, *, is_open: bool) -> None:
        self._list_open = is_open
        self._arrange()

    def _arrange(self) -> None:
        fits = room(self) >= LIST_FITS
        self._header.set_list_button(is_needed=not fits)
        is_list_shown = fits or self._list_open
        list_px = min(scaled(288), round(self.width() * (0.34 if fits else 0.6)))
        self._history.setVisible(is_list_shown)
        self._history.setFixedWidth(list_px)
        talk_px = self.width() - (list_px if is_list_shown else 0)
        is_low = self.height() / text_scale() < ALL_FITS
        self._header.set_low(is_low=is_low)
        self._composer.set_brief(is_brief=is_low)
        self._header.set_compact(is_compact=talk_px < scaled(WORDS_FIT))
