"""The unlock page: the promise, and the ways to open the history that is there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.unlock import UnlockViewState
from closeddoor.ui.pages.unlock.form import AccountForm, DamagedForm, PassphraseForm, RecoveryCodeForm
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.promise_page import PromisePage


class UnlockPage(PromisePage):
    """Says what the user typed, once; keeps none of it."""

    unlock_requested = Signal(str)
    account_unlock_requested = Signal()
    recovery_unlock_requested = Signal(str)
    open_anyway_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._passphrase, self._account, self._code = PassphraseForm(), AccountForm(), RecoveryCodeForm()
        super().__init__(
            {
                "passphrase": self._passphrase,
                "account": self._account,
                "recovery_code": self._code,
                "damaged": DamagedForm(),
            },
            parent=parent,
        )
        self._passphrase.unlock_requested.connect(self.unlock_requested)
        self._passphrase.account_unlock_requested.connect(self.account_unlock_requested)
        self._account.account_unlock_requested.connect(self.account_unlock_requested)
        self._code.recovery_unlock_requested.connect(self.recovery_unlock_requested)
        self._anyway = secondary(tr("Open it as it is"))
        self._anyway.clicked.connect(self.open_anyway_requested)
        self.put_above_form(self._anyway)

    def render(self, state: UnlockViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._promise.render(state.promise, state.limits)
        self._anyway.setVisible(state.can_open_anyway)
        self._passphrase.render_form(state)
        self._code.render_form(state)
        self.show_form(state.mode, state.busy, state.problem)
