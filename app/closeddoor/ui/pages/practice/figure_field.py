"""A field for one number, and what is said of it while it is typed."""

from PySide6.QtCore import QEvent

from closeddoor.ui.theme import scaled
from closeddoor.ui.widgets.fields import Line

MOST_CHARACTERS = 40
FIELD_PX = 128


class FigureInput(Line):
    """Takes any characters: what is no number is said in a sentence, never swallowed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setMaxLength(MOST_CHARACTERS)
        self.setFixedWidth(scaled(FIELD_PX))

    def show_text(self, text: str, problem: str) -> None:
        """Show `text`; the caret stays where it is while the same text is being typed."""
        if self.text() != text:
            self.setText(text)
        self.setAccessibleDescription(problem)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedWidth(scaled(FIELD_PX))
