"""Keeping what is in memory: whether, how it is protected, and the recovery code."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem

KeepMode = Literal["ask", "ask_closing", "choose", "recovery_show", "recovery_check", "kept"]
"""ask: after a first debrief; ask_closing: before the window closes; choose: how it is protected; recovery_show: the
code, once; recovery_check: retype two of its groups; kept: done, and the window was about to close."""

ProtectionKind = Literal["passphrase", "passphrase_device", "account"]


@dataclass(frozen=True)
class ProtectionRow:
    """One way to protect a history: what it is called, what it does, and what it risks (may be empty)."""

    kind: ProtectionKind
    title: str
    about: str
    risk: str = ""


@dataclass(frozen=True)
class KeepViewState:
    """`protections` are those that work on this laptop; `keychain_line` says why others are missing.

    `recovery_groups` is filled in recovery_show only; `asked_groups` are indexes into it, from 0, in recovery_check.
    """

    mode: KeepMode
    promise: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    protections: tuple[ProtectionRow, ...] = ()
    chosen: ProtectionKind = "passphrase"
    keychain_line: str = ""
    recovery_groups: tuple[str, ...] = ()
    asked_groups: tuple[int, ...] = ()
    busy: Busy | None = None
    problem: Problem | None = None
