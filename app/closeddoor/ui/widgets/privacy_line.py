"""The line that always says what is private, and the one click that shows why."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, L, M
from closeddoor.ui.widgets.buttons import link, quiet
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import words


class PrivacyLine(QFrame):
    """At the foot of the window. Its detail unfolds above it and folds again by the same click or Esc.

    While what was done is in memory only, it has a quiet way to keep it beside it.
    """

    keep_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "above")
        self._detail = words(face="plain", selectable=True)
        self._detail.setVisible(False)
        self._line = quiet("Privacy", "shield", hint="What protects this, and what does not")
        self._line.setCheckable(True)
        self._line.toggled.connect(self._detail.setVisible)
        self._keep = link("Keep it …")
        self._keep.clicked.connect(self.keep_requested)
        self._keep.hide()
        row = QHBoxLayout()
        row.addWidget(self._line)
        row.addWidget(self._keep)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, XS, L, XS)
        column.setSpacing(XS)
        column.addWidget(self._detail)
        column.addLayout(row)

    def render(self, line: str, detail: str, *, can_keep: bool = False) -> None:  # type: ignore[override]  # a state, not a paint device
        if line != self._line.text() and self.isVisible():
            announce(self, line)
        self._keep.setVisible(can_keep)
        self._line.setText(line)
        self._line.setAccessibleName(line)
        self._line.setAccessibleDescription("Shows what protects this")
        self._detail.setText(detail)

    def set_open(self, *, is_open: bool) -> None:
        """Unfold or fold the detail."""
        self._line.setChecked(is_open)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._detail.setContentsMargins(M, M, M, XS)
            self._detail.setMaximumWidth(scaled(820))
