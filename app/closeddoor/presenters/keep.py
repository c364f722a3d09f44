"""Keeping what is in memory: asked when there is something to keep, never twice, and never in the way."""

from dataclasses import replace
from typing import Protocol, cast

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.presenters.code_check import groups_to_ask, is_on_paper
from closeddoor.presenters.promise import LIMITS
from closeddoor.presenters.states.keep import KeepMode, KeepViewState, ProtectionKind, ProtectionRow
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.keeping import KeepingService
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.ways import Protection

GUESSABLE_BELOW = 12
"""Passphrases of fewer characters can be tried out, even at a second each, by someone who has the file."""

SHORT = Problem(
    tr("A passphrase this short can be guessed by someone who has your files."),
    tr("Nothing was made yet, and what you did is still here."),
    tr("Choose four or five words, or type this one again to use it all the same."),
)
DIFFER = Problem(
    tr("The two passphrases differ."), tr("Nothing was made, and what you did is still here."), tr("Type both again.")
)
OTHER_GROUPS = Problem(
    tr("These are not the groups asked for."), tr("Your history is kept and safe."), tr("Compare again.")
)

CODE_UNCHECKED = Problem(
    tr("This code is shown only now, and is not checked yet."),
    tr("Your history is kept and safe."),
    tr("Write the code down and check it, or close the window again to go without it."),
)

CANNOT_LOCK = Problem(
    tr("What you did is in memory only, so it cannot be locked: nothing could open it again."),
    tr("It is all still here, and gone when you close Closed Door."),
    tr("Keep it, and the window can be locked. Until then lock the screen of your laptop."),
)

STILL_HERE = tr("What you did is still here, in memory.")

WITH_PASSPHRASE = ProtectionRow(
    "passphrase",
    tr("With a passphrase"),
    tr(
        "It opens your history here, and a copy of its folder on any other laptop. A backup opens with the recovery"
        " code only. Nobody can reset it."
    ),
)
WITH_KEYCHAIN = (
    WITH_PASSPHRASE,
    ProtectionRow(
        "passphrase_device",
        tr("With a passphrase, on this laptop only"),
        tr(
            "Half of the key stays in this account's keychain: whoever copies only the history's folder cannot even try"
            " passphrases. Whoever copies the whole disk has the keychain's file too, and only its own password keeps"
            " them from trying."
        ),
        tr("Lose the keychain (a new laptop, a reset account), and only the recovery code opens it."),
    ),
    ProtectionRow(
        "account",
        tr("With this account, without a passphrase"),
        tr("It opens with one click while you are signed in."),
        tr(
            "Weaker: whoever can use this account, or administers it, can open your history too, and so can other"
            " programs that run in it."
        ),
    ),
)
NO_KEYCHAIN = tr("This system has no keychain that keeps a key safely, so the two ways that need one are not offered.")


class KeepPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: KeepViewState) -> None: ...


