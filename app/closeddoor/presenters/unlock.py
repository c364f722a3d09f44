"""The first page when there is a history on the disk: opening it, and where it does not open, mending it.

It is painted before anything else is imported, so what mends is made only when it is asked for.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.presenters.promise import LIMITS
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.states.unlock import Offer, UnlockMode, UnlockViewState
from closeddoor.services.opening import Key, OpeningService

if TYPE_CHECKING:
    from closeddoor.domain.ports import Dispatcher
    from closeddoor.presenters.mending import Mending
    from closeddoor.vault.looking import VaultState
    from closeddoor.vault.slots import SlotKind
    from closeddoor.vault.vault import Vault

OFFERS: dict[str, tuple[Offer, ...]] = {
    "vault.database_damaged": ("repair", "restore"),
    "vault.keys_damaged": ("restore",),
    "vault.beyond_repair": ("restore",),
    "vault.folder_gone": ("restore",),
    "vault.history_gone": ("restore",),
    "vault.history_set_aside": ("put_back", "restore"),
    "vault.older_copy": ("anyway", "restore"),
    "vault.head_lost": ("anyway", "restore"),
    "vault.newer": ("restore",),
    "vault.erase_unfinished": (),
}
"""What can be done about a history that was refused, by the code of the refusal."""

NEED_THE_KEY: frozenset[Offer] = frozenset({"anyway", "repair"})
"""What is done with the key that was typed; for all else it need not stay in memory."""

FORGET_AFTER_S = 60.0
"""How long a key that was typed, and that one click would use, stays in memory before anything is open."""
FORGOTTEN = Problem(
    tr("What you had typed was forgotten, because it was not used for a minute."),
    tr("Nothing else has changed."),
    tr("Where it is needed, it is asked for again."),
)


class UnlockPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: UnlockViewState) -> None: ...


class UnlockPresenter(QObject):
    """Ends with `opened`, which carries the open `Vault`, or at once with `nothing_there`.

    `opened_with` is the kind of slot that opened it, None before.
    """

    opened = Signal(object)
    nothing_there = Signal()

    def __init__(
        self,
        page: UnlockPage,
        opening: OpeningService,
        dispatcher: "Dispatcher",
        promise: tuple[str, ...],
        mending: "Callable[[QObject], Mending]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.opened_with: SlotKind | None = None
        self._page = page
        self._opening = opening
        self._dispatcher = dispatcher
        self._make_mending = mending
        self._mending: Mending | None = None
        self._slots: tuple[SlotKind, ...] = ()
        self._usual: UnlockMode = "passphrase"
        self._is_asked = self._is_given_one = False
        self._steps = 0
        self._refused: Key | None = None
        self._refusal: tuple[Problem | None, tuple[Offer, ...]] = (None, ())
        self._state = UnlockViewState(mode="passphrase", promise=promise, limits=LIMITS)

    @property
    def is_opening(self) -> bool:
        """Whether there is something to lock: a key is being worked out, or what one is made of is in memory."""
        return self._state.busy is not None or self._holds_key or self._is_given_one

    @property
    def _holds_key(self) -> bool:
        """Whether what was typed is in memory, and one click would use it."""
        mending = self._mending
        mends = mending is not None and (mending.restore.holds_code or mending.repair.holds_key)
        return self._refused is not None or mends

    def start(self, passphrase: Secret | None = None) -> None:
        """Look what is there and show the page for it; a passphrase given beforehand opens it."""
        self._is_given_one = passphrase is not None

        def go_on(found: "VaultState") -> None:
            self._is_given_one = False
            if found.kind == "none":
                self.nothing_there.emit()
                return
            self._show_found(found)
            if passphrase is not None and found.kind == "locked":
                self._open(Key("passphrase", passphrase))

        def fail(error: BaseException) -> None:
            self._is_given_one = False
            self._show_failure(error)

        self._dispatcher.deliver(self._opening.state(), go_on, fail)

    def look_again(self) -> None:
        """Look anew what is there: a folder may have been put back meanwhile."""
        self._is_asked = False
        self.start()

    def show_mode(self, mode: str) -> None:
        """Show another way to open it, or one to mend it; `back` leads to the usual way."""
        self._is_asked = True
        if mode == "restore":
            self._begin_restore()
        elif mode == "repair":
            self._begin_repair()
        elif mode == "erase":
            self._mend().erase.presenter.refresh()
        elif mode == "put_back":
            self._put_back()
        elif mode == "recovery_code":
            self._show(mode="recovery_code", problem=None, offers=())
        else:
            self._leave_mending()
            problem, offers = self._refusal if mode == "back" else (None, ())
            self._show(mode=self._usual, problem=problem, offers=offers, busy=None)

    def unlock(self, passphrase: str) -> None:
        self._open(Key("passphrase", Secret.from_text(passphrase)))

    def unlock_with_account(self) -> None:
        self._open(Key("account"))

    def unlock_with_recovery_code(self, code: str) -> None:
        self._open(Key("recovery_code", Secret.from_text(code)))

    def open_anyway(self) -> None:
        """Open what was refused as an older copy, because the user says that it is meant."""
        if self._refused is not None and "anyway" in self._state.offers:
            self._open(self._refused, accept_older=True)

    def choose_backup(self, path: Path) -> None:
        self._mend().restore.choose(path)

    def look_into_backup(self, typed_code: str) -> None:
        self._mend().restore.look(typed_code)

    def restore(self) -> None:
        self._mend().restore.put_in_place()

    def ask_repair_for(self, kind: str) -> None:
        self._mend().repair.ask_for(kind)

    def repair(self, typed: str) -> None:
        self._mend().repair.repair(typed)

    def type_to_erase(self, typed: str) -> None:
        self._mend().erase.presenter.type_word(typed)

    def choose_models_to_erase(self, with_models: bool) -> None:  # noqa: FBT001 - a signal's value
        self._mend().erase.presenter.choose_models(with_models)

    def erase(self) -> None:
        """Erase everything, if the word stands there; then everything begins anew."""
        self._mend().erase.presenter.erase()

    def cancel(self) -> None:
        """Give up what is under way; nothing was changed."""
        self._mend().restore.cancel()
        self._mend().repair.cancel()

    def open_mended(self) -> None:
        """Open what was restored or repaired: with what was typed for it, or else with what is asked for now."""
        mended = self._mend()
        code = mended.restore.code if self._state.mode == "restored" else None
        key = Key("recovery_code", code) if code else mended.repair.key if self._state.mode == "repaired" else None
        self._leave_mending()
        if key is None:
            self.look_again()
        else:
            self._open(key)

    def _put_back(self) -> None:
        """Put what was set aside in its place, at the user's word, and ask for its key."""
        if "put_back" in self._state.offers and self._state.busy is None:
            self._work(tr("What was set aside is put back."))
            self._dispatcher.deliver(self._opening.put_back(), lambda _: self.look_again(), self._show_failure)

    def _begin_restore(self) -> None:
        self._mend().restore.leave()
        self._follow_restore()

    def _begin_repair(self) -> None:
        self._mend().repair.begin(self._slots, self._refused)

    def _mend(self) -> "Mending":
        if self._mending is None:
            self._mending = self._make_mending(self)
            self._mending.restore.changed.connect(self._follow_restore)
            self._mending.repair.changed.connect(self._follow_repair)
            self._mending.erase.changed.connect(self._follow_erase)
            self._mending.erase.erased.connect(self.look_again)
        return self._mending

    def _leave_mending(self) -> None:
        if self._mending is not None:
            self._mending.restore.leave()
            self._mending.repair.leave()

    def _follow_restore(self) -> None:
        view = self._mend().restore.view
        modes: dict[str, UnlockMode] = {"choose": "restore", "preview": "preview", "restored": "restored"}
        self._show(mode=modes[view.step], restore=view, busy=view.busy, problem=view.problem, offers=())

    def _follow_repair(self) -> None:
        view = self._mend().repair.view
        mode: UnlockMode = "repaired" if view.step == "repaired" else "repair"
        offers = ("restore",) if view.problem else ()
        self._show(mode=mode, repair=view, busy=view.busy, problem=view.problem, offers=offers)

    def _follow_erase(self) -> None:
        """Show the step; it says itself what is under way and what went wrong."""
        self._show(mode="erase", erase=self._mend().erase.view, busy=None, problem=None, offers=())

    def _open(self, key: Key, *, accept_older: bool = False) -> None:
        self._is_asked = True
        self._work(tr("Opening. Working out the key takes a moment, on purpose."))

        def refused(error: BaseException) -> None:
            self._refused = key if NEED_THE_KEY & {*OFFERS.get(getattr(error, "code", ""), ())} else None
            self._show_failure(error)

        def take(vault: "Vault") -> None:
            self.opened_with = self._slot_of(key)
            self._take(vault)

        self._dispatcher.deliver(self._opening.unlock(key, accept_older=accept_older), take, refused)

    def _slot_of(self, key: Key) -> "SlotKind":
        if key.kind == "account" or key.secret is None:
            return "account"
        if key.kind == "recovery_code":
            return "recovery_code"
        return "passphrase_device" if self._state.needs_device else "passphrase"

    def _take(self, vault: "Vault") -> None:
        self._refused = None
        self._leave_mending()
        self._state = replace(self._state, busy=None, problem=None, offers=())
        self.opened.emit(vault)

    def _show_found(self, found: "VaultState") -> None:
        self._slots = found.slots
        needs_device, with_account = "passphrase_device" in found.slots, "account" in found.slots
        has_passphrase = "passphrase" in found.slots or needs_device
        self._state = replace(
            self._state, has_account_slot=with_account, has_passphrase=has_passphrase, needs_device=needs_device
        )
        if found.kind == "damaged" and found.problem is not None:
            self._usual = "damaged"
            self._show(mode="damaged")
            self._refuse(found.problem, OFFERS.get(found.problem.code, ("restore",)))
            return
        self._usual = "passphrase" if has_passphrase else "account" if with_account else "recovery_code"
        if self._is_elsewhere:
            self._show()
        else:
            self._show(mode=self._usual, problem=None, offers=(), busy=None)

    @property
    def _is_elsewhere(self) -> bool:
        """Whether somebody was quicker than the disk: what they asked for, and what came of it, stays on the page."""
        is_usual = self._state.mode in ("passphrase", "account")
        is_quiet = self._state.busy is None and self._state.problem is None
        return self._is_asked and not (is_usual and is_quiet)

    def _work(self, text: str) -> None:
        self._refusal = (None, ())
        self._show(busy=Busy(text), problem=None, offers=())

    def _show_failure(self, error: BaseException) -> None:
        self._refuse(error, OFFERS.get(getattr(error, "code", ""), ()))

    def _refuse(self, error: BaseException, offers: tuple[Offer, ...]) -> None:
        self._refusal = (Problem.of(error), offers)
        self._show(busy=None, problem=self._refusal[0], offers=offers)

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._page.render(self._state)
        self._steps += 1
        if self._holds_key and self._state.busy is None:
            self._dispatcher.later(FORGET_AFTER_S, partial(self._forget_keys, self._steps))

    def _forget_keys(self, step: int) -> None:
        """Drop what was typed, unless somebody has gone on since `step`, and say so; what was done stays done."""
        if step != self._steps or not self._holds_key or self._state.busy is not None:
            return
        self._refused = None
        offers = tuple(offer for offer in self._state.offers if offer != "anyway")
        self._refusal = (FORGOTTEN, offers)
        if self._mending is not None:
            self._mending.restore.forget_code()
            self._mending.repair.forget_key()
        self._show(problem=FORGOTTEN, offers=offers)
