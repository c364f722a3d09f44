"""Restoring a backup and repairing what is damaged: shown on the unlock page and in the privacy room alike."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.presenters.states.shared import Busy, Problem


@dataclass(frozen=True)
class PreviewWords:
    """What a backup holds, a line each, and what restoring it means for what is here now."""

    made: str
    holds: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class RestoreView:
    """choose: which file, and its code; preview: what it holds, nothing changed yet; restored: it is in its place.

    `result` says, once it is restored, how it opens and where the history before is.
    """

    step: Literal["choose", "preview", "restored"] = "choose"
    file_name: str = ""
    preview: PreviewWords | None = None
    result: tuple[str, ...] = ()
    busy: Busy | None = None
    problem: Problem | None = None


RepairKey = Literal["passphrase", "recovery_code", "account", "given"]
"""What is asked for before a repair; `given`: it was typed a moment ago, when the history did not open."""


@dataclass(frozen=True)
class RepairWords:
    """What came of a repair: `summary` in sentences, and a line for each row that is known to be lost."""

    summary: tuple[str, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class RepairView:
    """ask: what a repair does, and with which key; repaired: what was saved and what was lost.

    `ways` are the keys that it may be asked for, `key` the one that is.
    """

    step: Literal["ask", "repaired"] = "ask"
    key: RepairKey = "passphrase"
    ways: tuple[RepairKey, ...] = ("passphrase", "recovery_code")
    words: RepairWords | None = None
    busy: Busy | None = None
    problem: Problem | None = None


CHOOSE, ASK = RestoreView(), RepairView()
"""Where both begin."""
