"""The home page."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.home import ConversationRow, HomeViewState
from closeddoor.ui import shortcuts
from closeddoor.ui.pages.home.lists import FinishedBriefings, NewBriefings, UnderWay
from closeddoor.ui.pages.home.offers import MeetingsOffer, MinutesOffer
from closeddoor.ui.theme import scaled
from closeddoor.ui.theme.spacing import XL, L, M
from closeddoor.ui.widgets.buttons import Button, secondary
from closeddoor.ui.widgets.column import ColumnPage, narrowed, room
from closeddoor.ui.widgets.notices import ProblemBanner
from closeddoor.ui.widgets.rows import Rows
from closeddoor.ui.widgets.tab_order import order_by_layout
from closeddoor.ui.widgets.words import set_words, words

SIDE_BY_SIDE = 820
"""Width at text size 1.0 from which the two offers, and the lists, stand side by side."""

WELCOME = tr("Practise judging AI, with the door closed")
WELCOME_WORDS = tr(
    "Proposals, business cases and statements as they come to your desk, and the decision each asks of you. What you "
    "write stays on this laptop and is judged on it. Two ways to begin:"
)


class HomePage(ColumnPage):
    """Opens on two offers; says which of all it shows the user wants."""

    meeting_requested = Signal(str)
    briefing_requested = Signal(str, str)
    another_requested = Signal()
    debrief_requested = Signal(int)
    more_finished_requested = Signal()
    record_requested = Signal()
    library_requested = Signal()
    sandbox_requested = Signal()
    conversation_requested = Signal(int)
    notice_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1040, parent)
        self._problem, self._notice = ProblemBanner(), ProblemBanner(can_close=True)
        self._welcome = _welcome()
        self._meetings, self._minutes = MeetingsOffer(), MinutesOffer()
        self._under_way, self._shelf, self._finished = UnderWay(), NewBriefings(), FinishedBriefings()
        self._talks = Rows(
            tr("Recent conversations"), tr("None yet. The sandbox is a free conversation with the model."), "plain"
        )
        self._library = secondary(tr("Open the library"), "library", shortcut=shortcuts.LIBRARY.keys)
        self._sandbox = secondary(tr("Open the sandbox"), "sandbox")
        self._model = words(face="small")
        self._waiting = words(tr("Looking at the shelf."), "small")
        self._shown: HomeViewState | None = None
        self._connect()
        self._lay_out()

    def render(self, state: HomeViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        self._waiting.hide()
        self._parts.show()
        self._problem.render(state.problem)
        self._notice.render(state.notice)
        self._welcome.setVisible(state.is_first)
        self._meetings.assign(state.meetings)
        self._minutes.assign(state.offer, no_offer=state.no_offer, can_change=state.can_change)
        self._under_way.assign(state.under_way, state.cards_line)
        self._shelf.assign(state.shelf, state.shelf_note)
        self._finished.assign(state.finished, state.more_finished)
        self._place_finished(is_main=not state.shelf)
        set_words(self._model, state.model_line)
        shown, self._shown = self._shown, state
        if shown is None or shown.conversations != state.conversations:
            self._fill_talks(state.conversations)
        order_by_layout(self)

    def _place_finished(self, *, is_main: bool) -> None:
        """Put what was finished beside the shelf, or in its room where nothing new is on it."""
        part = self._wide if is_main else self._narrow
        column = part.layout()
        if self._finished.parentWidget() is not part and isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1 if is_main else 0, self._finished)

    def _fill_talks(self, rows: tuple[ConversationRow, ...]) -> None:
        self._talks.clear()
        for row in rows:
            button = self._talks.add(row.title, row.when)
            button.clicked.connect(partial(self._ask_conversation, row.conversation_id))

    def _ask_conversation(self, conversation_id: int) -> None:
        self.conversation_requested.emit(conversation_id)

    def _connect(self) -> None:
        self._meetings.meeting_requested.connect(self.meeting_requested)
        self._minutes.another_requested.connect(self.another_requested)
        self._finished.more_requested.connect(self.more_finished_requested)
        for part in (self._minutes, self._under_way, self._shelf, self._finished):
            part.briefing_requested.connect(self.briefing_requested)
        for part in (self._minutes, self._finished):
            part.debrief_requested.connect(self.debrief_requested)
        for part in (self._minutes, self._under_way):
            part.record_requested.connect(self.record_requested)
        self._library.clicked.connect(self.library_requested)
        self._sandbox.clicked.connect(self.sandbox_requested)
        self._notice.close_requested.connect(self.notice_closed)

    def _lay_out(self) -> None:
        self._offers, self._lists = _pair(), _pair()
        self._offers.addWidget(_share(self._meetings), 1)
        self._offers.addWidget(_share(self._minutes), 1)
        self._wide = _share(self._shelf, self._library)
        self._narrow = _share(self._finished, self._talks, self._sandbox, self._model)
        self._lists.addWidget(self._wide, 13)
        self._lists.addWidget(self._narrow, 8)
        self._parts = QWidget()
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XL)
        column.addLayout(narrowed(self._welcome))
        column.addLayout(self._offers)
        column.addWidget(self._under_way)
        column.addLayout(self._lists)
        self.body.setSpacing(L)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._problem)
        self.body.addWidget(self._waiting)
        self.body.addWidget(self._parts)
        self._parts.hide()  # an empty shelf is not claimed before it was looked at
        self.body.addStretch(1)

    def _arrange(self) -> None:
        beside = room(self) >= SIDE_BY_SIDE
        directions = QBoxLayout.Direction
        for pair in (self._offers, self._lists):
            pair.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
            pair.setSpacing(scaled(XL) + L)
        self._welcome.setMaximumWidth(scaled(760))


def _welcome() -> QWidget:
    welcome = QWidget()
    column = QVBoxLayout(welcome)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(M)
    column.addWidget(words(WELCOME, "title"))
    column.addWidget(words(WELCOME_WORDS, "document"))
    return welcome


def _pair() -> QBoxLayout:
    return QBoxLayout(QBoxLayout.Direction.LeftToRight)


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
