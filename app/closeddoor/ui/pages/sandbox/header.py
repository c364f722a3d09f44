"""The head of a conversation: its title, renaming it in place, deleting it after one question."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import Button, quiet, secondary
from closeddoor.ui.widgets.fields import PRIVATE
from closeddoor.ui.widgets.words import ElidedLabel, words


class Header(QWidget):
    """Asks before deleting, because deleting here cannot be undone; everything else is done at once."""

    list_toggled = Signal(bool)
    delete_requested = Signal(int)
    rename_requested = Signal(int, str)
    renaming_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current_id: int | None = None
        self._list = quiet("Conversations", "list", icon_only=True)
        self._list.setCheckable(True)
        self._list.toggled.connect(self.list_toggled)
        self._title = ElidedLabel()
        self._title.setProperty("face", "strong")
        self._field = QLineEdit()
        self._field.setAccessibleName("Title of this conversation")
        self._field.setInputMethodHints(PRIVATE)
        self._field.returnPressed.connect(self._renamed)
        self._rename = quiet("Rename", "rename", icon_only=True)
        self._rename.clicked.connect(self._begin_renaming)
        self._delete = quiet("Delete", "trash", icon_only=True)
        self._delete.clicked.connect(lambda: self._ask(asking=True))
        self._question = self._make_question()
        row = QHBoxLayout()
        row.setSpacing(S)
        for widget in (self._list, self._title, self._field, self._rename, self._delete):
            row.addWidget(widget, 1 if widget in (self._title, self._field) else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, S)
        column.addLayout(row)
        column.addWidget(self._question)
        self._ask(asking=False)
        self._show_title()

    def render(self, current_id: int | None, title: str) -> None:  # type: ignore[override]  # not a paint device
        if current_id != self._current_id:
            self._current_id = current_id
            self._ask(asking=False)
            self._show_title()
        self._title.set_text(title)
        self._rename.setVisible(current_id is not None and not self._field.isVisible())
        self._delete.setVisible(current_id is not None)

    def set_list_button(self, *, is_needed: bool) -> None:
        """Offer the list of conversations where there is no room to show it always."""
        self._list.setVisible(is_needed)

    def focus_rename(self) -> None:
        """Bring the focus beside the title, where the list of conversations does not show."""
        self._rename.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold_list(self) -> None:
        self._list.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._field.isVisible() or self._question.isVisible()):
            was_renaming = self._field.isVisible()
            self._ask(asking=False)
            self._show_title()
            if was_renaming:
                self.renaming_ended.emit()
            return
        super().keyPressEvent(event)

    def _make_question(self) -> QWidget:
        question = QWidget()
        row = QHBoxLayout(question)
        row.setContentsMargins(0, 0, 0, 0)
        delete, self._keep = secondary("Delete for good"), Button("Keep it")
        delete.clicked.connect(self._deleted)
        self._keep.clicked.connect(lambda: self._ask(asking=False))
        row.addWidget(words("Delete this conversation? It cannot be brought back."), 1)
        row.addWidget(delete)
        row.addWidget(self._keep)
        return question

    def _begin_renaming(self) -> None:
        self._field.setText(self._title.text())
        self._title.hide()
        self._rename.hide()
        self._field.show()
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_title(self) -> None:
        self._field.hide()
        self._title.show()
        self._rename.setVisible(self._current_id is not None)

    def _renamed(self) -> None:
        title = self._field.text().strip()
        self._show_title()
        if title and self._current_id is not None and title != self._title.text():
            self.rename_requested.emit(self._current_id, title)
        self.renaming_ended.emit()

    def _ask(self, *, asking: bool) -> None:
        self._question.setVisible(asking)
        if asking:
            self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _deleted(self) -> None:
        self._ask(asking=False)
        if self._current_id is not None:
            self.delete_requested.emit(self._current_id)
