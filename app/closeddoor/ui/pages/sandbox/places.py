"""Which of several alternatives is shown, and the way to the one before and after it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import words


class Places(QWidget):
    """`‹ 2 of 3 ›`; `step_requested` carries -1 or 1."""

    step_requested = Signal(int)

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self._back = quiet(tr("Earlier {what}", what=what), "back", icon_only=True)
        self._forward = quiet(tr("Later {what}", what=what), "forward", icon_only=True)
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
        """Show which it is; the focus stays on an arrow that leads on."""
        had_focus = self._back.hasFocus() or self._forward.hasFocus()
        count = tr("{place} of {places}", place=place, places=places)
        is_other = bool(self._count.text()) and self._count.text() != count
        self._count.setText(count)
        self.setAccessibleName(f"{self._what} {count}".capitalize())
        leads_back, leads_on = can_step and place > 1, can_step and place < places
        for arrow, leads in ((self._back, leads_back), (self._forward, leads_on)):
            if leads:
                arrow.setEnabled(True)
        if had_focus and leads_back != leads_on:  # an arrow that is disabled would hand the focus to something else
            (self._back if leads_back else self._forward).setFocus()
        self._back.setEnabled(leads_back)
        self._forward.setEnabled(leads_on)
        if had_focus and is_other:
            announce(self, self.accessibleName())
