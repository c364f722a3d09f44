"""The lines of the list of attempts as values, and as Qt asks for them."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from closeddoor.language import tr
from closeddoor.presenters.states.record import AttemptsState
from closeddoor.ui.widgets.words import plain_tip

LINE = Qt.ItemDataRole.UserRole
OWN_HEADING = tr("On your own documents, never scored")

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """A heading, an attempt, practice on an own document, or (`is_more`) the way to those not listed yet."""

    title: str
    below: str = ""
    aside: str = ""
    key: int | None = None
    is_own: bool = False
    is_ticked: bool | None = None
    is_more: bool = False

    @property
    def is_heading(self) -> bool:
        return self.key is None and not self.is_more


def lines_of(state: AttemptsState) -> tuple[Line, ...]:
    """Return what the list shows: months as headings, and own documents apart, at the end."""
    lines: list[Line] = []
    month = ""
    for row in state.rows:
        if row.month != month:
            month = row.month
            lines.append(Line(month))
        ticked = row.attempt_id in state.selected if state.is_selecting else None
        lines.append(Line(row.title, row.below, row.aside, row.attempt_id, is_ticked=ticked))
    if state.more:
        lines.append(Line(state.more, is_more=True))
    if state.own:
        lines.append(Line(OWN_HEADING))
        lines += (Line(own.title, own.when, tr("Open"), own.own_id, is_own=True) for own in state.own)
    return tuple(lines)


class Lines(QAbstractListModel):
    """The lines as Qt asks for them; headings cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def assign(self, lines: tuple[Line, ...]) -> None:
        """Show other lines; ticks alone keep place and focus."""
        if [(line.key, line.title, line.below) for line in lines] == [
            (line.key, line.title, line.below) for line in self._lines
        ]:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, index: Index) -> Line | None:
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: ARG002  a list has no children
        return len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(part for part in (line.title, line.below, line.aside) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{line.title}\n{line.below}") if line.key is not None else None
        if role == Qt.ItemDataRole.CheckStateRole and line.is_ticked is not None:
            return Qt.CheckState.Checked if line.is_ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index)
        if line is None or line.is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
