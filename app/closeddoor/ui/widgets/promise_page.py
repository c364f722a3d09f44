"""A page on which something secret is asked for: the promise at the left, one form at the right."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, XXL, L
from closeddoor.ui.widgets.column import ColumnPage, room
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner
from closeddoor.ui.widgets.promise import Promise
from closeddoor.ui.widgets.secret_form import Form

SIDE_BY_SIDE = 820
"""Width at text size 1.0 from which promise and form stand beside each other; else one stands above the other."""


class PromisePage(ColumnPage):
    """Shows one of its forms at a time; what was typed in one is forgotten as another comes or the page is left.

    `promise_first` are the modes whose reader has not seen the promise yet: where room is short it stands above.
    """

    mode_requested = Signal(str)
    cancel_requested = Signal()

    def __init__(
        self, forms: Mapping[str, Form], promise_first: frozenset[str] = frozenset(), parent: QWidget | None = None
    ) -> None:
        super().__init__(1080, parent)
        self._promise_first = promise_first
        self._forms = dict(forms)
        self._mode = ""
        self._promise = Promise()
        self._problem = ProblemBanner()
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._beside_form = QWidget()
        self._side = QVBoxLayout(self._beside_form)
        self._lay_out()
        for form in self._forms.values():
            form.mode_requested.connect(self.mode_requested)

    def put_above_form(self, widget: QWidget) -> None:
        """Let `widget` stand between what went wrong and the form."""
        self._side.insertWidget(1, widget, 0, Qt.AlignmentFlag.AlignLeft)

    def show_form(self, mode: str, busy: Busy | None, problem: Problem | None) -> None:
        """Bring the form of `mode` to the front, and the first field of it where something is to be typed again."""
        self._problem.render(problem)
        self._busy.render(busy)
        self._forms[mode].setEnabled(busy is None)
        if mode != self._mode:
            self._switch(mode)
        elif busy is None and problem is not None:
            self._forms[mode].focus_first()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._mode and (self._is_beside() or self._mode not in self._promise_first):
            self._forms[self._mode].focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is only put away for a moment keeps what is being typed
            for form in self._forms.values():
                form.clear_secrets()

    def _switch(self, mode: str) -> None:
        if self._mode:
            self._forms[self._mode].clear()
        self._mode = mode
        for name, form in self._forms.items():
            form.setVisible(name == mode)
        self._arrange()
        self.verticalScrollBar().setValue(0)
        if self._is_beside() or mode not in self._promise_first:
            self._forms[mode].focus_first()

    def _lay_out(self) -> None:
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(L)
        self._side.addWidget(self._problem)
        for form in self._forms.values():
            form.hide()
            self._side.addWidget(form)
        self._side.addWidget(self._busy)
        self._side.addStretch(1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.addWidget(self._promise, 11)
        self._pair.addWidget(self._beside_form, 9, Qt.AlignmentFlag.AlignTop)
        self.body.addStretch(2)
        self.body.addLayout(self._pair)
        self.body.addStretch(5)

    def _is_beside(self) -> bool:
        return room(self) >= SIDE_BY_SIDE

    def _arrange(self) -> None:
        """Put the promise beside the form; else above it, or below it for those who know the promise already."""
        directions = QBoxLayout.Direction
        stacked = directions.TopToBottom if self._mode in self._promise_first else directions.BottomToTop
        self._pair.setDirection(directions.LeftToRight if self._is_beside() else stacked)
        self._pair.setSpacing(scaled(XXL) + XL if self._is_beside() else XL)
