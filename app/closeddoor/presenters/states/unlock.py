"""The first page when there is a history: the ways to open it, and what can be done where it does not open."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from closeddoor.presenters.states.shared import Busy, Problem

if TYPE_CHECKING:  # most starts mend and erase nothing, and none waits for what would show it
    from closeddoor.presenters.states.mending import RepairView, RestoreView
    from closeddoor.presenters.states.privacy.erase import EraseViewState

UnlockMode = Literal[
    "passphrase", "account", "recovery_code", "damaged", "restore", "preview", "restored", "repair", "repaired", "erase"
]
"""passphrase, account and recovery_code: ways to open it; damaged: nothing here can be opened, and nothing is deleted;
restore, preview, restored: a backup, step by step; repair, repaired: what can be read of a damaged history, likewise;
erase: an end of everything, for who has lost every way to open it.
A history that opens with both a passphrase and the account is asked for in `passphrase`."""

Offer = Literal["anyway", "repair", "put_back", "restore"]
"""What may be done with a history that was refused: open it as it is (at the user's word), repair it, put back what was
set aside, or restore."""


@dataclass(frozen=True)
class UnlockViewState:
    """`offers` stand beside the problem that they are for, the usual one first; in `damaged` the first is its button.

    `has_account_slot`: it also opens with this account's keychain; `has_passphrase`: there is one at all;
    `needs_device`: the passphrase opens it together with this device only. `restore`, `repair` and `erase` are there
    once a step of theirs was taken.
    """

    mode: UnlockMode
    promise: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    has_account_slot: bool = False
    has_passphrase: bool = True
    needs_device: bool = False
    offers: tuple[Offer, ...] = ()
    restore: "RestoreView | None" = None
    repair: "RepairView | None" = None
    erase: "EraseViewState | None" = None
    busy: Busy | None = None
    problem: Problem | None = None
