"""A field for one number, and what is said of it while it is typed."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent

from closeddoor.ui.theme import scaled
from closeddoor.ui.widgets.fields import Line

MOST_CHARACTERS = 40
FIELD_PX = 128

STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The field had the keyboard before a window or a menu did; the caret is where it was."""


class FigureInput(Line):
    """Takes any characters: what is no number is said in a sentence, never swallowed.

    Who comes to it finds all of it selected: a figure is written anew, not into the middle of the one that is there.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._comes_by_click = False
        self.setMaxLength(MOST_CHARACTERS)
        self.setFixedWidth(scaled(FIELD_PX))

    def show_text(self, text: str, problem: str) -> None:
        """Show `text`; the caret stays where it is while the same text is being typed."""
        if self.text() != text:
            self.setText(text)
        self.setAccessibleDescription(problem)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in STAYS:
            self._comes_by_click = event.reason() == Qt.FocusReason.MouseFocusReason
            self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select all after the click that came here; what was drawn over with the mouse stays as it was drawn."""
        super().mouseReleaseEvent(event)
        if self._comes_by_click and not self.hasSelectedText():
            self.selectAll()
        self._comes_by_click = False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedWidth(scaled(FIELD_PX))
