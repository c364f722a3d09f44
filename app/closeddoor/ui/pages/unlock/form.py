"""The forms of the unlock page, one per mode."""

from PySide6.QtCore import Qt, Signal

from closeddoor.language import tr
from closeddoor.presenters.states.unlock import Offer, UnlockViewState
from closeddoor.ui.theme.spacing import S
from closeddoor.ui.widgets.buttons import Button, secondary
from closeddoor.ui.widgets.secret_form import Form

USUAL_ABOUT = tr("It is encrypted on this laptop and opens with your passphrase.")
ERASE = tr("Erase everything and begin anew")
LOOK_AGAIN = tr("Look again")
MENDING: dict[Offer, str] = {
    "repair": tr("Repair …"),
    "put_back": tr("Put back what was set aside"),
    "restore": tr("Restore a backup …"),
}
DEVICE_ABOUT = tr("It is encrypted and opens with your passphrase on this laptop only.")


class OpeningForm(Form):
    """A way to open the history that is there."""

    def render_form(self, state: UnlockViewState) -> None:
        """Show what of `state` concerns this way."""


class PassphraseForm(OpeningForm):
    """An existing vault, by passphrase and perhaps by this account."""

    unlock_requested = Signal(str)
    account_unlock_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Open your history"), USUAL_ABOUT)
        self._passphrase = self.add_field(tr("Passphrase"))
        self.add_echo(self._passphrase)
        self.add_send(tr("Open"))
        self._account = Button(tr("Open with this account"))
        self._account.clicked.connect(self.account_unlock_requested)
        self.column.addWidget(self._account, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(S)
        self.add_way(tr("Use the recovery code"), "recovery_code")
        self.submitted.connect(lambda: self.unlock_requested.emit(self._passphrase.take()))

    def render_form(self, state: UnlockViewState) -> None:
        self._account.setVisible(state.has_account_slot)
        self.set_words(tr("Open your history"), DEVICE_ABOUT if state.needs_device else USUAL_ABOUT)


class AccountForm(OpeningForm):
    """An existing vault that has no passphrase: this account opens it."""

    account_unlock_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Open your history"), tr("It is encrypted on this laptop and opens with this account."))
        self.add_send(tr("Open with this account"))
        self.column.addSpacing(S)
        self.add_way(tr("Use the recovery code"), "recovery_code")
        self.submitted.connect(self.account_unlock_requested)


class RecoveryCodeForm(OpeningForm):
    """An existing vault, by the code on paper. It stays in its field until it opens: one letter is easily mistaken."""

    recovery_unlock_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            tr("Open with the recovery code"),
            tr("Type it as you wrote it down. Capitals, spaces and hyphens do not matter."),
        )
        self._code = self.add_field(tr("Recovery code"), hidden=False)
        self.add_send(tr("Open"))
        self.column.addSpacing(S)
        self._back = self.add_way(tr("Use the passphrase"), "passphrase")
        self.add_way(tr("Restore a backup"), "restore")
        self.add_way(ERASE, "erase")
        self.submitted.connect(lambda: self.recovery_unlock_requested.emit(self._code.text()))

    def render_form(self, state: UnlockViewState) -> None:
        self._back.set_words(tr("Use the passphrase") if state.has_passphrase else tr("Use this account"))
        self._back.setVisible(state.has_passphrase or state.has_account_slot)


class DamagedForm(OpeningForm):
    """Nothing here can be opened as it is; nothing is deleted either. The first offer is its primary button."""

    look_again_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("This history cannot be opened"), tr("Nothing has been changed or deleted."))
        self._offer: Offer | None = None
        self._mend = self.add_send(LOOK_AGAIN)
        self.submitted.connect(self._submit)
        self._restore = self.add_button(secondary(MENDING["restore"]))
        self._restore.clicked.connect(lambda: self.mode_requested.emit("restore"))
        self._again = self.add_button(secondary(LOOK_AGAIN))
        self._again.clicked.connect(self.look_again_requested)
        self.column.addSpacing(S)
        self.add_way(ERASE, "erase")

    def render_form(self, state: UnlockViewState) -> None:
        self._offer = next(iter(state.offers), None)
        self._mend.set_words(MENDING.get(self._offer, LOOK_AGAIN) if self._offer else LOOK_AGAIN)
        self._restore.setVisible("restore" in state.offers[1:])
        self._again.setVisible(self._offer is not None)

    def _submit(self) -> None:
        if self._offer is None:
            self.look_again_requested.emit()
        else:
            self.mode_requested.emit(self._offer)
