"""Deleted, and still to be had back: the one way in which the application offers to undo."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui import shortcuts
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import words

OFFERED_S = 10.0
"""How long one may think better of it; the time stands still while the pointer or the focus is on the band."""


@dataclass(frozen=True)
class _Offer:
    undo: Callable[[], None]
    settled: Callable[[], None]


class UndoBand(QFrame):
    """Says what was done and takes it back when asked. Hidden while there is nothing to take back.

    Put it at the foot of a page (`ColumnPage.put_at_foot`, or last in the page's layout). Ctrl+Z undoes too, unless a
    text field has the focus, which undoes its own typing.
    """

    def __init__(self, parent: QWidget | None = None, *, offered_s: float = OFFERED_S) -> None:
        super().__init__(parent)
        self.setProperty("line", "above")
        self._offer: _Offer | None = None
        self._words = words(face="plain")
        self._undo = secondary(tr("Undo"), shortcut=shortcuts.UNDO.keys)
        self._undo.clicked.connect(self._take_back)
        self._keys = QShortcut(QKeySequence(shortcuts.UNDO.keys), self)
        self._keys.activated.connect(self._take_back)
        self._keys.setEnabled(False)  # what else a page undoes has these keys while nothing is offered here
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(offered_s * 1000))
        self._timer.timeout.connect(self._run_out)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, S, L, S)
        row.setSpacing(M)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._undo)
        self.hide()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.settle)

    def offer(self, text: str, undo: Callable[[], None], settled: Callable[[], None]) -> None:
        """Say `text` ("The conversation was deleted.") and offer to undo it.

        Exactly one of the two is ever called, and once: `settled` when the time is over, the page is left, another
        offer comes, in this band or another of the window, or the window closes. A page that does not show settles at
        once. One offer at a time, because two would take each other's keys and neither would have them.
        """
        for band in (self, *self.window().findChildren(UndoBand)):
            band.settle()
        self._offer = _Offer(undo, settled)
        self._words.setText(text)
        self._undo.setAccessibleDescription(text)
        self._keys.setEnabled(True)
        self.show()
        announce(
            self, tr("{text} {shown_keys} takes it back.", text=text, shown_keys=shortcuts.shown_keys(shortcuts.UNDO))
        )
        self._timer.start()
        if not self.isVisible():
            self.settle()

    def settle(self) -> None:
        """End the offer: what was done stays done."""
        offer = self._withdraw()
        if offer is not None:
            offer.settled()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is only minimised comes back
            self.settle()

    def _take_back(self) -> None:
        offer = self._withdraw()
        if offer is not None:
            offer.undo()

    def _run_out(self) -> None:
        if self._undo.hasFocus() or self.underMouse():
            self._timer.start()
        else:
            self.settle()

    def _withdraw(self) -> _Offer | None:
        """Take the offer away before anything is called: whatever that does, the other call is out of reach."""
        offer, self._offer = self._offer, None
        self._timer.stop()
        self._keys.setEnabled(False)
        if offer is not None:
            self.hide()
        return offer
