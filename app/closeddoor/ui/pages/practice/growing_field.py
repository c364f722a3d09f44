"""A field that is measured again when its width changes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from closeddoor.ui.widgets.fields import TextArea


class GrowingField(TextArea):
    """As high as its text at any width, without a scroll bar of its own."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fit(self) -> None:
        """Fixing a height resizes, which may fit again within: the outer call then sets a greatest height of before."""
        super()._fit()
        if self.minimumHeight() != self.maximumHeight():
            super()._fit()
