"""What Ctrl+K opens: a field to type a name into, and below it what has that name."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.palette import PaletteEntry, PaletteViewState
from closeddoor.ui.shortcuts import ShortcutSpec, shown_keys
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XXL, L, M
from closeddoor.ui.widgets.combo_group import ComboGroup
from closeddoor.ui.widgets.fields import Line
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.two_line_list import Entry, TwoLineList
from closeddoor.ui.widgets.words import words

NAME = tr("Go to anything by its name")
PLACEHOLDER = tr("A page, briefing, conversation or action")
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class Palette(QDialog):
    """The keyboard stays in the field: arrows go through the list, Enter chooses, Esc leaves all as it was."""

    text_changed = Signal(str)
    entry_chosen = Signal(str, str)
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(tr("Closed Door"))
        self.setAccessibleName(NAME)
        self._window = parent
        self._entries: tuple[PaletteEntry, ...] = ()
        self._said = words(face="small")
        self._field = Line(NAME, PLACEHOLDER)
        self._field.setAccessibleDescription(tr("Arrow keys go through what is found, Enter goes there"))
        self._field.textEdited.connect(self.text_changed)
        self._list = TwoLineList(tr("What is found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.entry_chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(L, L, L, M)
        column.setSpacing(M)
        self._combo = ComboGroup(self._field, self._list, self)
        column.addWidget(self._combo)
        column.addWidget(self._said)
        self.rejected.connect(self.dismissed)

    def render(self, state: PaletteViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        if self._field.text() != state.text:
            self._field.setText(state.text)
        if state.entries != self._entries:
            self._entries = state.entries
            self._list.set_entries([_line(entry) for entry in state.entries])
            self._go_to(0)
            self._list.scrollToTop()
            self._tell_current()
        if state.said != self._said.text():
            self._said.setText(state.said)
        if state.is_open != self.isVisible():
            self._show() if state.is_open else self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = MOVES.get(Qt.Key(event.key()))
        if step is not None:
            self._move(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_current()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        """Stand over the upper part of the window, where one looks while typing."""
        window = self._window
        self.resize(min(scaled(620), window.width() - 2 * L), min(scaled(520), window.height() - 2 * L))
        across, down = (window.width() - self.width()) // 2, min(XXL, window.height() - self.height())
        self.move(window.mapToGlobal(QPoint(across, down)))
        self._field.setFocus()
        self.open()

    def _move(self, step: int) -> None:
        """Go on in the list; from either end to the other by one, and only as far as the end by more."""
        count, row = len(self._entries), self._row() + step
        if count:
            self._go_to(row % count if abs(step) == 1 else max(0, min(row, count - 1)))
            self._tell_current()

    def _row(self) -> int:
        return self._list.currentIndex().row()

    def _go_to(self, row: int) -> None:
        self._list.setCurrentIndex(self._list.model().index(row, 0))

    def _tell_current(self) -> None:
        current = self._current_line()
        self._combo.describe(current)
        if self.isVisible() and current:
            announce(self._field, current)

    def _current_line(self) -> str:
        row, count = self._row(), len(self._entries)
        if not 0 <= row < count:
            return ""
        entry = self._entries[row]
        return tr("{title}. {about}. {row} of {count}", title=entry.title, about=entry.about, row=row + 1, count=count)

    def _choose_current(self) -> None:
        row = self._row()
        if 0 <= row < len(self._entries):
            self._choose(self._entries[row])

    def _choose(self, entry: object) -> None:
        if isinstance(entry, PaletteEntry):
            self.entry_chosen.emit(entry.kind, entry.key)


def _line(entry: PaletteEntry) -> Entry:
    keys = shown_keys(ShortcutSpec(entry.keys, "")) if entry.keys else ""
    return Entry(entry, entry.title, " · ".join(part for part in (entry.about, keys) if part))
