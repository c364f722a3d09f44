"""The conversation: turns one under the other, following the end only while the reader is there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import CarryingState, MessageRow
from closeddoor.ui.pages.sandbox.context_full import ContextFull
from closeddoor.ui.pages.sandbox.messages import INSET, Manner, ModelTurn, Turn, UserTurn
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.stack import Stack

COLUMN_PX = 612
"""The conversation and what one writes share a column, about 72 characters of the document face wide."""

BATCH = 24
"""So many turns are drawn at first, and so many more each time the reader asks for earlier ones."""

AT_END_PX = 24
"""This close to the end counts as reading the end."""


@dataclass(frozen=True)
class _Shown:
    """What was last rendered, for drawing more of it when the reader asks."""

    rows: tuple[MessageRow, ...]
    manner: Manner
    found: int | None


class Transcript(ColumnPage):
    """Keeps the widgets of turns that are still there, so that a long conversation is not built again and again."""

    copy_requested = Signal(int, bool)
    policy_requested = Signal()
    regenerate_requested = Signal()
    edit_requested = Signal(int)
    step_requested = Signal(int, int)
    figures_toggled = Signal(bool)
    passage_requested = Signal(int, int)
    context_choice_requested = Signal(str, str)
    carried_changed = Signal(str)
    turns_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMN_PX, parent)
        self._turns: dict[int, Turn] = {}
        self._spare: dict[str, list[Turn]] = {"user": [], "assistant": []}
        self._roles: list[tuple[int, str]] = []
        self._follows = True
        self._found: int | None = None
        self._shown: _Shown | None = None
        self._first_id: int | None = None
        self._earlier = quiet(tr("Show earlier turns"))
        self._earlier.clicked.connect(self._show_earlier)
        self._earlier.hide()
        self._stack = Stack()
        self.body.setSpacing(0)
        self.body.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._stack)
        self._tail = QVBoxLayout()
        self._tail.setContentsMargins(INSET, 0, 0, 0)
        self._tail.setSpacing(0)
        self.body.addLayout(self._tail)
        self._full = ContextFull()
        self._full.context_choice_requested.connect(self.context_choice_requested)
        self._full.carried_changed.connect(self.carried_changed)
        self._full.hide()
        self.body.addWidget(self._full)
        self.body.addStretch(1)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._moved)
        bar.rangeChanged.connect(self._grown)

    def set_messages(self, rows: Sequence[MessageRow], manner: Manner, found: int | None) -> None:
        """Show `rows`; turns that were there before keep scroll, selection and what has streamed into them.

        What can be written again is the last of them.
        """
        self._shown = _Shown(tuple(rows), manner, found)
        start = self._start_of(rows, found)
        self._first_id = rows[start].message_id if rows else None
        self._earlier.setVisible(start > 0)
        before = list(self._roles)
        self._bring_to(rows[start:])
        last = rows[-1].message_id if rows else None
        for row in rows[start:]:
            again = manner.can_regenerate and row.message_id == last
            how = replace(manner, can_regenerate=again, found=row.message_id == found)
            self._turns[row.message_id].assign(row, how)
        if found != self._found:
            self._found = found
            self._show_found()
        if before != self._roles:
            self.turns_changed.emit()

    def put_at_end(self, widget: QWidget) -> None:
        """Let `widget` stand below the last turn, where the words of the model begin."""
        self._tail.addWidget(widget)

    def put_below(self, widget: QWidget) -> None:
        """Let `widget` stand at the very end, as wide as the column."""
        self.body.insertWidget(self.body.count() - 1, widget)

    def set_context_full(self, state: CarryingState, *, is_full: bool) -> None:
        """Ask after the last turn how to go on, or stop asking."""
        if is_full and self._full.isHidden():
            self.follow_end()
        self._full.ask(state, is_full=is_full)

    def append_text(self, message_id: int, piece: str) -> None:
        """Let `piece` appear at the end of a turn; one that is not on the page is none of its business."""
        turn = self._turns.get(message_id)
        if turn is not None:
            turn.append_piece(piece)
            self._settle(turn)

    def follow_end(self) -> None:
        """Go to the end and stay there while it grows."""
        self._follows = True
        self._grown()

    def _start_of(self, rows: Sequence[MessageRow], found: int | None) -> int:
        """Return which turn is the first to draw: the same as before, early enough for what was found."""
        ids = [row.message_id for row in rows]
        start = ids.index(self._first_id) if self._first_id in ids else max(0, len(ids) - BATCH)
        return min(start, ids.index(found)) if found in ids else start

    def _show_earlier(self) -> None:
        if self._shown is None or self._first_id is None:
            return
        ids = [row.message_id for row in self._shown.rows]
        self._first_id = ids[max(0, ids.index(self._first_id) - BATCH)]
        self.set_messages(self._shown.rows, self._shown.manner, self._shown.found)
        self._follows = False
        self.verticalScrollBar().setValue(0)

    def _bring_to(self, rows: Sequence[MessageRow]) -> None:
        """Take away turns that are no longer there and add those that are new."""
        roles = [(row.message_id, row.role) for row in rows]
        kept = _common_length(roles, self._roles)
        self._give_to_others(roles, kept)
        same = len(self._roles)
        if len(rows) - same > 2:
            # Showing one widget makes Qt lay out all windows' layouts above it: once for each turn takes seconds.
            self._stack.hide()
        for row in rows[same:]:
            self._add(row)
        self._stack.show()
        if not kept or any(role == "user" for _, role in roles[kept:]):
            self.follow_end()

    def _give_to_others(self, roles: Sequence[tuple[int, str]], kept: int) -> None:
        """Give the turns after the first `kept` to others of the same side, as far as sides agree: making one is slow.

        Measured: a widget of a turn takes 10 ms to make and 2 ms to be given other words.
        """
        stays = [(self._turns.pop(message_id), role) for message_id, role in self._roles[kept:]]
        sides = zip(stays, roles[kept:], strict=False)
        agree = next((place for place, ((_, old), (_, new)) in enumerate(sides) if old != new), None)
        agree = min(len(stays), len(roles) - kept) if agree is None else agree
        self._roles = [*self._roles[:kept], *roles[kept : kept + agree]]
        for (turn, _), (message_id, _) in zip(stays[:agree], roles[kept:], strict=False):
            self._turns[message_id] = turn
        for turn, role in stays[agree:]:
            self._put_aside(turn, role)

    def _add(self, row: MessageRow) -> None:
        turn = self._spare[row.role].pop() if self._spare[row.role] else self._make(row.role)
        self._turns[row.message_id] = turn
        self._roles.append((row.message_id, row.role))
        self._stack.add(turn)

    def _make(self, role: str) -> Turn:
        turn: Turn = UserTurn() if role == "user" else ModelTurn()
        turn.copy_requested.connect(self.copy_requested)
        turn.policy_requested.connect(self.policy_requested)
        turn.regenerate_requested.connect(self.regenerate_requested)
        turn.edit_requested.connect(self.edit_requested)
        turn.step_requested.connect(self.step_requested)
        turn.figures_toggled.connect(self.figures_toggled)
        turn.passage_requested.connect(self.passage_requested)
        return turn

    def _put_aside(self, turn: Turn, role: str) -> None:
        if len(self._spare[role]) < BATCH:
            self._stack.put_aside(turn)
            turn.forget()
            self._spare[role].append(turn)
        else:
            self._stack.remove(turn)

    def _settle(self, turn: Turn) -> None:
        """Lay out what is around `turn` now, if it has grown.

        Each widget around another would hear of it one turn of the event loop later than that one, and all that is in
        sight would be painted each time: four times for every new line.
        """
        around: QWidget | None = turn
        while around is not None and around is not self:
            QCoreApplication.sendPostedEvents(around, QEvent.Type.LayoutRequest.value)
            around = around.parentWidget()

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
