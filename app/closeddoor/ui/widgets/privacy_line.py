"""The line that always says what is private, and the one click that shows why."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, L, M
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.words import words


class PrivacyLine(QFrame):
    """At the foot of the window. Its detail unfolds above it and folds again by the same click or Esc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "above")
        self._detail = words(face="plain", selectable=True)
        self._detail.setVisible(False)
        self._line = quiet("Privacy", "shield", hint="What protects this, and what does not")
        self._line.setCheckable(True)
        self._line.toggled.connect(self._detail.setVisible)
        row = QHBoxLayout()
        row.addWidget(self._line)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, XS, L, XS)
        column.setSpacing(XS)
        column.addWidget(self._detail)
        column.addLayout(row)

    def render(self, line: str, detail: str) -> None:  # type: ignore[override]  # a state, not a paint device
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
