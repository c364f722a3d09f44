"""The privacy room put together: its page, and the presenter of each section that is there."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.privacy_copies import open_copies
from closeddoor.bootstrap.privacy_erase import open_erase
from closeddoor.bootstrap.privacy_lock import open_lock
from closeddoor.bootstrap.privacy_policy import open_policy
from closeddoor.bootstrap.privacy_protection import open_protection
from closeddoor.bootstrap.privacy_shut import open_shut
from closeddoor.bootstrap.privacy_stored import open_stored, true_promise
from closeddoor.bootstrap.services import Services
from closeddoor.presenters.privacy.presenter import PrivacyPresenter
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.ui.pages.privacy.copies import CopiesSection
from closeddoor.ui.pages.privacy.erase import EraseSection
from closeddoor.ui.pages.privacy.lock import LockSection
from closeddoor.ui.pages.privacy.policy import PolicySection
from closeddoor.ui.pages.privacy.protection import ProtectionSection
from closeddoor.ui.pages.privacy.shut import ShutSection
from closeddoor.ui.pages.privacy.stored import StoredSection
from closeddoor.ui.system_lock import SystemLock


def open_privacy(
    services: Services, settings: SettingsPresenter, system: SystemLock, parent: QObject
) -> PrivacyPresenter:
    """Return the presenter of the room, with one more for each section: a line each."""
    vault, equipment = services.vault, services.equipment
    page = equipment.pages.privacy
    room = PrivacyPresenter(page, lambda: true_promise(vault)[:2], parent)
    room.add("stored", open_stored(page.the(StoredSection), vault, equipment, room))
    copies = open_copies(page.the(CopiesSection), vault, equipment, room)
    copies.held.connect(room.hold)
    room.add("copies", copies)
    room.add("lock", open_lock(page.the(LockSection), services, settings, system, room))
    room.add("erase", open_erase(page.the(EraseSection), vault, equipment, room))
    protection = open_protection(page.the(ProtectionSection), vault, equipment, room)
    protection.held.connect(room.hold)
    room.add("protection", protection)
    room.add("shut", open_shut(page.the(ShutSection), services, room))
    room.add("policy", open_policy(page.the(PolicySection), room))
    page.section_requested.connect(room.show_section)
    for bound in (page.the(CopiesSection), page.the(LockSection)):
        bound.policy_requested.connect(lambda: room.show_section("policy"))
    return room
