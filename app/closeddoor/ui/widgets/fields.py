"""Fields for what the user types. What is typed is sensitive: input methods are asked not to learn it."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from closeddoor.language import tr
from closeddoor.ui.clipboard import copy_privately, private_mime, select_privately
from closeddoor.ui.theme import scaled

ENTER_SENDS = tr("Enter sends, Shift+Enter begins a new line")
PRIVATE = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class TextArea(QPlainTextEdit):
    """A field for several lines; grows with its text between `least_lines` and `most_lines`.

    `draft_changed` carries the text after each change by the user, never after `set_draft`. `submitted` is
    Ctrl+Enter, and with `enter_sends` Enter without Shift too. Tab leaves the field, so the whole page can be walked
    by keyboard.
    """

    draft_changed = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        least_lines: int = 3,
        most_lines: int = 8,
        serif: bool = False,
        enter_sends: bool = False,
    ) -> None:
        super().__init__()
        self._lines = (least_lines, most_lines)
        self._enter_sends = enter_sends
        self._assigning = False
        self.setProperty("field", "true")
        if serif:
            self.setProperty("face", "document")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setInputMethodHints(PRIVATE)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def draft(self) -> str:
        return self.toPlainText()

    def set_draft(self, text: str) -> None:
        """Assign `text` if it differs, keeping the caret where it was as far as the new text reaches."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self._assigning = True
        self.setPlainText(text)
        self._assigning = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def set_most_lines(self, most_lines: int) -> None:
        """Let it grow with its text up to `most_lines`; more than that scrolls in it."""
        if most_lines != self._lines[1]:
            self._lines = (self._lines[0], most_lines)
            self._fit()

    def place_caret_at_end(self) -> None:
        self.moveCursor(QTextCursor.MoveOperation.End)

    def createMimeDataFromSelection(self) -> QMimeData:
        return private_mime(self.textCursor().selection().toPlainText())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Leave a file that is dropped here to the page or the window: its path is nothing to write into a text."""
        is_file = any(url.isLocalFile() for url in source.urls())
        return not is_file and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste characters only."""
        self.insertPlainText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if is_enter and (with_control or (self._enter_sends and not with_shift)):
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was assigned while it was hidden is broken into lines now, and the document does not tell that."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _changed(self) -> None:
        if not self._assigning:
            self.draft_changed.emit(self.toPlainText())

    def _fit(self) -> None:
        """Be as high as the lines that are there, within the bounds."""
        least, most = self._lines
        shown = max(least, min(most, round(self.document().size().height())))
        chrome = 2 * scaled(8) + 2 * round(self.document().documentMargin()) + 4
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + chrome)


class Line(QLineEdit):
    """A field for one line, `name` for who does not see it. Nothing leaves it but privately: it copies by itself.

    What a QLineEdit copies cannot be marked, and no method that copies can be overridden for Qt's own callers, so every
    way to them is taken here: the keys (two of them delete to the end, or all, and copy it on the way), the menu, and
    the mouse, which offers what it selects to the middle button. It cannot be dragged.
    """

    def __init__(self, name: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setInputMethodHints(PRIVATE)
        self.setDragEnabled(False)

    def copy(self) -> None:
        """Put what is selected on the clipboard for a while; nothing of what is hidden."""
        if self.hasSelectedText() and self._is_readable():
            copy_privately(self.selectedText())

    def cut(self) -> None:
        if self._is_readable() and not self.isReadOnly():
            self.copy()
            self.del_()

    def menu_now(self) -> QMenu:
        """Return the usual menu as it would open at this moment, its two actions that copy replaced."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own = {"edit-copy": self.copy, "edit-cut": self.cut}
        for action in menu.actions():
            do = own.get(action.objectName())
            if do is not None:
                private = QAction(action.icon(), action.text(), menu)
                private.setEnabled(action.isEnabled())
                private.triggered.connect(do)
                menu.insertAction(action, private)
                menu.removeAction(action)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_now().popup(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._is_readable():
            select_privately(self.selectedText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        if event.matches(keys.Copy):
            self.copy()
        elif event.matches(keys.Cut):
            self.cut()
        elif event.matches(keys.DeleteEndOfLine):
            self._delete_from(self.cursorPosition())
        elif event.matches(keys.DeleteCompleteLine):
            self._delete_from(0)
        else:
            super().keyPressEvent(event)

    def _delete_from(self, start: int) -> None:
        if not self.isReadOnly():
            self.setSelection(start, len(self.text()) - start)
            self.copy()
            self.del_()

    def _is_readable(self) -> bool:
        return self.echoMode() == QLineEdit.EchoMode.Normal


class SecretField(Line):
    """A line for a passphrase or a code: never echoed unless asked for, never remembered, taken once."""

    def __init__(self, name: str, *, hidden: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.setInputMethodHints(PRIVATE | Qt.InputMethodHint.ImhNoAutoUppercase)
        if hidden:
            self.setEchoMode(QLineEdit.EchoMode.Password)

    def take(self) -> str:
        """Return what was typed and empty the field, its undo history included."""
        typed = self.text()
        self.setText("")
        return typed
