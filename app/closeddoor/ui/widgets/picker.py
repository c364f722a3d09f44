"""One of several, in a menu behind a button that says what is chosen: for filters, of which many stand in a row."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from closeddoor.ui.widgets.buttons import Kind
from closeddoor.ui.widgets.menu import Item, MenuButton


class Picker(MenuButton):
    """A `MenuButton` whose menu is the values of one thing, of which one is chosen: it says which.

    It shows `name: what is chosen`, or that alone where it begins with the name, or with `words_alone` always. `chosen`
    carries the value that the user picked.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, kind: Kind = "secondary", *, words_alone: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, self._items_now, "down", kind=kind, parent=parent)
        self._name = name
        self._words_alone = words_alone
        self._choices: tuple[tuple[str, str], ...] = ()
        self._value = ""
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign that it opens stands behind the words

    def assign(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """Offer `choices` (value, words) with `value` chosen; the first one lets everything through."""
        self._choices, self._value = tuple(choices), value
        words = dict(self._choices).get(value, self._name)
        is_first = bool(self._choices) and value == self._choices[0][0]
        speaks_for_itself = self._words_alone or is_first or words.startswith(self._name)
        self.set_words(words if speaks_for_itself else f"{self._name}: {words}")
        self.setAccessibleName(f"{self._name}: {words}")

    def menu_now(self) -> QMenu:
        menu = super().menu_now()
        menu.setAccessibleName(self._name)
        for action in menu.actions():
            if action.isChecked():
                menu.setActiveAction(action)
        return menu

    def _items_now(self) -> Sequence[Item]:
        return [
            Item(words, partial(self.chosen.emit, value), is_chosen=value == self._value)
            for value, words in self._choices
        ]
