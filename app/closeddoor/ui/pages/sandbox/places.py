"""Which of several alternatives is shown, and the way to the one before and after it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.words import words


class Places(QWidget):
    """`‹ 2 of 3 ›`; `step_requested` carries -1 or 1."""

    step_requested = Signal(int)

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self._back = quiet(f"Earlier {what}", "back", icon_only=True)
        self._forward = quiet(f"Later {what}", "forward", icon_only=True)
        self._back.clicked.connect(lambda: self.step_requested.emit(-1))
        self._forward.clicked.connect(lambda: self.step_requested.emit(1))
        self._count = words(face="small")
        self._count.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._back, self._count, self._forward):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def assign(self, place: int, places: int, *, can_step: bool) -> None:
        self._count.setText(f"{place} of {places}")
        self.setAccessibleName(f"{self._what} {place} of {places}".capitalize())
        self._back.setEnabled(can_step and place > 1)
        self._forward.setEnabled(can_step and place < places)
