"""The window's place over an open vault."""

from PySide6.QtCore import QObject

from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.services.futures import ignore_known
from closeddoor.services.window_places import WindowPlaceService
from closeddoor.ui.window import MainWindow
from closeddoor.ui.window_place import PlaceKeeper
from closeddoor.vault.vault import Vault


def keep_window_place(
    window: MainWindow, vault: Vault, database: Executor, dispatcher: Dispatcher, parent: QObject
) -> PlaceKeeper:
    """Put the window back where it was, and keep where it goes from now on; a place that is lost is no problem."""
    keeper, service = PlaceKeeper(window, parent), WindowPlaceService(vault, database)
    dispatcher.deliver(service.load(), keeper.restore, ignore_known)
    keeper.changed.connect(
        lambda arrangement, place: dispatcher.deliver(service.keep(arrangement, place), lambda _: None, ignore_known)
    )
    return keeper
