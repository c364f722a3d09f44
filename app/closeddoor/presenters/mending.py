"""What can be done where a history does not open, made only when it is asked for: most windows never need it."""

from dataclasses import dataclass

from closeddoor.presenters.erase_steps import EraseSteps
from closeddoor.presenters.repairing import RepairSteps
from closeddoor.presenters.restoring import RestoreSteps


@dataclass(frozen=True)
class Mending:
    """A backup in the place of what is here, what can be read of it in a new history, or an end of it."""

    restore: RestoreSteps
    repair: RepairSteps
    erase: EraseSteps
