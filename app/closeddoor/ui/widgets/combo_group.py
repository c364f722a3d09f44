"""A field and the list that it chooses from, told to a screen reader as the one combo box that they are."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QVBoxLayout, QWidget

from closeddoor.ui.theme.spacing import M


class ComboGroup(QWidget):
    """The field keeps the keyboard; `describe` says what Enter would choose, to whoever asks for it."""

    def __init__(self, field: QWidget, choices: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _tell_roles()
        self._field = field
        self.setAccessibleName(field.accessibleName())
        self.setAccessibleDescription(field.accessibleDescription())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(field)
        column.addWidget(choices)

    def describe(self, chosen: str) -> None:
        self._field.setAccessibleDescription(chosen or self.accessibleDescription())


@cache
def _tell_roles() -> None:
    """Let Qt ask here first what stands for a widget; it has no other way to give one of our own a role."""
    QAccessible.installFactory(_told_as)


def _told_as(_: str, widget: QObject | None) -> QAccessibleInterface | None:
    return QAccessibleWidget(widget, QAccessible.Role.ComboBox) if isinstance(widget, ComboGroup) else None