class KeepPresenter(QObject):
    """From the question to the checked recovery code.

    `asked`: the page should show. `kept`: everything is on the disk now. `held` carries whether the page must not be
    left, because a code is shown that is shown only once. `left`: go back to where the user was. `close_wanted`: the
    window may close.
    """

    asked = Signal()
    kept = Signal()
    held = Signal(bool)
    left = Signal()
    close_wanted = Signal()

    def __init__(
        self,
        page: KeepPage,
        keeping: KeepingService,
        dispatcher: Dispatcher,
        promise: tuple[str, ...],
        proof: tuple[str, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._keeping = keeping
        self._dispatcher = dispatcher
        self._code: RecoveryCode | None = None
        self._warned_of_short = False
        self._asked_after_debrief = False
        self._is_closing = False
        self._warned_of_code = False
        self._knows_keychain = False
        self._state = KeepViewState(
            "choose", promise=promise, proof=proof, limits=LIMITS, protections=(WITH_PASSPHRASE,)
        )

    def begin(self) -> None:
        """Keep it now, while the window stays open: a question before closing that was left is forgotten."""
        self._is_closing = False
        self.go_on()

    def go_on(self) -> None:
        """Show the promise and the ways to protect what is kept; which of them work here is found out behind it."""
        self._show(mode="choose", problem=None)
        self.asked.emit()
        if not self._knows_keychain:
            self._knows_keychain = True
            self._dispatcher.deliver(self._keeping.keychain_works(), self._offer)

    def ask_after_debrief(self) -> None:
        """Ask once, at the end of the first debrief."""
        if not self._asked_after_debrief and not self._keeping.is_kept:
            self._asked_after_debrief = True
            self._is_closing = False
            self._show(mode="ask", problem=None)
            self.asked.emit()

    def ask_before_closing(self) -> None:
        """Ask when there is something that would be missed; else the window may close at once."""
        if self._code is not None:
            self._warn_of_code()
        elif self._state.busy is None:
            self._dispatcher.deliver(self._keeping.has_something(), self._ask_or_close)

    def ask_before_locking(self) -> None:
        """Say that there is nothing to unlock, and show how it can be kept."""
        if self._code is None and self._state.busy is None:
            self.begin()
            self._show(problem=CANNOT_LOCK)

    def decline(self) -> None:
        """Not now: everything goes on in memory."""
        self._is_closing = False
        self.left.emit()

    def choose(self, kind: str) -> None:
        self._show(chosen=cast("ProtectionKind", kind), problem=None)

    def create(self, passphrase: str, repeated: str) -> None:
        """Keep everything under what was chosen, with a passphrase that was typed twice alike."""
        if self._state.chosen == "account":
            self._keep(Protection("account"))
        elif passphrase != repeated:
            self._show(problem=DIFFER)
        elif 0 < len(passphrase) < GUESSABLE_BELOW and not self._warned_of_short:
            self._warned_of_short = True
            self._show(problem=SHORT)
        else:
            self._keep(Protection(self._state.chosen, Secret.from_text(passphrase)))

    def keep_with(self, passphrase: Secret) -> None:
        """Keep everything under a passphrase that was given beforehand."""
        self.asked.emit()
        self._keep(Protection("passphrase", passphrase))

    def show_mode(self, mode: str) -> None:
        """Show the code again while its groups are asked for."""
        groups = self._groups() if mode == "recovery_show" else ()
        self._show(mode=cast("KeepMode", mode), recovery_groups=groups, problem=None)

    def confirm_noted(self) -> None:
        """Ask for two groups of the code, so that it is on paper before it is gone."""
        self._warned_of_code = False
        asked = groups_to_ask(self._code) if self._code else ()
        self._show(mode="recovery_check", recovery_groups=(), asked_groups=asked, problem=None)

    def check_groups(self, typed: list[str]) -> None:
        """Go on when the retyped groups are right; else show the code again."""
        if self._code is None or is_on_paper(self._code, self._state.asked_groups, typed):
            self._finish()
        else:
            self._show(mode="recovery_show", recovery_groups=self._groups(), problem=OTHER_GROUPS)

    def _warn_of_code(self) -> None:
        """Bring the code back to the front, once; whoever closes again goes without it."""
        if self._warned_of_code:
            self.close_wanted.emit()
            return
        self._warned_of_code = True
        self._show(mode="recovery_show", recovery_groups=self._groups(), problem=CODE_UNCHECKED)
        self.asked.emit()

    def _ask_or_close(self, has_something: bool) -> None:  # noqa: FBT001 - a future's value
        if self._keeping.is_kept or self._state.busy is not None:
            return
        if not has_something:
            self.close_wanted.emit()
            return
        self._is_closing = True
        self._show(mode="ask_closing", problem=None)
        self.asked.emit()

    def _offer(self, keychain_works: bool) -> None:  # noqa: FBT001 - a future's value
        if keychain_works:
            self._show(protections=WITH_KEYCHAIN)
        else:
            self._show(keychain_line=NO_KEYCHAIN)

    def _keep(self, protection: Protection) -> None:
        self._show(
            busy=Busy(tr("Encrypting what you did. Working out the key takes a moment, on purpose.")), problem=None
        )
        self._dispatcher.deliver(self._keeping.keep(protection), self._show_code, self._show_failure)

    def _show_code(self, code: RecoveryCode) -> None:
        self._code = code
        self._show(mode="recovery_show", recovery_groups=code.groups, busy=None)
        self.kept.emit()
        self.asked.emit()  # whoever went on meanwhile comes back for the code
        self.held.emit(True)

    def _finish(self) -> None:
        self._code = None
        self.held.emit(False)
        if self._is_closing:
            self._show(mode="kept", problem=None)
        else:
            self.left.emit()

    def _groups(self) -> tuple[str, ...]:
        return self._code.groups if self._code else ()

    def _show_failure(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._show(busy=None, problem=Problem(error.happened, STILL_HERE, error.next_step))
        self.asked.emit()

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._page.render(self._state)
