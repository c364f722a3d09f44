"""The first page: the promise with its limits, making a vault, opening one."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem

UnlockMode = Literal["create", "recovery_show", "recovery_check", "passphrase", "recovery_code", "damaged"]
"""create: no vault yet; recovery_show: the code, once; recovery_check: retype two of its groups; passphrase and
recovery_code: open an existing vault; damaged: nothing here can be opened, and nothing is deleted."""


@dataclass(frozen=True)
class UnlockViewState:
    """`recovery_groups` is filled in recovery_show only; `asked_groups` are indexes into it, from 0, in recovery_check.

    `can_open_anyway`: what was refused (an older copy) may be opened at the user's word.

    `has_account_slot`: this vault also opens with this account's keychain; `offers_account_slot`: a new one may.
    """

    mode: UnlockMode
    promise: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    recovery_groups: tuple[str, ...] = ()
    asked_groups: tuple[int, ...] = ()
    has_account_slot: bool = False
    offers_account_slot: bool = False
    can_open_anyway: bool = False
    busy: Busy | None = None
    problem: Problem | None = None
