"""The section on what is kept, wired."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.bootstrap.system import confines_children
from closeddoor.presenters.privacy.stored import StoredPresenter
from closeddoor.presenters.promise import promise_of
from closeddoor.ui.pages.privacy.stored import StoredSection
from closeddoor.vault.vault import Vault


def open_stored(page: StoredSection, vault: Vault, equipment: Equipment, parent: QObject) -> StoredPresenter:
    """Return the presenter of the section, over an open vault and its folder."""
    del vault, equipment
    return StoredPresenter(page, promise_of(confines=confines_children()), parent)
