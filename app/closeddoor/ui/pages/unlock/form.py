"""The forms of the unlock page, one per mode. A form empties its fields as it hands over what was typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from closeddoor.presenters.states.unlock import UnlockViewState
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import Button, link, primary
from closeddoor.ui.widgets.choice import Tick
from closeddoor.ui.widgets.fields import SecretField
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.words import words


class Form(QWidget):
    """Heading, a sentence, fields, one primary button, and quiet ways elsewhere."""

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
        self._send: Button | None = None

    def render_form(self, state: UnlockViewState) -> None:
        """Take from `state` what this form shows; most show the same words always."""

    def clear(self) -> None:
        """Forget what was typed."""
        for field in self.findChildren(SecretField):
            field.take()

    def focus_first(self) -> None:
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

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
        field.returnPressed.connect(self.submitted)
        self._first = self._first or field
        return field

    def add_echo(self, *fields: SecretField) -> None:
        """Add the choice to see what is typed."""
        tick = Tick("Show what I type")
        tick.toggled.connect(lambda shown: _echo(fields, shown=shown))
        self.column.addWidget(tick)

    def add_send(self, title: str) -> Button:
        self._send = primary(title)
        self._send.clicked.connect(self.submitted)
        self.column.addSpacing(S)
        self.column.addWidget(self._send, 0, Qt.AlignmentFlag.AlignLeft)
        self._first = self._first or self._send
        return self._send

    def add_way(self, title: str, mode: str) -> Button:
        """Add a quiet way to another mode of the page."""
        way = link(title)
        way.clicked.connect(lambda: self.mode_requested.emit(mode))
        self.column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        return way


class CreateForm(Form):
    """A new vault: a passphrase twice, and whether this account may open it too."""

    create_requested = Signal(str, str, bool)

    def __init__(self) -> None:
        super().__init__(
            "Choose a passphrase",
            "It encrypts everything you write here. Four or five words of your own are easy to type and hard to guess. "
            "Nobody can reset it: a recovery code follows on the next page.",
        )
        self._passphrase = self.add_field("Passphrase")
        self._repeated = self.add_field("The same passphrase once more")
        self.add_echo(self._passphrase, self._repeated)
        self._account = Tick("Open without asking on this account")
        self._limit = words(
            "Convenient, and weaker: whoever can use this account, or administers it, can then open your history.",
            "small",
        )
        self.column.addWidget(self._account)
        self.column.addWidget(self._limit)
        self.add_send("Create my history")
        self.submitted.connect(self._hand_over)

    def render_form(self, state: UnlockViewState) -> None:
        self._account.setVisible(state.offers_account_slot)
        self._limit.setVisible(state.offers_account_slot)

    def _hand_over(self) -> None:
        with_account = self._account.isVisible() and self._account.isChecked()
        self.create_requested.emit(self._passphrase.take(), self._repeated.take(), with_account)


class RecoveryShowForm(Form):
    """The recovery code, this once."""

    recovery_noted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Write down your recovery code",
            "It opens your history if the passphrase is lost. It is shown this once and stored nowhere. Paper in a "
            "drawer at home is a good place for it.",
        )
        self._groups = QWidget()
        self._flow = Flow(self._groups, gap_px=L)
        self.column.addWidget(self._groups)
        self.column.addSpacing(S)
        self.add_send("I have written it down")
        self.submitted.connect(self.recovery_noted)

    def render_form(self, state: UnlockViewState) -> None:
        if tuple(label.text() for label in self._labels()) == state.recovery_groups:
            return
        for label in self._labels():
            self._flow.removeWidget(label)
            label.setText("")
            label.deleteLater()
        for group in state.recovery_groups:
            label = words(group, "code")
            label.setWordWrap(False)
            self._flow.addWidget(label)

    def clear(self) -> None:
        self.render_form(UnlockViewState("recovery_show"))

    def _labels(self) -> list[QLabel]:
        items = (self._flow.itemAt(index) for index in range(self._flow.count()))
        return [widget for item in items if item is not None and isinstance(widget := item.widget(), QLabel)]


class RecoveryCheckForm(Form):
    """Two groups of the code, typed from the paper."""

    recovery_checked = Signal(list)

    def __init__(self) -> None:
        super().__init__(
            "Check what you wrote", "Type these groups from your paper, so that both of us know it is right."
        )
        self._fields = [self.add_field("Group", hidden=False), self.add_field("Group", hidden=False)]
        self.add_send("Check")
        self.add_way("Show the code again", "recovery_show")
        self.submitted.connect(self._hand_over)

    def render_form(self, state: UnlockViewState) -> None:
        for field, index in zip(self._fields, state.asked_groups, strict=False):
            field.setAccessibleName(f"Group {index + 1}")
            _label_of(field, self).setText(f"Group {index + 1}")

    def _hand_over(self) -> None:
        self.recovery_checked.emit([field.take() for field in self._fields])


class PassphraseForm(Form):
    """An existing vault, by passphrase or by this account."""

    unlock_requested = Signal(str)
    account_unlock_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Open your history", "It is encrypted on this laptop and opens with your passphrase.")
        self._passphrase = self.add_field("Passphrase")
        self.add_echo(self._passphrase)
        self.add_send("Open")
        self._account = Button("Open with this account")
        self._account.clicked.connect(self.account_unlock_requested)
        self.column.addWidget(self._account, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(S)
        self.add_way("Use the recovery code", "recovery_code")
        self.submitted.connect(lambda: self.unlock_requested.emit(self._passphrase.take()))

    def render_form(self, state: UnlockViewState) -> None:
        self._account.setVisible(state.has_account_slot)


class RecoveryCodeForm(Form):
    """An existing vault, by the code on paper."""

    recovery_unlock_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Open with the recovery code", "Type it as you wrote it down. Capitals, blanks and hyphens do not matter."
        )
        self._code = self.add_field("Recovery code", hidden=False)
        self.add_send("Open")
        self.column.addSpacing(S)
        self.add_way("Use the passphrase", "passphrase")
        self.submitted.connect(lambda: self.recovery_unlock_requested.emit(self._code.take()))


class DamagedForm(Form):
    """Nothing here can be opened; nothing is deleted either."""

    def __init__(self) -> None:
        super().__init__(
            "This history cannot be opened",
            "Nothing has been changed or deleted. If you keep a backup of this folder, put it back and start again.",
        )
        self._send = primary("Try again")
        self._send.clicked.connect(lambda: self.mode_requested.emit("passphrase"))
        self.column.addWidget(self._send, 0, Qt.AlignmentFlag.AlignLeft)
        self._first = self._send


def _echo(fields: tuple[SecretField, ...], *, shown: bool) -> None:
    for field in fields:
        field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


def _label_of(field: QWidget, form: QWidget) -> QLabel:
    return next(label for label in form.findChildren(QLabel) if label.buddy() is field)
