"""What a page says about its own state: a problem, or work that takes more than a moment."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.ui.theme import colours_of, motion_allowed, pixmap, scaled
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.words import set_words, words

UNSIGNED_PACK = tr("Unsigned pack: nobody vouches for it")


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say `text` once."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - slow, and nothing at a start

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class ProblemBanner(QFrame):
    """What happened, what is safe, what to do next. Hidden while there is no problem.

    `close_requested` says that it was read, on one that `can_close`.
    """

    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, can_close: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("banner", "true")
        self._problem: Problem | None = None
        self._sign = QLabel()
        self._happened = words(face="strong", selectable=True)
        self._rest = words(selectable=True)
        text = QVBoxLayout()
        text.setSpacing(XS)
        text.addWidget(self._happened)
        text.addWidget(self._rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, M, L, M)
        row.setSpacing(M)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        if can_close:
            close = quiet(tr("Close"))
            close.setAccessibleDescription(tr("Close this notice"))
            close.clicked.connect(self.close_requested)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.render(None)

    def render(self, problem: Problem | None) -> None:  # type: ignore[override]  # a state, not a paint device
        self.setVisible(problem is not None)
        if problem is None or problem == self._problem:
            self._problem = problem
            return
        self._problem = problem
        self._happened.setText(problem.happened)
        set_words(self._rest, " ".join(part for part in (problem.safe, problem.next_step) if part))
        self.setAccessibleName(" ".join(part for part in (problem.happened, problem.safe, problem.next_step) if part))
        self._draw_sign()
        announce(self, self.accessibleName())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._problem is not None:
            self._draw_sign()

    def _draw_sign(self) -> None:
        self._sign.setPixmap(pixmap("problem", colours_of(self.palette()).problem.ink, scaled(20)))


class BusyLine(QWidget):
    """Work in progress: a sentence, a thin line and, where it can be stopped, a way to stop it. Hidden when idle.

    A screen reader hears when it begins, and not each step of it.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = words(face="small")
        self._cancel = quiet(tr("Cancel"), shortcut="Esc")
        self._cancel.clicked.connect(self.cancel_requested)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self._bar)
        self.render(None)

    def has_keyboard(self) -> bool:
        """Whether the keyboard is at the way to stop it."""
        return self._cancel.hasFocus()

    def focus_cancel(self) -> None:
        """Give the keyboard the way to stop it, where there is one."""
        if self._cancel.isVisibleTo(self):
            self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def render(self, busy: Busy | None) -> None:  # type: ignore[override]  # a state, not a paint device
        was_idle = self.isHidden()
        self.setVisible(busy is not None)
        if busy is None:
            self._bar.setRange(0, 1)
            return
        self._text.setText(busy.text)
        if was_idle:
            announce(self, busy.text)
        self._bar.setAccessibleName(busy.text)
        self._cancel.setVisible(busy.can_cancel)
        self._bar.setVisible(busy.fraction is not None or motion_allowed())
        if busy.fraction is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(busy.fraction * 1000))
