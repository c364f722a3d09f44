"""The settings: followed from the start, shown once their page is made."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from closeddoor.bootstrap.services import Services
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.presenters.states.settings import FactRow, SettingsViewState
from closeddoor.services.settings import SettingsService

if TYPE_CHECKING:
    from closeddoor.bootstrap.models import Models
    from closeddoor.ui.pages.settings.page import SettingsPage


class UnmadePage:
    """Stands for the page of the settings until there is one, and keeps what it is to show."""

    def __init__(self) -> None:
        self._page: SettingsPage | None = None
        self._state: SettingsViewState | None = None

    def render(self, state: SettingsViewState) -> None:
        self._state = state
        if self._page is not None:
            self._page.render(state)

    def be(self, page: "SettingsPage") -> None:
        """Show on `page` from now on, what was to be shown before too."""
        self._page = page
        if self._state is not None:
            page.render(self._state)


def follow_settings(services: Services, page: UnmadePage, parent: QObject) -> SettingsPresenter:
    """Return the presenter, over a page that may be made later; the frame looks as the settings have it."""
    equipment = services.equipment
    presenter = SettingsPresenter(
        page,
        SettingsService(services.vault, equipment.database),
        partial(_facts, equipment.models),
        equipment.dispatcher,
        parent,
    )
    presenter.settings_changed.connect(equipment.frame.apply)
    equipment.window.text_size_requested.connect(presenter.step_text_size)
    return presenter


def _facts(models: "Models") -> tuple[FactRow, ...]:
    from closeddoor.bootstrap.facts import installation_facts

    return installation_facts(models)
