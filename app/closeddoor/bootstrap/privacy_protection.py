"""The section on what opens the history, wired."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.domain.errors import BugError
from closeddoor.presenters.privacy.presenter import PrivacyPresenter
from closeddoor.presenters.privacy.protection import ProtectionPresenter
from closeddoor.presenters.window import WindowPresenter
from closeddoor.services.protection import ProtectionService
from closeddoor.ui.pages.privacy.protection import ProtectionSection
from closeddoor.vault.vault import Vault


def open_protection(
    page: ProtectionSection, vault: Vault, equipment: Equipment, parent: QObject
) -> ProtectionPresenter:
    """Return the presenter of the section, over an open vault."""
    service = ProtectionService(vault, equipment.database, equipment.jobs)
    presenter = ProtectionPresenter(page, service, equipment.dispatcher, parent)
    page.step_requested.connect(presenter.begin)
    page.sent.connect(presenter.send)
    page.mode_requested.connect(presenter.show_mode)
    page.code_noted.connect(presenter.confirm_noted)
    page.groups_checked.connect(presenter.check_groups)
    page.left.connect(presenter.leave)
    page.keep_requested.connect(equipment.window.keep_requested)
    page.restart_requested.connect(equipment.start_afresh)

    def begin_afresh_instead() -> None:
        """No other page can show anything of a history that had to be closed; the window itself may be closed."""
        if presenter.is_closed and equipment.window.isVisible():
            equipment.dispatcher.later(0, equipment.start_afresh)

    page.left.connect(begin_afresh_instead)
    presenter.asked.connect(page.focus_step, Qt.ConnectionType.QueuedConnection)  # once it is at the front
    return presenter


def has_unchecked_code(room: PrivacyPresenter) -> bool:
    """Whether the section shows, or asks for, a new recovery code that is not valid yet."""
    return _protection_of(room).has_unchecked_code


def puts_new_code(room: PrivacyPresenter) -> bool:
    """Whether the section puts a new recovery code in force, and does not know yet whether it is."""
    return _protection_of(room).puts_new_code


def offer_new_passphrase(room: PrivacyPresenter, frame: WindowPresenter, come_back: Callable[[], None] | None) -> None:
    """Lead to another passphrase, because the recovery code opened the history.

    Either answer leads on by `come_back`; without it, whoever sets one is told here that it is set, and "Not now"
    leads to the page before.
    """
    protection = _protection_of(room)

    def show() -> None:
        frame.show("privacy")
        room.show_section("protection")

    protection.asked.connect(show)
    protection.left.connect(come_back or frame.back)
    if come_back is not None:
        protection.given.connect(come_back)
    protection.offer_new_passphrase()


def _protection_of(room: PrivacyPresenter) -> ProtectionPresenter:
    protection = room.findChild(ProtectionPresenter)
    if protection is None:
        raise BugError("the privacy room has no section on the keys")
    return protection
