"""Erasing everything where nothing is open: the same step as in the privacy room, shown on another page."""

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.privacy.erase import ErasePresenter
from closeddoor.presenters.states.privacy.erase import EraseViewState
from closeddoor.services.erasing import ErasingService


class EraseSteps(QObject):
    """`changed`: there is another `view`; `erased`: it is done, and what is there is to be looked at anew."""

    changed = Signal()
    erased = Signal()

    def __init__(self, service: ErasingService, dispatcher: Dispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = EraseViewState()
        self.presenter = ErasePresenter(self, service, dispatcher, self.erased.emit, self)

    def render(self, state: EraseViewState) -> None:
        """Take what the presenter of the step shows, as its page would."""
        self.view = state
        self.changed.emit()
