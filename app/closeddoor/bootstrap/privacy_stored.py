"""The section on what is kept, wired."""

from functools import partial

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.system import confines_children
from closeddoor.presenters.privacy.stored import StoredPresenter
from closeddoor.presenters.promise import promise_of
from closeddoor.services.stored import StoredService
from closeddoor.ui.pages.privacy.stored import StoredSection
from closeddoor.vault.vault import Vault


def open_stored(page: StoredSection, vault: Vault, equipment: Equipment, parent: QObject) -> StoredPresenter:
    """Return the presenter of the section, over an open vault and the folder of its profile."""
    service = StoredService(vault, equipment.database, equipment.jobs, equipment.profile.folder)
    return StoredPresenter(page, service, partial(true_promise, vault), equipment.dispatcher, parent)


def true_promise(vault: Vault) -> tuple[str, ...]:
    """Return the promise as it is true of this history on this system, now."""
    return promise_of(confines=confines_children(), is_kept=vault.is_kept)
