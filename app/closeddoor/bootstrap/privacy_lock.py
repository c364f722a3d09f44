"""The section on locking, wired."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.presenters.privacy.lock import LockPresenter
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.services.settings import SettingsService
from closeddoor.ui.pages.privacy.lock import LockSection
from closeddoor.ui.system_lock import SystemLock


def open_lock(
    page: LockSection, services: Services, settings: SettingsPresenter, system: SystemLock, parent: QObject
) -> LockPresenter:
    """Return the presenter of the section: it says what `system` hears, and follows `settings`."""
    vault, equipment = services.vault, services.equipment
    kept = SettingsService(vault, equipment.database)
    presenter = LockPresenter(
        *(page, kept, lambda: vault.is_kept, lambda: system.hears, equipment.dispatcher, parent)
    )  # fmt: skip
    system.hears_changed.connect(presenter.refresh)
    equipment.frame.settings_applied.connect(presenter.follow)
    presenter.follow(dict(settings.values))
    page.minutes_chosen.connect(presenter.choose)
    page.lock_requested.connect(equipment.window.lock_requested)
    page.keep_requested.connect(equipment.window.keep_requested)
    presenter.changed.connect(settings.change)  # where all settings are followed from
    return presenter
