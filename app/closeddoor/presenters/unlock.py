"""The first page: making a vault with its recovery code, or opening the one that is there."""

import random
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.secret import Secret
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.unlock import UnlockMode, UnlockViewState
from closeddoor.services.opening import Key, OpeningService
from closeddoor.vault.errors import LostHeadError, OlderCopyError
from closeddoor.vault.recovery_code import RecoveryCode, same_group
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultState

KEPT_HERE = "What you write, mark, decide and score stays on this laptop, encrypted with a key that only you hold."
CONFINED = "The model that reads it runs here, in a process that is not allowed to open a connection."
NOT_CONFINED = (
    "The model that reads it runs here and is not made to open a connection. This system does not enforce that for us."
)
NOT_REPORTED = "Nothing is reported to anyone: no account, no telemetry, no update check."
LIMITS = (
    "On a managed laptop, an administrator's agent can see the screen, and so can remote support or a keylogger.",
    "A file scan still shows that Closed Door is installed, and when your history last changed.",
    "Without disk encryption, hibernation and swap may hold traces.",
)
GROUPS_ASKED = 2

GUESSABLE_BELOW = 12
"""Passphrases of fewer characters can be tried out, even at a second each, by someone who has the file."""

SHORT = Problem(
    "A passphrase this short can be guessed by someone who has your files.",
    "Nothing was made yet.",
    "Choose four or five words, or type this one again to use it all the same.",
)


def promise_of(*, confines: bool) -> tuple[str, ...]:
    """Return the promise in the words that are true here: whether this system `confines` the model's process."""
    return (KEPT_HERE, CONFINED if confines else NOT_CONFINED, NOT_REPORTED)


class UnlockPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: UnlockViewState) -> None: ...


class UnlockPresenter(QObject):
    """Ends with `opened`, which carries the open `Vault`."""

    opened = Signal(object)

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
        self._vault: Vault | None = None
        self._code: RecoveryCode | None = None
        self._refused: Key | None = None
        self._warned_of_short = False
        self._state = UnlockViewState(mode="create", promise=promise, limits=LIMITS)

    def start(self, passphrase: Secret | None = None) -> None:
        """Look what is there and show the page for it; a passphrase given beforehand opens it, or makes it."""

        def go_on(found: VaultState) -> None:
            self._show_found(found)
            if passphrase is not None and found.kind == "locked":
                self._open(Key("passphrase", passphrase))
            elif passphrase is not None and found.kind == "none":
                self._make(passphrase, with_account=False)

        self._dispatcher.deliver(self._opening.state(), go_on, self._show_failure)

    def show_mode(self, mode: UnlockMode) -> None:
        self._show(mode=mode, problem=None)

    def create(self, passphrase: str, repeated: str, with_account: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        """Make a vault from a passphrase that was typed twice alike."""
        if passphrase != repeated:
            self._show(problem=Problem("The two passphrases differ.", "Nothing was made.", "Type both again."))
            return
        if 0 < len(passphrase) < GUESSABLE_BELOW and not self._warned_of_short:
            self._warned_of_short = True
            self._show(problem=SHORT)
            return
        self._make(Secret.from_text(passphrase), with_account=with_account)

    def confirm_noted(self) -> None:
        """Ask for two groups of the code, so that it is on paper before it is gone."""
        asked = tuple(sorted(random.SystemRandom().sample(range(len(self._groups())), GROUPS_ASKED)))
        self._show(mode="recovery_check", recovery_groups=(), asked_groups=asked, problem=None)

    def check_groups(self, typed: list[str]) -> None:
        """Go on when the retyped groups are right; else show the code again."""
        groups = self._groups()
        right = [groups[index] for index in self._state.asked_groups]
        if all(same_group(*pair) for pair in zip(typed, right, strict=True)):
            self._finish()
        else:
            problem = Problem(
                "These are not the groups asked for.", "Your history is set up and safe.", "Compare again."
            )
            self._show(mode="recovery_show", recovery_groups=groups, problem=problem)

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

    def _make(self, passphrase: Secret, *, with_account: bool) -> None:
        self._work("Setting up your history. Working out the key takes a moment, on purpose.")
        made = self._opening.create(passphrase, with_account=with_account)
        self._dispatcher.deliver(made, lambda pair: self._show_code(*pair), self._show_failure)

    def _open(self, key: Key, *, accept_older: bool = False) -> None:
        self._work("Opening. Working out the key takes a moment, on purpose.")

        def refused(error: BaseException) -> None:
            self._refused = key if isinstance(error, OlderCopyError | LostHeadError) else None
            self._show_failure(error)

        opened = self._opening.unlock(key, accept_older=accept_older)
        self._dispatcher.deliver(opened, self._take, refused)

    def _take(self, vault: Vault) -> None:
        self._vault = vault
        self._finish()

    def _finish(self) -> None:
        vault, self._vault, self._code, self._refused = self._vault, None, None, None
        self._state = replace(self._state, mode="passphrase", recovery_groups=(), busy=None, problem=None)
        self.opened.emit(vault)

    def _show_found(self, found: VaultState) -> None:
        if found.kind == "damaged" and found.problem is not None:
            self._show(mode="damaged", problem=Problem.of(found.problem))
        elif found.kind == "locked":
            self._show(mode="passphrase", has_account_slot="account" in found.slots)
        else:
            self._show(mode="create", offers_account_slot=True)

    def _show_code(self, vault: Vault, code: RecoveryCode) -> None:
        self._vault, self._code = vault, code
        self._show(mode="recovery_show", recovery_groups=code.groups, busy=None, problem=None)

    def _groups(self) -> tuple[str, ...]:
        return self._code.groups if self._code else ()

    def _work(self, text: str) -> None:
        self._show(busy=Busy(text), problem=None, can_open_anyway=False)

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._show(busy=None, problem=Problem.of(error), can_open_anyway=self._refused is not None)

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._page.render(self._state)
