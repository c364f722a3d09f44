"""Restoring, repairing and erasing where no history is open: made when the unlock page first asks for one of them."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.presenters.erase_steps import EraseSteps
from closeddoor.presenters.mending import Mending
from closeddoor.presenters.repairing import RepairSteps
from closeddoor.presenters.restoring import RestoreSteps
from closeddoor.services.erasing import ErasingService
from closeddoor.services.repair import RepairService
from closeddoor.services.restore import RestoreService
from closeddoor.vault.vault_folder import VaultFolder


def mend_closed(
    folder: VaultFolder, database: Executor, jobs: Executor, dispatcher: Dispatcher, parent: QObject
) -> Mending:
    """Return what can be done about the vault in `folder`, which nobody has open."""
    mending = Mending(
        RestoreSteps(RestoreService(folder.path, jobs, dispatcher), dispatcher, parent),
        RepairSteps(RepairService(folder, database, dispatcher), dispatcher, parent),
        EraseSteps(ErasingService(folder, database, is_open=False), dispatcher, parent),
    )
    for steps in (mending.restore, mending.repair):
        give_up_with_window(steps.cancel)
    return mending


def give_up_with_window(cancel: Callable[[], None]) -> None:
    """Let a closed window give up what is under way: else the process would stay until it is done."""
    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        application.lastWindowClosed.connect(cancel)
