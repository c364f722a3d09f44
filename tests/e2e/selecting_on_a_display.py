"""Select and delete words on the display that is named; say what other programs could paste, and what is left of it.

For each field: what the middle button pastes and whether that is marked as private, then for the line the same of what
its deleting keys copy; at last whether anything is left once the clipboard was cleared.
"""

import sys

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from closeddoor.ui.clipboard import SELECTION, PrivateClipboard
from closeddoor.ui.widgets.fields import Line, TextArea
from closeddoor.ui.widgets.words import words

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
HINT = "x-kde-passwordManagerHint"


def said(mode: QClipboard.Mode) -> str:
    data = QGuiApplication.clipboard().mimeData(mode)
    how = "private" if data.hasFormat(HINT) and not data.hasHtml() else "in the open"
    return f"{data.text()} {how}"


def select_word(widget: QWidget) -> None:
    """Click twice on the first word; a text area takes the mouse in its viewport."""
    target = widget.viewport() if isinstance(widget, TextArea) else widget
    place = QPoint(20, 14)
    QTest.mouseDClick(target, LEFT, pos=place)
    QTest.mouseRelease(target, LEFT, pos=place)


def main() -> None:
    app = QApplication(sys.argv[:1])
    clipboard = PrivateClipboard()
    window, line, area, label = QWidget(), Line("Title"), TextArea("Memo"), words("vendor", selectable=True)
    column = QVBoxLayout(window)
    for widget in (line, area, label):
        column.addWidget(widget)
    line.setText("vendor")
    area.set_draft("vendor")
    window.show()
    app.processEvents()
    for widget in (line, area, label):
        app.clipboard().clear(SELECTION)
        select_word(widget)
        print(said(SELECTION))
    print(clipboard._timer.isActive())
    for key in (Qt.Key.Key_U, Qt.Key.Key_K):
        line.setText("vendor")
        line.setCursorPosition(0)
        QTest.keyClick(line, key, CONTROL)
        print(said(QClipboard.Mode.Clipboard), line.text())
    clipboard.clear()
    print(app.clipboard().text(), app.clipboard().text(SELECTION))


if __name__ == "__main__":
    main()
