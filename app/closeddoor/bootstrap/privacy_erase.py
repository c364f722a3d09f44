"""The section that erases everything, wired."""

from PySide6.QtCore import QObject

from closeddoor.bootstrap.equipment import Equipment
from closeddoor.presenters.privacy.erase import ErasePresenter
from closeddoor.services.erasing import ErasingService
from closeddoor.ui.pages.privacy.erase import EraseSection
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder


def open_erase(page: EraseSection, vault: Vault, equipment: Equipment, parent: QObject) -> ErasePresenter:
    """Return the presenter of the section; what is in memory only is not on the disk to be erased."""
    del vault  # it is looked for on the disk, whatever is open
    service = ErasingService(VaultFolder(equipment.profile.vault), equipment.database, is_open=True)
    presenter = ErasePresenter(page, service, equipment.dispatcher, equipment.start_afresh, parent)
    page.word_typed.connect(presenter.type_word)
    page.models_chosen.connect(presenter.choose_models)
    page.erase_requested.connect(presenter.erase)
    return presenter
