"""Under the field, where there is little room: the documents by their number, and who answers; each opens."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme.spacing import TARGET, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.words import plain_tip

ROUNDING_PX = 2
"""What a button takes beside its words is not the same pixel for all words."""


class BriefLine(QWidget):
    """One line. `about_toggled`: what the model is and can be trusted with is to be said in full, or no longer."""

    about_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._documents: QWidget | None = None
        self._about = quiet(tr("About the model"), "up")
        self._about.setCheckable(True)
        self._about.setAccessibleDescription(tr("Says it in full above"))
        self._about.setMinimumWidth(TARGET)
        self._about.toggled.connect(self.about_toggled)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(S)
        self._row.addWidget(self._about, 1, Qt.AlignmentFlag.AlignLeft)

    def place_documents(self, button: QWidget) -> None:
        """Give the button that opens the documents its place."""
        self._documents = button
        self._row.insertWidget(0, button)
        button.installEventFilter(self)

    def render(self, text: str) -> None:  # type: ignore[override]  # words, not a paint device
        self._text = text
        self._about.setAccessibleName(text)
        self._about.setVisible(bool(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:  # the other button says something else now
            self._fit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Say as much as there is room for; the rest is in the tip, and in what opens."""
        metrics = self._about.fontMetrics()
        taken_px = self._documents.sizeHint().width() + S if self._documents is not None else 0
        beside_px = self._about.sizeHint().width() - metrics.horizontalAdvance(self._about.text())
        room_px = self.width() - taken_px - beside_px - ROUNDING_PX
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, room_px)
        if shown != self._about.text():
            self._about.setText(shown)
        self._about.setToolTip("" if shown == self._text else plain_tip(self._text))
