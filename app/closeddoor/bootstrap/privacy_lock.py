"""The section on locking, wired, and with it all that locks by itself."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.lock_triggers import watch_for_locking
from closeddoor.presenters.privacy.lock import LockPresenter
from closeddoor.services.settings import SettingsService
from closeddoor.ui.pages.privacy.lock import LockSection
from closeddoor.vault.vault import Vault


def open_lock(page: LockSection, vault: Vault, equipment: Equipment, parent: QObject) -> LockPresenter:
    """Return the presenter of the section; from here on an open history locks by itself."""
    system = watch_for_locking(vault, equipment, parent).system
    settings = SettingsService(vault, equipment.database)
    presenter = LockPresenter(
        *(page, settings, lambda: vault.is_kept, lambda: system.hears, equipment.dispatcher, parent)
    )  # fmt: skip
    system.hears_changed.connect(presenter.refresh)
    equipment.frame.kept.connect(system.look)  # a screen that was locked meanwhile found nothing that can be locked
    equipment.frame.settings_applied.connect(presenter.follow)
    page.minutes_chosen.connect(presenter.choose)
    page.lock_requested.connect(equipment.window.lock_requested)
    page.keep_requested.connect(equipment.window.keep_requested)
    presenter.changed.connect(equipment.pages.settings.setting_changed)  # where all settings are followed from
    return presenter
