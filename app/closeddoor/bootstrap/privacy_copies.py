"""The section on copies, wired."""

from concurrent.futures import Future

from PySide6.QtCore import QCoreApplication, QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.mending import give_up_with_window
from closeddoor.presenters.privacy.copies import CopiesPresenter, CopiesSources
from closeddoor.presenters.repairing import RepairSteps
from closeddoor.presenters.restoring import RestoreSteps, nothing_open
from closeddoor.services.backup import BackupService, Threads
from closeddoor.services.last_backup import LastBackupService
from closeddoor.services.repair import RepairService
from closeddoor.services.restore import RestoreService
from closeddoor.ui.pages.privacy.copies import CopiesSection
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder


def open_copies(page: CopiesSection, vault: Vault, equipment: Equipment, parent: QObject) -> CopiesPresenter:
    """Return the presenter of the section, over an open vault."""
    sources = _sources(vault, equipment, parent)
    presenter = CopiesPresenter(page, sources, equipment.dispatcher, parent)
    _connect(page, presenter)
    page.keep_requested.connect(equipment.window.keep_requested)
    presenter.held.connect(lambda is_held: _hold(equipment, is_held=is_held))
    presenter.anew_wanted.connect(equipment.start_afresh)
    give_up_with_window(presenter.cancel)
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(presenter.end)
    return presenter


def _sources(vault: Vault, equipment: Equipment, parent: QObject) -> CopiesSources:
    database, jobs, dispatcher = equipment.database, equipment.jobs, equipment.dispatcher

    def close_history() -> Future[None]:
        return database.submit(vault.close) if vault.is_kept else nothing_open()

    folder = VaultFolder(equipment.profile.vault)
    restoring = RestoreService(folder.path, jobs, dispatcher)
    repairing = RepairService(folder, database, dispatcher)
    return CopiesSources(
        BackupService(vault, Threads(database, jobs, dispatcher, equipment.database_wanted)),
        LastBackupService(vault, database),
        restoring,
        RestoreSteps(restoring, dispatcher, parent, close_history=close_history),
        RepairSteps(repairing, dispatcher, parent, close_history=close_history),
        close_history,
        lambda: vault.keys.opened if vault.keys else None,
    )


def _hold(equipment: Equipment, *, is_held: bool) -> None:
    """Let nobody leave for a page whose history is closed; the window may be closed without a question."""
    equipment.frame.hold(is_held)
    if is_held:
        equipment.frame.ask_before_closing(asks=False)


def _connect(page: CopiesSection, presenter: CopiesPresenter) -> None:
    page.step_requested.connect(presenter.show_step)
    page.save_requested.connect(presenter.save)
    page.cancel_requested.connect(presenter.cancel)
    page.backup_chosen.connect(presenter.choose_backup)
    page.look_into_requested.connect(presenter.look_into_backup)
    page.restore_requested.connect(presenter.restore)
    page.repair_requested.connect(presenter.repair)
    page.aside_chosen.connect(presenter.ask_about)
    page.put_back_requested.connect(presenter.put_back)
    page.delete_requested.connect(presenter.delete)
    page.anew_requested.connect(presenter.anew_wanted)
    page.left.connect(presenter.leave)
