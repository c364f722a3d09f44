"""Forms of which one shows: what went wrong above it, what is under way below it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.ui.theme.spacing import L
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner
from closeddoor.ui.widgets.secret_form import Form
from closeddoor.ui.widgets.tab_order import order_by_layout


class FormStack(QWidget):
    """What was typed in one form is forgotten as another comes, or as the page is left."""

    mode_requested = Signal(str)
    cancel_requested = Signal()

    def __init__(self, forms: Mapping[str, Form]) -> None:
        super().__init__()
        self._forms: dict[str, Form] = {}
        self._mode = ""
        self._problem = ProblemBanner()
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(L)
        self._column.addWidget(self._problem)
        self._column.addWidget(self._busy)
        self._column.addStretch(1)
        for mode, form in forms.items():
            self.add_form(mode, form)

    @property
    def mode(self) -> str:
        """Which form shows; empty before the first."""
        return self._mode

    def add_form(self, mode: str, form: Form) -> None:
        """Add a form, which may be made later than the rest."""
        form.hide()
        form.mode_requested.connect(self.mode_requested)
        self._forms[mode] = form
        self._column.insertWidget(self._column.indexOf(self._busy), form)

    def put_above_form(self, widget: QWidget) -> None:
        """Let `widget` stand between what went wrong and the form."""
        self._column.insertWidget(1, widget, 0, Qt.AlignmentFlag.AlignLeft)

    def show_form(self, mode: str, busy: Busy | None, problem: Problem | None) -> bool:
        """Bring the form of `mode` to the front; return whether another showed before.

        Where the same form has something to be typed again, the keyboard goes to its first field.
        """
        if self._mode and (mode != self._mode or (problem is not None and self._problem.isHidden())):
            self._scroll_up()
        begins = busy is not None and self._busy.isHidden()
        self._problem.render(problem)
        self._busy.render(busy)
        self._forms[mode].setEnabled(busy is None)
        if begins:
            QTimer.singleShot(0, self, lambda: self._show_busy())  # noqa: PLW0108 -- see QtDispatcher.later
        if mode != self._mode:
            self._switch(mode)
            return True
        if busy is None and problem is not None:
            self.focus_first()
        return False

    def focus_first(self) -> None:
        """Put the cursor where typing begins in the form that shows."""
        if self._mode:
            self._forms[self._mode].focus_first()

    def order(self) -> None:
        """Let Tab go the way the eye goes on the whole page: what a form holds was made anew."""
        order_by_layout(self._page() or self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is only put away for a moment keeps what is being typed
            for form in self._forms.values():
                form.clear_secrets()

    def _scroll_up(self) -> None:
        """Let the page begin with what is new: the next form, or what went wrong above it."""
        if (page := self._page()) is not None:
            page.verticalScrollBar().setValue(0)

    def _show_busy(self) -> None:
        """Let what is under way be seen, once there is a place for it."""
        if (page := self._page()) is not None and self._busy.isVisible():
            page.ensureWidgetVisible(self._busy)

    def _page(self) -> QScrollArea | None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around

    def _switch(self, mode: str) -> None:
        if self._mode:
            self._forms[self._mode].clear()
        self._mode = mode
        for name, form in self._forms.items():
            form.setVisible(name == mode)
