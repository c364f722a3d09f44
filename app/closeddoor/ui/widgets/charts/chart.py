"""What every chart has in common: how wide it likes to be, one height, and both anew with another text size."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from closeddoor.ui.theme import scaled


class Chart(QWidget):
    """A drawing `usual_px` wide, at least `least_px`, at text size 1; `fills` takes all the width there is.

    Qt asks for these sizes anew whenever the font or the style changes.
    """

    def __init__(self, usual_px: int, least_px: int, *, fills: bool = False) -> None:
        super().__init__()
        self._usual_px, self._least_px = usual_px, least_px
        across = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def height_px(self) -> int:
        """Return the height at the text size of now, in pixels."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._usual_px), self.height_px())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(self._least_px), self.height_px())
