"""One setting on the page: what it is, what it does, and its control."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.presenters.states.settings import SettingRow, SettingValue
from closeddoor.ui.theme.spacing import XS, L, S
from closeddoor.ui.widgets.choice import SegmentedChoice, Tick
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.words import words


class SettingEntry(QWidget):
    """Emits `changed(key, value)` for what the user chose, never for what was assigned."""

    changed = Signal(str, object)
    policy_requested = Signal()

    def __init__(self, row: SettingRow) -> None:
        super().__init__()
        self._key = row.key
        self._choice: SegmentedChoice | None = None
        self._tick: Tick | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S, 0, L)
        column.setSpacing(XS)
        if row.choices:
            column.addWidget(words(row.title, "strong"))
            column.addWidget(words(row.about, "soft"))
            self._add_note(row.bound, column)
            column.addSpacing(XS)
            self._choice = SegmentedChoice(row.title, [(choice.value, choice.title) for choice in row.choices])
            self._choice.chosen.connect(self._tell)
            column.addWidget(self._choice)
        else:
            self._tick = Tick(row.title)
            self._tick.clicked.connect(self._tell)
            column.addWidget(self._tick)
            column.addWidget(words(row.about, "soft"))

    def _add_note(self, bound: str, column: QVBoxLayout) -> None:
        if bound:
            note = SwitchedOff()
            note.asked.connect(self.policy_requested)
            column.addWidget(note)
            note.say(bound)

    def assign(self, value: SettingValue) -> None:
        """Show `value`."""
        if self._choice is not None:
            self._choice.choose(value)
        if self._tick is not None:
            self._tick.setChecked(value is True)

    def _tell(self, value: object) -> None:
        self.changed.emit(self._key, value)


class SettingSection(HeadedPart):
    """A group of settings under its title."""

    changed = Signal(str, object)
    policy_requested = Signal()

    def __init__(self, title: str, rows: tuple[SettingRow, ...]) -> None:
        super().__init__(title, "heading")
        self._entries = {row.key: SettingEntry(row) for row in rows}
        self.column.setContentsMargins(0, 0, 0, L)
        for entry in self._entries.values():
            entry.changed.connect(self.changed)
            entry.policy_requested.connect(self.policy_requested)
            self.column.addWidget(entry)

    def assign(self, rows: tuple[SettingRow, ...]) -> None:
        for row in rows:
            self._entries[row.key].assign(row.value)
