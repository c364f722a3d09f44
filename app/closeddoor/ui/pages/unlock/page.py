"""The unlock page: the promise, the ways to open the history that is there, and to mend one that does not open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from closeddoor.presenters.states.unlock import UnlockMode, UnlockViewState
from closeddoor.ui.pages.unlock.form import AccountForm, DamagedForm, OpeningForm, PassphraseForm, RecoveryCodeForm
from closeddoor.ui.pages.unlock.offers import Offers
from closeddoor.ui.widgets.promise_page import PromisePage

OPENING = frozenset({"passphrase", "account", "recovery_code", "damaged"})


class UnlockPage(PromisePage):
    """Says what the user typed, once; keeps none of it. A form is made when it first shows: a start waits for one."""

    unlock_requested = Signal(str)
    account_unlock_requested = Signal()
    recovery_unlock_requested = Signal(str)
    open_anyway_requested = Signal()
    look_again_requested = Signal()
    backup_chosen = Signal(object)
    look_into_requested = Signal(str)
    restore_requested = Signal()
    repair_key_chosen = Signal(str)
    repair_requested = Signal(str)
    open_mended_requested = Signal()
    erase_word_typed = Signal(str)
    erase_models_chosen = Signal(bool)
    erase_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__({}, parent=parent)
        self._opening: dict[str, OpeningForm] = {}
        self._has_mending = False
        self._offers = Offers()
        self._offers.chosen.connect(self._take_offer)
        self.put_above_form(self._offers)

    def render(self, state: UnlockViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._promise.render(state.promise, state.limits)
        self._offers.render(() if state.mode == "damaged" else state.offers)
        if state.mode in OPENING:
            self._render_opening(state)
        else:
            self._render_mending(state)
        self.show_form(state.mode, state.busy, state.problem)

    def _render_opening(self, state: UnlockViewState) -> None:
        if state.mode not in self._opening:
            self._opening[state.mode] = self._make_opening(state.mode)
            self.add_form(state.mode, self._opening[state.mode])
        self._opening[state.mode].render_form(state)

    def _make_opening(self, mode: UnlockMode) -> OpeningForm:
        if mode == "account":
            account = AccountForm()
            account.account_unlock_requested.connect(self.account_unlock_requested)
            return account
        if mode == "recovery_code":
            code = RecoveryCodeForm()
            code.recovery_unlock_requested.connect(self.recovery_unlock_requested)
            return code
        if mode == "damaged":
            damaged = DamagedForm()
            damaged.look_again_requested.connect(self.look_again_requested)
            return damaged
        usual = PassphraseForm()
        usual.unlock_requested.connect(self.unlock_requested)
        usual.account_unlock_requested.connect(self.account_unlock_requested)
        return usual

    def _render_mending(self, state: UnlockViewState) -> None:
        from closeddoor.presenters.states.mending import ASK, CHOOSE  # noqa: PLC0415 - see the class
        from closeddoor.presenters.states.privacy.erase import EraseViewState  # noqa: PLC0415 - as above

        if not self._has_mending:
            self._has_mending = True
            self._make_mending()
        for restoring in (self._choose, self._preview, self._restored):
            restoring.render_form(state.restore or CHOOSE)
        for repairing in (self._repair, self._repaired):
            repairing.render_form(state.repair or ASK)
        self._erase.render_form(state.erase or EraseViewState())

    def _make_mending(self) -> None:
        """Make the forms that few ever see, not with the page that everybody waits for."""
        from closeddoor.ui.pages.unlock.erase_form import EraseForm  # noqa: PLC0415 - see the class
        from closeddoor.ui.widgets.repair_form import RepairedForm, RepairForm  # noqa: PLC0415 - as above
        from closeddoor.ui.widgets.restore_form import PreviewForm, RestoredForm, RestoreForm  # noqa: PLC0415 - as above

        self._choose, self._preview, self._restored = RestoreForm(), PreviewForm(), RestoredForm()
        self._repair, self._repaired, self._erase = RepairForm(), RepairedForm(), EraseForm()
        forms = (self._choose, self._preview, self._restored, self._repair, self._repaired, self._erase)
        for name, form in zip(("restore", "preview", "restored", "repair", "repaired", "erase"), forms, strict=True):
            self.add_form(name, form)
        self._choose.backup_chosen.connect(self.backup_chosen)
        self._choose.look_requested.connect(self.look_into_requested)
        self._preview.restore_requested.connect(self.restore_requested)
        self._repair.key_chosen.connect(self.repair_key_chosen)
        self._repair.repair_requested.connect(self.repair_requested)
        self._erase.word_typed.connect(self.erase_word_typed)
        self._erase.models_chosen.connect(self.erase_models_chosen)
        self._erase.erase_requested.connect(self.erase_requested)
        self._restored.open_requested.connect(self.open_mended_requested)
        self._repaired.open_requested.connect(self.open_mended_requested)

    def _take_offer(self, offer: str) -> None:
        if offer == "anyway":
            self.open_anyway_requested.emit()
        else:
            self.mode_requested.emit(offer)
