"""What a self-test says: of each kind of process what is in force, and of each way out whether it was refused."""

from dataclasses import dataclass
from typing import Literal

from closeddoor.confinement.enforced import Enforced

KindName = Literal["window", "worker", "reader", "derive", "keychain"]

Outcome = Literal["refused", "got_out", "allowed", "not_enforced"]
"""`allowed`: not refused to this kind of process, so it was not tried. `not_enforced`: this system lacks what would
refuse it, so it was not tried either."""


@dataclass(frozen=True)
class Tried:
    """One way out of one process; `error` is the refusal's name, or what a way that was open led to."""

    name: str
    group: str
    outcome: Outcome
    error: str = ""


@dataclass(frozen=True)
class KindReport:
    """What one kind of process said; `problem` tells why one said nothing."""

    kind: KindName
    enforced: Enforced
    tried: tuple[Tried, ...] = ()
    problem: str = ""

    def count(self, outcome: Outcome) -> int:
        return sum(each.outcome == outcome for each in self.tried)
