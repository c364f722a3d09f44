"""Restoring and repairing where no history is open, wired: made when the unlock page first asks for one of them."""

from PySide6.QtCore import QObject

from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.presenters.mending import Mending
from closeddoor.presenters.repairing import RepairSteps
from closeddoor.presenters.restoring import RestoreSteps
from closeddoor.services.repair import RepairService
from closeddoor.services.restore import RestoreService
from closeddoor.vault.vault_folder import VaultFolder


def mend_closed(
    folder: VaultFolder, database: Executor, jobs: Executor, dispatcher: Dispatcher, parent: QObject
) -> Mending:
    """Return both ways to mend the vault in `folder`, which nobody has open."""
    return Mending(
        RestoreSteps(RestoreService(folder.path, jobs, dispatcher), dispatcher, parent),
        RepairSteps(RepairService(folder, database, dispatcher), dispatcher, parent),
    )
