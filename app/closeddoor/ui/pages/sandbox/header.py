"""The head of a conversation: its title, who answers in it, its branches, and what can be done with all of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import SandboxViewState
from closeddoor.ui.pages.sandbox.folders import NO_FOLDER, folder_items
from closeddoor.ui.pages.sandbox.messages import SWITCHED_OFF
from closeddoor.ui.theme.spacing import XS, M, S
from closeddoor.ui.widgets.buttons import Button, quiet, secondary
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.menu import LINE, Item, MenuButton
from closeddoor.ui.widgets.words import ElidedLabel, words

END = tr("End and forget")


class Header(QWidget):
    """Asks before ending what is off the record, because that cannot be undone; everything else is done at once.

    `rename_requested`: conversation, title, and whether that is all of it or is still being typed.
    """

    list_toggled = Signal(bool)
    set_up_toggled = Signal(bool)
    branches_toggled = Signal(bool)
    delete_requested = Signal(int)
    rename_requested = Signal(int, str, bool)
    renaming_ended = Signal()
    pin_requested = Signal(int, bool)
    move_requested = Signal(int, int)
    copy_all_requested = Signal(bool)
    export_requested = Signal(str)
    figures_toggled = Signal(bool)
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SandboxViewState | None = None
        self._list = quiet(tr("Conversations"), "list", icon_only=True)
        self._list.setCheckable(True)
        self._list.toggled.connect(self.list_toggled)
        self._title = ElidedLabel()
        self._title.setProperty("face", "strong")
        self._record = words(tr("Off the record"), "kicker")
        self._record.setWordWrap(False)
        self._field = Line(tr("Title of this conversation"))
        self._field.returnPressed.connect(self._renamed)
        self._field.textEdited.connect(lambda _: self._rename(is_done=False))
        self._title_before = ""
        self._set_up, self._branches = _toggle(tr("Who answers"), "persona"), _toggle(tr("Branches"), "branches")
        self._set_up.toggled.connect(self.set_up_toggled)
        self._branches.toggled.connect(self.branches_toggled)
        self._end = quiet(END, "close")
        self._end.clicked.connect(lambda: self._ask(asking=True))
        self._more = MenuButton(tr("More"), self._items, "more", icon_only=True)
        self._question = self._make_question()
        self._lay_out()
        for widget in (self._record, self._end, self._set_up, self._branches, self._more):
            widget.hide()  # there is nothing that they are about yet
        self._ask(asking=False)
        self._show_title()

    def render(self, state: SandboxViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        is_other = self._state is None or state.current_id != self._state.current_id
        self._state = state
        if is_other:
            self._ask(asking=False)
            self._show_title()
        is_there, is_off = state.current_id is not None, state.set_up.is_off_the_record
        self._title.set_text(state.title or ("" if is_there else tr("New conversation")))
        self._record.setVisible(is_off)
        self._set_up.setVisible(is_there)
        self._set_up.setToolTip(tr("Who answers and how: {line}", line=state.set_up.line))
        self._branches.setVisible(bool(state.branches))
        self._branches.setEnabled(state.can_branch)
        self._end.setVisible(is_there and is_off)
        self._more.setVisible(is_there)

    def set_list_button(self, *, is_needed: bool) -> None:
        """Offer the list of conversations where there is no room to show it always."""
        self._list.setVisible(is_needed)

    def set_compact(self, *, is_compact: bool) -> None:
        """Leave the words of the buttons to their tooltips where the title needs the room."""
        for button in (self._set_up, self._branches, self._end):
            button.setText("" if is_compact else button.accessibleName())
            button.setToolTip(button.toolTip() or button.accessibleName())

    def set_low(self, *, is_low: bool) -> None:
        """Leave the height to the conversation where there is little of it."""
        above_px = XS if is_low else S
        self._column.setContentsMargins(M, above_px, M, above_px)

    def fold_list(self) -> None:
        self._list.setChecked(False)

    def fold_panels(self, but: str = "") -> None:
        """Close the page of who answers and that of branches, but for the one that has just been opened."""
        for name, button in (("set_up", self._set_up), ("branches", self._branches)):
            if name != but:
                button.setChecked(False)

    def focus_title(self) -> None:
        """Bring the focus beside the title, where the list of conversations does not show."""
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_renaming(self) -> None:
        self._title_before = self._title.text()
        self._field.setText(self._title_before)
        self._title.hide()
        self._field.show()
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._field.isVisible() or self._question.isVisible()):
            was_renaming = self._field.isVisible()
            self._ask(asking=False)
            self._show_title()
            if was_renaming:
                self._field.setText(self._title_before)
                self._rename(is_done=True)
                self.renaming_ended.emit()
            return
        super().keyPressEvent(event)

    def _items(self) -> Sequence[Item]:
        state = self._state
        if state is None or state.current_id is None:
            return ()
        here = state.current_id
        rename = Item(tr("Rename"), self.begin_renaming)
        copying, saving = self._ways_out(state)
        figures = Item(
            tr("Show token use and speed"),
            lambda: self.figures_toggled.emit(not state.shows_figures),
            is_chosen=state.shows_figures,
        )
        if state.set_up.is_off_the_record:
            return (rename, LINE, *copying, LINE, figures)
        pin = Item(
            tr("Unpin") if state.is_pinned else tr("Pin to the top"),
            lambda: self.pin_requested.emit(here, not state.is_pinned),
        )
        folders = folder_items(state.lists, lambda to: self.move_requested.emit(here, to), state.folder_id or NO_FOLDER)
        move = Item(tr("Move to folder"), items=folders)
        delete = Item(tr("Delete"), lambda: self.delete_requested.emit(here))
        return (rename, pin, move, LINE, *copying, *saving, LINE, figures, LINE, delete)

    def _ways_out(self, state: SandboxViewState) -> tuple[Sequence[Item], Sequence[Item]]:
        """Return how all of it is copied, and saved; where both are forbidden, the one way to who has done that."""
        if state.export_refusal:
            return (Item(SWITCHED_OFF, self.policy_requested.emit),), ()
        copying = (
            Item(tr("Copy all as plain text"), lambda: self.copy_all_requested.emit(False)),
            Item(tr("Copy all as Markdown"), lambda: self.copy_all_requested.emit(True)),
        )
        saving = (
            Item(tr("Save as PDF …"), lambda: self.export_requested.emit("pdf")),
            Item(tr("Save as Markdown …"), lambda: self.export_requested.emit("markdown")),
        )
        return copying, saving

    def _make_question(self) -> QWidget:
        question = QWidget()
        row = QHBoxLayout(question)
        row.setContentsMargins(0, 0, 0, 0)
        end, self._go_on = secondary(tr("End it")), Button(tr("Go on with it"))
        end.clicked.connect(self._ended)
        self._go_on.clicked.connect(lambda: self._ask(asking=False))
        row.addWidget(words(tr("End this conversation? It was off the record: nothing of it can be brought back.")), 1)
        row.addWidget(end)
        row.addWidget(self._go_on)
        return question

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        for widget in (self._list, self._title, self._field, self._record):
            row.addWidget(widget, 1 if widget in (self._title, self._field) else 0, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._end, self._set_up, self._branches, self._more):
            row.addWidget(button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, S)
        column.addLayout(row)
        column.addWidget(self._question)

    def _show_title(self) -> None:
        self._field.hide()
        self._title.show()

    def _renamed(self) -> None:
        self._show_title()
        self._rename(is_done=True)
        self.renaming_ended.emit()

    def _rename(self, *, is_done: bool) -> None:
        """Ask for the title that is in the field, or for the one before where that is blank."""
        if self._state is not None and self._state.current_id is not None:
            title = self._field.text().strip() or self._title_before
            self.rename_requested.emit(self._state.current_id, title, is_done)

    def _ask(self, *, asking: bool) -> None:
        self._question.setVisible(asking)
        if asking:
            self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ended(self) -> None:
        self._ask(asking=False)
        if self._state and self._state.current_id is not None:
            self.delete_requested.emit(self._state.current_id)


def _toggle(title: str, icon_name: str) -> Button:
    button = quiet(title, icon_name)
    button.setCheckable(True)
    return button
