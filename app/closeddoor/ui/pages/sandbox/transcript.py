"""The conversation: turns one under the other, following the end only while the reader is there."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from closeddoor.presenters.states.sandbox import MessageRow
from closeddoor.ui.pages.sandbox.context_full import ContextFull
from closeddoor.ui.pages.sandbox.messages import ModelTurn, Turn, UserTurn
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.words import words

COLUMN_PX = 612
"""The conversation and what one writes share a column, about 72 characters of the document face wide."""

AT_END_PX = 24
"""This close to the end counts as reading the end."""


class Transcript(ColumnPage):
    """Keeps the widgets of turns that are still there, so that a long conversation is not built again and again."""

    copy_requested = Signal(int)
    regenerate_requested = Signal()
    context_choice_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMN_PX, parent)
        self._turns: dict[int, Turn] = {}
        self._roles: list[tuple[int, str]] = []
        self._follows = True
        self._found: int | None = None
        self._empty = words(
            "Ask what you would not ask in the meeting. The model runs on this laptop; nobody else reads it.",
            "document-soft",
        )
        self.body.setSpacing(0)
        self.body.addWidget(self._empty)
        self._full = ContextFull()
        self._full.context_choice_requested.connect(self.context_choice_requested)
        self._full.hide()
        self.body.addWidget(self._full)
        self.body.addStretch(1)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._moved)
        bar.rangeChanged.connect(self._grown)

    def set_messages(self, rows: Sequence[MessageRow], *, can_regenerate: bool, found: int | None) -> None:
        """Show `rows`; turns that were there before keep scroll, selection and what has streamed into them."""
        roles = [(row.message_id, row.role) for row in rows]
        if roles != self._roles[: len(roles)] or len(roles) < len(self._roles):
            self._drop_from(_common_length(roles, self._roles))
        for row in rows[len(self._roles) :]:
            self._add(row)
        last = rows[-1].message_id if rows else None
        for row in rows:
            again = can_regenerate and row.message_id == last
            self._turns[row.message_id].assign(row, can_regenerate=again, found=row.message_id == found)
        self._empty.setVisible(not rows)
        if found != self._found:
            self._found = found
            self._show_found()

    def set_context_full(self, *, is_full: bool) -> None:
        """Ask after the last turn how to go on, or stop asking."""
        if is_full and self._full.isHidden():
            self.follow_end()
        self._full.setVisible(is_full)

    def append_text(self, message_id: int, piece: str) -> None:
        """Let `piece` appear at the end of a turn; one that is not on the page is none of its business."""
        turn = self._turns.get(message_id)
        if turn is not None:
            turn.append_piece(piece)

    def follow_end(self) -> None:
        """Go to the end and stay there while it grows."""
        self._follows = True
        self._grown()

    def _add(self, row: MessageRow) -> None:
        turn: Turn = UserTurn() if row.role == "user" else ModelTurn()
        turn.copy_requested.connect(self.copy_requested)
        turn.regenerate_requested.connect(self.regenerate_requested)
        self._turns[row.message_id] = turn
        self._roles.append((row.message_id, row.role))
        self.body.insertWidget(self.body.indexOf(self._full), turn)
        if row.role == "user":
            self.follow_end()

    def _drop_from(self, kept: int) -> None:
        for message_id, _ in self._roles[kept:]:
            turn = self._turns.pop(message_id)
            self.body.removeWidget(turn)
            turn.hide()
            turn.deleteLater()
        del self._roles[kept:]
        if not kept:
            self._follows = True

    def _moved(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - AT_END_PX

    def _grown(self) -> None:
        bar = self.verticalScrollBar()
        if self._follows:
            bar.setValue(bar.maximum())

    def _show_found(self) -> None:
        turn = self._turns.get(self._found) if self._found is not None else None
        if turn is not None:
            self._follows = False
            QTimer.singleShot(0, turn, lambda: self.ensureWidgetVisible(turn, 0, 80))


def _common_length(new: Sequence[tuple[int, str]], old: Sequence[tuple[int, str]]) -> int:
    pairs = zip(new, old, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(new), len(old)))
