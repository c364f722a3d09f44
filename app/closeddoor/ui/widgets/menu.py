"""A button that opens a short list of things to do, made anew each time from what is so at that moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from closeddoor.ui.widgets.buttons import Button, Kind

OPENING_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Item:
    """One thing to do. `is_chosen` gives it a tick or the place of one; with `items` it opens a list of its own."""

    words: str
    do: Callable[[], object] | None = None
    is_chosen: bool | None = None
    items: "Sequence[Item]" = field(default=())


LINE = Item("")
"""A line between items."""


class MenuButton(Button):
    """Opens what `items` returns, below itself; by keyboard with Space, Enter or Down.

    For things to do, and for lists that mix them with a choice; where the menu is nothing but the values of one thing,
    a `Picker`.
    """

    def __init__(
        self,
        words: str,
        items: Callable[[], Sequence[Item]],
        icon_name: str = "",
        *,
        kind: Kind = "quiet",
        icon_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, kind, icon_name, icon_only=icon_only, parent=parent)
        self._items = items
        self.clicked.connect(self.open)

    def menu_now(self) -> QMenu:
        """Return the list as it would open at this moment."""
        return menu_of(self, self._items())

    def open(self) -> None:
        self.menu_now().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING_KEYS:
            self.open()
            return
        super().keyPressEvent(event)


def menu_of(parent: QWidget, items: Sequence[Item]) -> QMenu:
    """Return a list of `items` to `popup` somewhere, which does not block; it goes when it is closed."""
    menu = QMenu(parent)
    menu.setLayoutDirection(QGuiApplication.layoutDirection())  # whatever the button's own is
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _fill(menu, items)
    return menu


def _fill(menu: QMenu, items: Sequence[Item]) -> None:
    for item in items:
        shown = item.words.replace("&", "&&")  # names of the user's must not become shortcuts
        if item.items:
            _fill(menu.addMenu(shown), item.items)
        elif item.do is None:
            menu.addSeparator()
        else:
            action = menu.addAction(shown)
            action.triggered.connect(_without_argument(item.do))
            if item.is_chosen is not None:
                action.setCheckable(True)
                action.setChecked(item.is_chosen)


def _without_argument(do: Callable[[], object]) -> Callable[[], object]:
    return lambda: do()  # noqa: PLW0108  Qt would hand over whether it is ticked
