"""What opens the history: the ways there are, one step of changing them, or a new code that is shown once."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.language import tr
from closeddoor.presenters.states.shared import Busy, Problem

ProtectionMode = Literal["in_memory", "ways", "step", "code_show", "code_check", "stopped"]
"""in_memory: nothing is kept, so nothing is locked; step: one change, asked for; code_show and code_check: a new
recovery code, and two of its groups retyped; stopped: the keys were changed and the history had to be closed."""

StepName = Literal[
    "set",
    "change",
    "join",
    "part",
    "account",
    "code",
    "keys",
    "remove_passphrase",
    "remove_passphrase_device",
    "remove_account",
    "remove_recovery_code",
]
"""join, part: let the passphrase open it with this account's keychain only, or alone again; code: another recovery
code; keys: another data key."""


@dataclass(frozen=True)
class StepLink:
    """A change that is offered."""

    name: StepName
    title: str


@dataclass(frozen=True)
class WayRow:
    """One way: what it is called, what it does, what it does not protect against, and what can be done about it."""

    title: str
    about: str
    limit: str = ""
    steps: tuple[StepLink, ...] = ()


@dataclass(frozen=True)
class Step:
    """One change: `asks` for the present passphrase; `asks_new` for another, typed twice; `back` leads out of it."""

    name: StepName
    heading: str
    about: str
    more: tuple[str, ...]
    send: str
    back: str = tr("Leave it as it is")
    asks: bool = False
    asks_new: bool = False


@dataclass(frozen=True)
class ProtectionViewState:
    """`ways` open the history now, `others` could; `keys` is the data key. `done` says what was changed last.

    `recovery_groups` is filled in code_show only; `asked_groups` are indexes into it, from 0, in code_check.
    """

    mode: ProtectionMode
    ways: tuple[WayRow, ...] = ()
    others: tuple[WayRow, ...] = ()
    keys: WayRow | None = None
    step: Step | None = None
    recovery_groups: tuple[str, ...] = ()
    asked_groups: tuple[int, ...] = ()
    done: str = ""
    busy: Busy | None = None
    problem: Problem | None = None
