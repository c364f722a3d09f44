"""Why a control does nothing on this machine, beside it, and the way to all that the organisation has set."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.widgets.buttons import link
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.words import set_words, words

POLICY = tr("What your organisation has set")


class SwitchedOff(QWidget):
    """Shows the reason it is given, and is not there without one; `asked` leads to the privacy room.

    A disabled button takes no focus, so the link says the reason to a screen reader as well.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = words(face="small")
        self._way = link(POLICY)
        self._way.clicked.connect(lambda: self.asked.emit())  # noqa: PLW0108 - without Qt's `checked`
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._why)
        row = Flow()
        row.addWidget(self._way)
        column.addLayout(row)
        self.hide()

    def say(self, why: str, *closed: QAbstractButton) -> None:
        """Say why, here and to whoever listens to one of the `closed`; without a reason the note is gone."""
        set_words(self._why, why)
        self._way.setAccessibleDescription(why)
        self.setVisible(bool(why))
        for button in closed:
            button.setAccessibleDescription(why)
            if why:
                button.setEnabled(False)
