"""What can be done with a history that was refused, beside what is said of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.unlock import Offer
from closeddoor.ui.theme.spacing import M
from closeddoor.ui.widgets.buttons import Button, secondary
from closeddoor.ui.widgets.flow import Flow


class Offers(QWidget):
    """A button for each offer; `chosen` carries which."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = Flow(self, gap_px=M)
        self._buttons: dict[Offer, Button] = {
            "repair": secondary(tr("Repair …")),
            "anyway": secondary(tr("Open it as it is")),
            "restore": secondary(tr("Restore a backup …")),
        }
        for offer, button in self._buttons.items():
            button.clicked.connect(lambda _=False, offer=offer: self.chosen.emit(offer))
            row.addWidget(button)

    def render(self, offers: tuple[Offer, ...]) -> None:  # type: ignore[override]  # not a paint device
        for offer, button in self._buttons.items():
            button.setVisible(offer in offers)
        self.setVisible(bool(offers))
