"""The unlock page: the promise at the left, one form at the right; one under the other where room is short."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.unlock import UnlockMode, UnlockViewState
from closeddoor.ui.pages.unlock.form import (
    CreateForm,
    DamagedForm,
    Form,
    PassphraseForm,
    RecoveryCheckForm,
    RecoveryCodeForm,
    RecoveryShowForm,
)
from closeddoor.ui.pages.unlock.promise import Promise
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, XXL, L
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.column import ColumnPage, room
from closeddoor.ui.widgets.notices import BusyLine, ProblemBanner

SIDE_BY_SIDE = 820
"""Width at text size 1.0 from which promise and form stand beside each other."""


class UnlockPage(ColumnPage):
    """Says what the user typed, once; keeps none of it."""

    create_requested = Signal(str, str, bool)
    recovery_noted = Signal()
    recovery_checked = Signal(list)
    unlock_requested = Signal(str)
    account_unlock_requested = Signal()
    recovery_unlock_requested = Signal(str)
    mode_requested = Signal(str)
    open_anyway_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1080, parent)
        self._promise = Promise()
        self._problem = ProblemBanner()
        self._anyway = secondary("Open it as it is")
        self._anyway.clicked.connect(self.open_anyway_requested)
        self._busy = BusyLine()
        self._busy.cancel_requested.connect(self.cancel_requested)
        self._forms: dict[UnlockMode, Form] = self._make_forms()
        self._mode: UnlockMode | None = None
        self._side = QWidget()
        self._lay_out()

    def render(self, state: UnlockViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._promise.render(state.promise, state.limits)
        self._problem.render(state.problem)
        self._anyway.setVisible(state.can_open_anyway)
        self._busy.render(state.busy)
        form = self._forms[state.mode]
        form.render_form(state)
        form.setEnabled(state.busy is None)
        if state.mode != self._mode:
            self._switch(state.mode)
        elif state.busy is None and state.problem is not None:
            form.focus_first()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._mode is not None and (self._beside() or self._mode != "create"):
            self._forms[self._mode].focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _switch(self, mode: UnlockMode) -> None:
        """Show the form of `mode`; what was typed in the one before is forgotten."""
        if self._mode is not None:
            self._forms[self._mode].clear()
        self._mode = mode
        for name, form in self._forms.items():
            form.setVisible(name == mode)
        self._arrange()
        if self._beside() or mode != "create":
            self._forms[mode].focus_first()

    def _make_forms(self) -> dict[UnlockMode, Form]:
        create, show, check = CreateForm(), RecoveryShowForm(), RecoveryCheckForm()
        passphrase, code = PassphraseForm(), RecoveryCodeForm()
        create.create_requested.connect(self.create_requested)
        show.recovery_noted.connect(self.recovery_noted)
        check.recovery_checked.connect(self.recovery_checked)
        passphrase.unlock_requested.connect(self.unlock_requested)
        passphrase.account_unlock_requested.connect(self.account_unlock_requested)
        code.recovery_unlock_requested.connect(self.recovery_unlock_requested)
        forms: dict[UnlockMode, Form] = {
            "create": create,
            "recovery_show": show,
            "recovery_check": check,
            "passphrase": passphrase,
            "recovery_code": code,
            "damaged": DamagedForm(),
        }
        for form in forms.values():
            form.mode_requested.connect(self.mode_requested)
        return forms

    def _lay_out(self) -> None:
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(L)
        side.addWidget(self._problem)
        side.addWidget(self._anyway, 0, Qt.AlignmentFlag.AlignLeft)
        for form in self._forms.values():
            form.hide()
            side.addWidget(form)
        side.addWidget(self._busy)
        side.addStretch(1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.addWidget(self._promise, 11)
        self._pair.addWidget(self._side, 9, Qt.AlignmentFlag.AlignTop)
        self.body.addStretch(2)
        self.body.addLayout(self._pair)
        self.body.addStretch(5)

    def _beside(self) -> bool:
        return room(self) >= SIDE_BY_SIDE

    def _arrange(self) -> None:
        """Put the promise beside the form; else above a new vault's form, and below those who know it already."""
        directions = QBoxLayout.Direction
        stacked = directions.TopToBottom if self._mode == "create" else directions.BottomToTop
        self._pair.setDirection(directions.LeftToRight if self._beside() else stacked)
        self._pair.setSpacing(scaled(XXL) + XL if self._beside() else XL)
