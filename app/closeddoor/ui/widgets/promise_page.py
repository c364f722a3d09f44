"""A page on which something secret is asked for: the promise at the left, one form at the right."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, XXL
from closeddoor.ui.widgets.column import ColumnPage, room
from closeddoor.ui.widgets.form_stack import FormStack
from closeddoor.ui.widgets.promise import Promise
from closeddoor.ui.widgets.secret_form import Form

SIDE_BY_SIDE = 820
"""Width at text size 1.0 from which promise and form stand beside each other; else one stands above the other."""


class PromisePage(ColumnPage):
    """Shows one of its forms at a time, beside the promise.

    `promise_first` are the modes whose reader has not seen the promise yet: where room is short it stands above.
    """

    mode_requested = Signal(str)
    cancel_requested = Signal()

    def __init__(
        self, forms: Mapping[str, Form], promise_first: frozenset[str] = frozenset(), parent: QWidget | None = None
    ) -> None:
        super().__init__(1080, parent)
        self._promise_first = promise_first
        self._promise = Promise()
        self._stack = FormStack(forms)
        self._stack.mode_requested.connect(self.mode_requested)
        self._stack.cancel_requested.connect(self.cancel_requested)
        self._lay_out()

    def add_form(self, mode: str, form: Form) -> None:
        """Add a form that is made later than the page."""
        self._stack.add_form(mode, form)

    def put_above_form(self, widget: QWidget) -> None:
        """Let `widget` stand between what went wrong and the form."""
        self._stack.put_above_form(widget)

    def show_form(self, mode: str, busy: Busy | None, problem: Problem | None) -> None:
        """Bring the form of `mode` to the front, and the first field of it where something is to be typed again."""
        if self._stack.show_form(mode, busy, problem):
            self._arrange()
            self._focus_form()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus_form()

    def _focus_form(self) -> None:
        if self._is_beside() or self._stack.mode not in self._promise_first:
            self._stack.focus_first()

    def _lay_out(self) -> None:
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.addWidget(self._promise, 11)
        self._pair.addWidget(self._stack, 9, Qt.AlignmentFlag.AlignTop)
        self.body.addStretch(2)
        self.body.addLayout(self._pair)
        self.body.addStretch(5)

    def _is_beside(self) -> bool:
        return room(self) >= SIDE_BY_SIDE

    def _arrange(self) -> None:
        """Put the promise beside the form; else above it, or below it for those who know the promise already."""
        directions = QBoxLayout.Direction
        stacked = directions.TopToBottom if self._stack.mode in self._promise_first else directions.BottomToTop
        self._pair.setDirection(directions.LeftToRight if self._is_beside() else stacked)
        self._pair.setSpacing(scaled(XXL) + XL if self._is_beside() else XL)
