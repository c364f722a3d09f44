"""The rail at the left: the name, the way back, the places, the lock. Words beside icons, where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, L, M, S
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.words import words


@dataclass(frozen=True)
class RailRow:
    """A place one can go to."""

    name: str
    title: str
    icon_name: str
    shortcut: str = ""


LEAST_WORDS_PX = 168
ROW_EDGES_PX = 56
"""What a row takes beside its words: icon, gap and edges."""

BACK = {"briefing": tr("Leave briefing"), "debrief": tr("Leave debrief"), "own_practice": tr("Leave practice")}
"""What the way back is called where a page has steps of its own to go back in."""


class Rail(QFrame):
    """Emits where the user wants to go; shows what it is told. The way back keeps its place when there is none.

    What is on it is made when it is first rendered: before a history is open, there is nowhere to go.
    """

    page_requested = Signal(str)
    back_requested = Signal()
    lock_requested = Signal()

    def __init__(self, rows: Sequence[RailRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "sunken")
        self._compact = False
        self._current = ""
        self._rows = rows
        self._is_made = False

    def render(self, current: str, *, can_go_back: bool) -> None:  # type: ignore[override]  # not a paint device
        if not self._is_made:
            self._is_made = True
            self._make()
        self._back.setVisible(can_go_back)
        self._back.setAccessibleName(BACK.get(current, tr("Back")))
        self._current = current
        self._mark()
        self._fit()

    def set_compact(self, *, compact: bool) -> None:
        """Show icons alone; names stay in tooltips and for screen readers."""
        if compact != self._compact:
            self._compact = compact
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _make(self) -> None:
        self._name = words(tr("Closed Door"), "heading")
        self._back = Button(tr("Back"), "rail", "back", hint=tr("Back"), shortcut="Alt+Left")
        self._back.clicked.connect(self.back_requested)
        kept = self._back.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._back.setSizePolicy(kept)
        self._buttons: dict[str, Button] = {}
        self._column = self._make_column()
        beside_icons = QVBoxLayout()
        beside_icons.setContentsMargins(M, 0, 0, 0)
        beside_icons.addWidget(self._name)
        self._column.addLayout(beside_icons)
        self._column.addSpacing(M)
        self._column.addWidget(self._back)
        self._column.addSpacing(S)
        self._add_places()
        self._column.addStretch(1)
        self._lock = Button(
            tr("Lock"), "rail", "lock", hint=tr("Lock: everything is closed until you open it again"), shortcut="Ctrl+L"
        )
        self._lock.clicked.connect(self.lock_requested)
        self._column.addWidget(self._lock)

    def _make_column(self) -> QVBoxLayout:
        """Return the column of the rail, which scrolls where large text and an unfolded privacy line leave no room."""
        inside = QWidget()
        inside.setProperty("ground", "clear")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._bar = area.verticalScrollBar()
        self._bar.rangeChanged.connect(self._fit)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        column = QVBoxLayout(inside)
        column.setSpacing(XS)
        return column

    def _ask(self, name: str) -> None:
        """Say where the user wants to go; the mark moves when the window has gone there."""
        self._mark()
        self.page_requested.emit(name)

    def _mark(self) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name == self._current)

    def _add_places(self) -> None:
        for row in self._rows:
            button = Button(row.title, "rail", row.icon_name, hint=row.title, shortcut=row.shortcut)
            button.setCheckable(True)
            button.clicked.connect(partial(self._ask, row.name))
            self._buttons[row.name] = button
            self._column.addWidget(button)

    def _fit(self) -> None:
        if not self._is_made:
            return
        self._name.setVisible(not self._compact)
        side = XS if self._compact else M
        self._column.setContentsMargins(side, L, side, M)
        for button in (self._back, *self._buttons.values(), self._lock):
            button.setText("" if self._compact else f"  {button.accessibleName()}")
        bar_px = self._bar.sizeHint().width() if self._bar.maximum() > 0 else 0
        self.setFixedWidth(2 * side + (scaled(18 + 24) if self._compact else self._words_px()) + bar_px)

    def _words_px(self) -> int:
        """Return what the longest of the names takes, so that the rail keeps its width from page to page."""
        names = [*(button.accessibleName() for button in self._buttons.values()), *BACK.values()]
        longest = max(self._back.fontMetrics().horizontalAdvance(f"  {name}") for name in names)
        return max(scaled(LEAST_WORDS_PX), longest + scaled(ROW_EDGES_PX))
