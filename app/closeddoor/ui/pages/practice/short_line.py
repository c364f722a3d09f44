"""A line of text that takes its own width where there is room, and is cut where there is not."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from closeddoor.ui.widgets.words import ElidedLabel

SPARE_PX = 2
"""Advances are rounded; a text one pixel short of its width would lose its end."""


class ShortLine(ElidedLabel):
    """Never wider than its text."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(SPARE_PX, 0)

    def minimumSizeHint(self) -> QSize:
        """Be no wider than a short text either: what follows it stands beside it."""
        return super().minimumSizeHint().boundedTo(self.sizeHint())
