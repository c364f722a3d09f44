"""The branches of a conversation: each part between two forks is a line one can jump to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import BranchRow
from closeddoor.ui.pages.sandbox.transcript import COLUMN_PX
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.column import side_margin_px
from closeddoor.ui.widgets.two_line_list import Entry, TwoLineList
from closeddoor.ui.widgets.words import words

HINT = tr(
    "Each line is a part of the conversation without a fork. Enter shows it; Delete removes it with what follows."
)


class Outline(QWidget):
    """Emits which part to show, or to delete with what follows from it."""

    branch_requested = Signal(int)
    branch_deleted = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = TwoLineList(tr("Branches"))
        self._list.entry_chosen.connect(self._show)
        self._list.delete_wanted.connect(self._delete)
        close = secondary(tr("Back to the conversation"), "back", shortcut="Esc")
        close.clicked.connect(self.closed)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for widget in (words(tr("Branches"), "heading"), words(HINT, "small")):
            column.addWidget(widget)
        column.addWidget(self._list, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._row.addWidget(self._inside, 100)
        self._row.addStretch(1)

    def render(self, branches: tuple[BranchRow, ...]) -> None:  # type: ignore[override]  # not a paint device
        side = side_margin_px(self)
        self._row.setContentsMargins(side, L, side, S)
        self._inside.setMaximumWidth(scaled(COLUMN_PX))
        shown = [row.message_id for row in branches if row.is_shown]
        self._list.set_entries([_entry(row) for row in branches], shown[-1] if shown else None)

    def focus_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, key: object) -> None:
        if isinstance(key, int):
            self.branch_requested.emit(key)

    def _delete(self, key: object) -> None:
        if isinstance(key, int):
            self.branch_deleted.emit(key)


def _entry(row: BranchRow) -> Entry:
    about = tr("{about} · shown", about=row.about) if row.is_shown else row.about
    return Entry(row.message_id, row.text, about, depth=row.depth)
