"""The home page."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.presenters.states.home import BriefingRow, ConversationRow, HomeViewState
from closeddoor.ui import shortcuts
from closeddoor.ui.pages.home.look_back import LookBack
from closeddoor.ui.pages.home.next_up import NextUp, facts_of
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, L, M
from closeddoor.ui.widgets.buttons import Button, secondary
from closeddoor.ui.widgets.column import ColumnPage, room
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.words import set_words, words

SIDE_BY_SIDE = 900
"""Width at text size 1.0 from which conversations stand beside the shelf."""

STATES = {"new": "New", "open": "In progress", "done": "Done"}


class HomePage(ColumnPage):
    """Shows what to do next; says which of it the user wants."""

    briefing_requested = Signal(str, str)
    debrief_requested = Signal(int)
    library_requested = Signal()
    sandbox_requested = Signal()
    conversation_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1040, parent)
        self._problem = ProblemBanner()
        self._next_up = NextUp()
        self._next_up.briefing_requested.connect(self.briefing_requested)
        self._next_up.debrief_requested.connect(self.debrief_requested)
        self._library = secondary("Open the library", "library", shortcut=shortcuts.LIBRARY.keys)
        self._library.clicked.connect(self.library_requested)
        self._shelf = Rows("The shelf", "Briefings you install stand here.", "heading")
        self._talks = Rows(
            "Recent conversations", "None yet. The sandbox is a free conversation with the model.", "plain"
        )
        self._sandbox = secondary("Open the sandbox", "sandbox")
        self._sandbox.clicked.connect(self.sandbox_requested)
        self._model = words(face="small")
        self._waiting = words("Looking at the shelf.", "small")
        self._shown: HomeViewState | None = None
        self._lay_out()

    def render(self, state: HomeViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._waiting.hide()
        self._parts.show()
        self._problem.render(state.problem)
        self._next_up.render(state.next_up)
        set_words(self._model, state.model_line)
        shown, self._shown = self._shown, state
        if shown is None or (shown.shelf, shown.next_up) != (state.shelf, state.next_up):
            self._fill_shelf(state.shelf, state.next_up)
        if shown is None or shown.conversations != state.conversations:
            self._fill_talks(state.conversations)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _fill_shelf(self, rows: tuple[BriefingRow, ...], next_up: BriefingRow | None) -> None:
        """Show every briefing; what is offered first has its looking back up there."""
        self._shelf.clear()
        for row in rows:
            button = self._shelf.add(row.title, f"{row.module} · {facts_of(row)}", STATES[row.state])
            button.clicked.connect(partial(self._ask_briefing, row.pack_id, row.scenario_id))
            if row.finished_id is not None and row != next_up:
                self._look_back(row)

    def _look_back(self, row: BriefingRow) -> None:
        back = LookBack(row)
        back.briefing_requested.connect(self.briefing_requested)
        back.debrief_requested.connect(self.debrief_requested)
        self._shelf.put(back)

    def _fill_talks(self, rows: tuple[ConversationRow, ...]) -> None:
        self._talks.clear()
        for row in rows:
            button = self._talks.add(row.title, row.when)
            button.clicked.connect(partial(self._ask_conversation, row.conversation_id))

    def _ask_briefing(self, pack_id: str, scenario_id: str) -> None:
        self.briefing_requested.emit(pack_id, scenario_id)

    def _ask_conversation(self, conversation_id: int) -> None:
        self.conversation_requested.emit(conversation_id)

    def _lay_out(self) -> None:
        self._parts = QWidget()
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._parts)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.addWidget(_share(self._shelf, self._library), 13)
        self._pair.addWidget(_share(self._talks, self._sandbox, self._model), 7)
        self.body.setSpacing(L)
        self.body.addWidget(self._problem)
        self.body.addWidget(self._next_up)
        self.body.addSpacing(M)
        self.body.addWidget(self._waiting)
        self.body.addWidget(self._parts)
        self._parts.hide()  # an empty shelf is not claimed before it was looked at
        self.body.addStretch(1)

    def _arrange(self) -> None:
        beside = room(self) >= SIDE_BY_SIDE
        directions = QBoxLayout.Direction
        self._pair.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._pair.setSpacing(scaled(XL) + L)
        self._next_up.setMaximumWidth(scaled(760))


def _share(*widgets: QWidget) -> QWidget:
    """Stack `widgets` in a part of the page whose width is its share, whatever is in it."""
    part = QWidget()
    part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(L)
    for widget in widgets:
        is_button = isinstance(widget, Button)
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if is_button else Qt.AlignmentFlag(0))
    column.addStretch(1)
    return part
