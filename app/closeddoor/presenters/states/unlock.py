"""The first page when there is a history: the ways to open it."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem

UnlockMode = Literal["passphrase", "account", "recovery_code", "damaged"]
"""passphrase, account and recovery_code: ways to open it; damaged: nothing here can be opened, and nothing is deleted.
A history that opens with both a passphrase and the account is asked for in `passphrase`."""


@dataclass(frozen=True)
class UnlockViewState:
    """`can_open_anyway`: what was refused (an older copy) may be opened at the user's word.

    `has_account_slot`: it also opens with this account's keychain; `has_passphrase`: there is one at all;
    `needs_device`: the passphrase opens it together with this device only.
    """

    mode: UnlockMode
    promise: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    has_account_slot: bool = False
    has_passphrase: bool = True
    needs_device: bool = False
    can_open_anyway: bool = False
    busy: Busy | None = None
    problem: Problem | None = None
