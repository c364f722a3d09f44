"""Both ways to mend a history, made only when one of them is asked for: most windows never need them."""

from dataclasses import dataclass

from closeddoor.presenters.repairing import RepairSteps
from closeddoor.presenters.restoring import RestoreSteps


@dataclass(frozen=True)
class Mending:
    """A backup in the place of what is here, or what can be read of it in a new history."""

    restore: RestoreSteps
    repair: RepairSteps
