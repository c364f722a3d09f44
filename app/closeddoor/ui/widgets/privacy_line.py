"""The line that always says what is private, and the one click that shows why."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, L, M
from closeddoor.ui.widgets.buttons import link, quiet
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import words


class PrivacyLine(QFrame):
    """At the foot of the window. Its detail and the way to the privacy room unfold above it by a click, and fold again.

    While what was done is in memory only, it has a quiet way to keep it beside it. Where there is no room for the
    whole line it says the short one; a screen reader hears the whole one always.
    """

    keep_requested = Signal()
    room_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "above")
        self._detail = words(face="plain", selectable=True)
        self._room = link(tr("Privacy room"), hint=tr("What is kept here, what opens it, and what the system refuses"))
        self._room.clicked.connect(self.room_requested)
        self._has_room = False
        self._line = quiet(tr("Privacy"), "shield", hint=tr("What protects this, and what does not"))
        self._line.setCheckable(True)
        self._line.toggled.connect(self._unfold)
        self._keep = link(tr("Keep it …"))
        self._keep.clicked.connect(self.keep_requested)
        self._keep.hide()
        self._lines: tuple[str, ...] = (tr("Privacy"),)
        row = QHBoxLayout()
        row.addWidget(self._line)
        row.addWidget(self._keep)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, XS, L, XS)
        column.setSpacing(XS)
        above = QHBoxLayout()  # a column's height is reckoned for its whole width, a row's for what its parts get
        above.addWidget(self._detail, 100)
        above.addStretch(1)
        column.addLayout(above)
        column.addLayout(self._way_to_room())
        column.addLayout(row)
        self._unfold(is_open=False)

    def render(  # type: ignore[override]  # a state, not a paint device
        self, line: str, detail: str, *, short: str = "", can_keep: bool = False, has_room: bool = False
    ) -> None:
        if line != self._line.accessibleName() and self.isVisible():
            announce(self, line)
        self._lines = (line, short) if short else (line,)
        self._keep.setVisible(can_keep)
        self._line.setAccessibleName(line)
        self._fit()
        self._line.setAccessibleDescription(tr("Shows what protects this"))
        self._detail.setText(detail)
        self._has_room = has_room
        self._unfold(is_open=self._line.isChecked())

    def set_open(self, *, is_open: bool) -> None:
        """Unfold or fold the detail."""
        self._line.setChecked(is_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _unfold(self, is_open: bool) -> None:  # noqa: FBT001 - a signal's value
        self._detail.setVisible(is_open)
        self._room.setVisible(is_open and self._has_room)

    def _way_to_room(self) -> QHBoxLayout:
        self._before_room = QHBoxLayout()
        self._before_room.addWidget(self._room)
        self._before_room.addStretch(1)
        return self._before_room

    def _fit(self) -> None:
        """Say as much as there is room for."""
        taken_px = self._keep.sizeHint().width() + M if not self._keep.isHidden() else 0
        room_px = self.width() - M - L - taken_px
        for line in self._lines:
            self._line.setText(line)
            if self._line.sizeHint().width() <= room_px:
                return

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._detail.setContentsMargins(M, M, M, XS)
            self._before_room.setContentsMargins(M, 0, 0, 0)
            self._detail.setMaximumWidth(scaled(820))
            self._fit()
