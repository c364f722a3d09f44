"""The ways to protect a history, one under the other, each with what it does and what it risks."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.keep import ProtectionKind, ProtectionRow
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XS, M, S
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.option_row import OptionRow
from closeddoor.ui.widgets.words import words


class ProtectionChoice(QWidget):
    """Emits `chosen(kind)` for what the user chose, never for what was assigned."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("How your history is opened"))
        self._shown: tuple[ProtectionRow, ...] = ()
        self._options: dict[ProtectionKind, OptionRow] = {}
        self._group = QButtonGroup(self)
        self._about: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)

    def render(self, rows: tuple[ProtectionRow, ...], chosen: ProtectionKind) -> None:  # type: ignore[override]  # not a paint device
        if rows != self._shown:
            self._shown = rows
            self._draw()
        if (option := self._options.get(chosen)) is not None:
            option.setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._indent()

    def _draw(self) -> None:
        empty(self._column)
        self._options, self._about = {}, []
        for row in self._shown:
            self._column.addWidget(self._entry(row))
        self._indent()

    def _entry(self, row: ProtectionRow) -> QWidget:
        option = OptionRow(row.title)
        option.setAccessibleDescription(" ".join(part for part in (row.about, row.risk) if part))
        option.clicked.connect(lambda: self.chosen.emit(row.kind))
        self._group.addButton(option)
        self._options[row.kind] = option
        entry, below = QWidget(), QWidget()
        column, text = QVBoxLayout(entry), QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        text.setSpacing(S)
        for sentence in (row.about, row.risk):
            if sentence:
                text.addWidget(words(sentence, "small"))
        column.addWidget(option)
        column.addWidget(below)
        self._about.append(below)
        return entry

    def _indent(self) -> None:
        """Let what is said of a way stand under its words, not under its sign."""
        for below in self._about:
            layout = below.layout()
            if layout is not None:
                layout.setContentsMargins(scaled(40), 0, 0, 0)
