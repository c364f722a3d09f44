"""The forms of a repair: what it does and with which key, and what came of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.mending import RepairKey, RepairView, RepairWords
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.buttons import Button, link
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.secret_form import Form
from closeddoor.ui.widgets.words import words

ABOUT = tr(
    "Every entry that can still be read goes into a new history that opens as this one does. The damaged one is only"
    " read, and set aside as it is. You see what was lost."
)
MOST_LINES = 40
"""As many lost entries stand on the page at once; the rest opens below."""


class RepairForm(Form):
    """Asks for the key of the damaged history, unless it was given a moment ago."""

    repair_requested = Signal(str)
    key_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Repair this history"), ABOUT)
        self._passphrase = self.add_field(tr("Passphrase"))
        self._echo = self.add_echo(self._passphrase)
        self._code = self.add_field(tr("Recovery code"), hidden=False)
        self._send = self.add_send(tr("Repair"))
        self.column.addSpacing(S)
        self._ways: dict[RepairKey, Button] = {
            "passphrase": self._add_way(tr("Use the passphrase"), "passphrase"),
            "account": self._add_way(tr("Use this account"), "account"),
            "recovery_code": self._add_way(tr("Use the recovery code"), "recovery_code"),
        }
        self.add_way(tr("Back"), "back")
        self._key: RepairKey = "passphrase"
        self.submitted.connect(self._submit)

    def render_form(self, view: RepairView) -> None:
        if view.key != self._key:
            self.clear_secrets()
        self._key = view.key
        self.show_field(self._passphrase, is_shown=view.key == "passphrase")
        self._echo.setVisible(view.key == "passphrase")
        self.show_field(self._code, is_shown=view.key == "recovery_code")
        self._first = {"passphrase": self._passphrase, "recovery_code": self._code}.get(view.key, self._send)
        for kind, way in self._ways.items():
            way.setVisible(kind in view.ways and view.key not in (kind, "given"))

    def _submit(self) -> None:
        typed = {"passphrase": self._passphrase.take, "recovery_code": self._code.text}.get(self._key, str)
        self.repair_requested.emit(typed())

    def _add_way(self, title: str, kind: RepairKey) -> Button:
        way = link(title)
        way.clicked.connect(lambda: self.key_chosen.emit(kind))
        return self.add_button(way)


class RepairedForm(Form):
    """What was saved, and what was lost, line by line."""

    open_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("The history is repaired"), "")
        self._shown: RepairWords | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        holder = QWidget()
        holder.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.add_send(tr("Open it"))
        self.column.addSpacing(S)
        self.column.addWidget(holder)
        self.submitted.connect(self.open_requested)

    def render_form(self, view: RepairView) -> None:
        if view.words is None or view.words == self._shown:
            return
        self._shown = view.words
        self.set_words(tr("The history is repaired"), "\n".join(view.words.summary))
        announce(self, " ".join(view.words.summary))
        empty(self._lines)
        lost = view.words.lost
        if lost:
            self._lines.addWidget(words(tr("What was lost"), "strong"))
        for line in lost[:MOST_LINES]:
            self._lines.addWidget(words(line, "small"))
        if rest := lost[MOST_LINES:]:
            shown = tr("Show the other {n:,}", n=len(rest))
            self._lines.addWidget(Fold(shown, tr("Show fewer"), lambda: words("\n".join(rest), "small")))
