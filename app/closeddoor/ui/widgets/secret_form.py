"""A form for what is secret: a passphrase, a code."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme.spacing import XS, M, S
from closeddoor.ui.widgets.buttons import Button, link, primary
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.fields import SecretField
from closeddoor.ui.widgets.words import set_words, words


class Form(QWidget):
    """Heading, a sentence, fields, one primary button, and quiet ways elsewhere.

    It empties its fields as it hands over what was typed.
    """

    submitted = Signal()
    mode_requested = Signal(str)

    def __init__(self, heading: str, about: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(M)
        self._heading = words(heading, "heading")
        self._about = words(about, "soft")
        self.column.addWidget(self._heading)
        self.column.addWidget(self._about)
        self.column.addSpacing(S)
        self._first: QWidget | None = None
        self._labels: dict[SecretField, QLabel] = {}
        self._send: Button | None = None

    def clear(self) -> None:
        """Forget what was typed and what was shown only for this time."""
        self.clear_secrets()

    def clear_secrets(self) -> None:
        """Forget what was typed."""
        for field in self._labels:
            field.take()

    def set_words(self, heading: str, about: str) -> None:
        """Say something else above the fields."""
        self._heading.setText(heading)
        set_words(self._about, about)

    def focus_first(self) -> None:
        """Put the cursor where typing begins, or on the primary button where nothing is typed."""
        first = self._send if self._first is None or self._first.isHidden() else self._first
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_field(self, name: str, *, hidden: bool = True) -> SecretField:
        """Add a labelled field; Enter in it is the primary button."""
        field = SecretField(name, hidden=hidden)
        label = words(name, "strong")
        label.setBuddy(field)
        group = QVBoxLayout()
        group.setSpacing(XS)
        group.addWidget(label)
        group.addWidget(field)
        self.column.addLayout(group)
        self._labels[field] = label
        field.returnPressed.connect(self.submitted)
        self._first = self._first or field
        return field

    def rename_field(self, field: SecretField, name: str) -> None:
        """Ask for something else in a field."""
        field.setAccessibleName(name)
        self._labels[field].setText(name)

    def show_field(self, field: SecretField, *, is_shown: bool) -> None:
        field.setVisible(is_shown)
        self._labels[field].setVisible(is_shown)

    def add_echo(self, *fields: SecretField) -> Tick:
        """Add the choice to see what is typed."""
        tick = Tick(tr("Show what I type"))
        tick.toggled.connect(lambda shown: _echo(fields, shown=shown))
        self.column.addWidget(tick)
        return tick

    def add_send(self, title: str) -> Button:
        self._send = primary(title)
        self._send.clicked.connect(self.submitted)
        self.column.addSpacing(S)
        self.column.addWidget(self._send, 0, Qt.AlignmentFlag.AlignLeft)
        self._first = self._first or self._send
        return self._send

    def add_button(self, button: Button) -> Button:
        """Add another button under the primary one."""
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def add_way(self, title: str, mode: str) -> Button:
        """Add a quiet way to another mode of the page."""
        way = link(title)
        way.clicked.connect(lambda: self.mode_requested.emit(mode))
        self.column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        return way


def _echo(fields: tuple[SecretField, ...], *, shown: bool) -> None:
    for field in fields:
        field.setEchoMode(SecretField.EchoMode.Normal if shown else SecretField.EchoMode.Password)
