"""The first page when there is a history on the disk: opening it."""

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.presenters.promise import LIMITS
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.unlock import UnlockMode, UnlockViewState
from closeddoor.services.opening import Key, OpeningService
from closeddoor.vault.errors import LostHeadError, OlderCopyError
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultState


class UnlockPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: UnlockViewState) -> None: ...


class UnlockPresenter(QObject):
    """Ends with `opened`, which carries the open `Vault`, or at once with `nothing_there`."""

    opened = Signal(object)
    nothing_there = Signal()

    def __init__(
        self,
        page: UnlockPage,
        opening: OpeningService,
        dispatcher: Dispatcher,
        promise: tuple[str, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._opening = opening
        self._dispatcher = dispatcher
        self._refused: Key | None = None
        self._state = UnlockViewState(mode="passphrase", promise=promise, limits=LIMITS)

    def start(self, passphrase: Secret | None = None) -> None:
        """Look what is there and show the page for it; a passphrase given beforehand opens it."""

        def go_on(found: VaultState) -> None:
            if found.kind == "none":
                self.nothing_there.emit()
                return
            self._show_found(found)
            if passphrase is not None and found.kind == "locked":
                self._open(Key("passphrase", passphrase))

        self._dispatcher.deliver(self._opening.state(), go_on, self._show_failure)

    def show_mode(self, mode: UnlockMode) -> None:
        """Show another way to open it; without a passphrase the account stands in its place."""
        shown = "account" if mode == "passphrase" and not self._state.has_passphrase else mode
        self._show(mode=shown, problem=None)

    def unlock(self, passphrase: str) -> None:
        self._open(Key("passphrase", Secret.from_text(passphrase)))

    def unlock_with_account(self) -> None:
        self._open(Key("account"))

    def unlock_with_recovery_code(self, code: str) -> None:
        self._open(Key("recovery_code", Secret.from_text(code)))

    def open_anyway(self) -> None:
        """Open what was refused as an older copy, because the user says that it is meant."""
        if self._refused is not None:
            self._open(self._refused, accept_older=True)

    def _open(self, key: Key, *, accept_older: bool = False) -> None:
        self._work(tr("Opening. Working out the key takes a moment, on purpose."))

        def refused(error: BaseException) -> None:
            self._refused = key if isinstance(error, OlderCopyError | LostHeadError) else None
            self._show_failure(error)

        opened = self._opening.unlock(key, accept_older=accept_older)
        self._dispatcher.deliver(opened, self._take, refused)

    def _take(self, vault: Vault) -> None:
        self._refused = None
        self._state = replace(self._state, busy=None, problem=None)
        self.opened.emit(vault)

    def _show_found(self, found: VaultState) -> None:
        if found.kind == "damaged" and found.problem is not None:
            self._show(mode="damaged", problem=Problem.of(found.problem))
            return
        needs_device, with_account = "passphrase_device" in found.slots, "account" in found.slots
        has_passphrase = "passphrase" in found.slots or needs_device
        self._show(
            mode="passphrase" if has_passphrase or not with_account else "account",
            has_account_slot=with_account,
            has_passphrase=has_passphrase or not with_account,
            needs_device=needs_device,
        )

    def _work(self, text: str) -> None:
        self._show(busy=Busy(text), problem=None, can_open_anyway=False)

    def _show_failure(self, error: BaseException) -> None:
        self._show(busy=None, problem=Problem.of(error), can_open_anyway=self._refused is not None)

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._page.render(self._state)
