"""The labels beside a selection: a small row of buttons that never takes the keyboard from the document."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from closeddoor.presenters.states.briefing import LabelView
from closeddoor.ui.theme.spacing import XS
from closeddoor.ui.widgets.buttons import Button, quiet
from closeddoor.ui.widgets.words import plain_tip


class LabelPalette(QFrame):
    """Shows itself under the selected words; `label_chosen` carries a label's id."""

    label_chosen = Signal(str)

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self._labels: tuple[LabelView, ...] = ()
        self._buttons: list[Button] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(XS, XS, XS, XS)
        self._grid.setSpacing(XS)
        self.setProperty("card", "true")
        self.setAccessibleName("Labels for the selected words")
        self.hide()

    def offer(self, labels: Sequence[LabelView]) -> None:
        """Offer `labels`, numbered from 1 as the keys that give them."""
        if tuple(labels) == self._labels:
            return
        self._labels = tuple(labels)
        for button in self._buttons:
            button.deleteLater()
        self._buttons = []
        for number, label in enumerate(labels, 1):
            button = quiet(f"{number}  {label.title}".replace("&", "&&"))
            button.setAccessibleName(f"Mark as {label.title}")
            button.setToolTip(plain_tip(f"Mark as {label.title} ({number})"))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, label_id=label.label_id: self.label_chosen.emit(label_id))
            self._buttons.append(button)

    def show_under(self, words: QRect) -> None:
        """Show the palette under `words` (in coordinates of the ground), above them where there is no room below."""
        self._arrange(self._ground.width())
        bounds = self._ground.rect()
        below = words.bottom() + XS
        fits = below + self.height() <= bounds.height()
        top = below if fits else max(0, words.top() - XS - self.height())
        left = max(XS, min(words.left(), bounds.width() - self.width() - XS))
        self.move(QPoint(left, top))
        self.raise_()
        self.show()

    def _arrange(self, room_px: int) -> None:
        """Set the buttons side by side as far as they fit."""
        widest = max((button.sizeHint().width() for button in self._buttons), default=1)
        in_one_row = sum(button.sizeHint().width() + XS for button in self._buttons) + XS < room_px
        columns = len(self._buttons) if in_one_row else max(1, room_px // (widest + XS))
        for index, button in enumerate(self._buttons):
            self._grid.addWidget(button, index // columns, index % columns)
            button.show()
        self._grid.activate()
        self.resize(self._grid.sizeHint())
