"""One of several, in a menu behind a button that says what is chosen: for filters, of which many stand in a row."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from closeddoor.ui.widgets.buttons import Button

OPENING_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Picker(Button):
    """Shows `name: what is chosen`, or that alone where it begins with the name.

    `chosen` carries the value that the user picked. Space, Enter and Down open the menu.
    """

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "secondary", "down", parent=parent)
        self._name = name
        self._choices: tuple[tuple[str, str], ...] = ()
        self._value = ""
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign that it opens stands behind the words
        self.clicked.connect(self.open_menu)

    def assign(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """Offer `choices` (value, words) with `value` chosen; the first one lets everything through."""
        self._choices, self._value = tuple(choices), value
        words = dict(self._choices).get(value, self._name)
        is_first = bool(self._choices) and value == self._choices[0][0]
        speaks_for_itself = is_first or words.startswith(self._name)
        self.set_words(words if speaks_for_itself else f"{self._name}: {words}")
        self.setAccessibleName(f"{self._name}: {words}")

    def open_menu(self) -> QMenu:
        """Show what there is to choose, below the button."""
        menu = QMenu(self)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.setAccessibleName(self._name)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in self._choices:
            action = menu.addAction(words.replace("&", "&&"), partial(self.chosen.emit, value))
            action.setCheckable(True)
            action.setChecked(value == self._value)
            if value == self._value:
                menu.setActiveAction(action)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING_KEYS:
            self.open_menu()
            return
        super().keyPressEvent(event)
