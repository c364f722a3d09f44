"""The two offers that the page opens on, equal and calm: a meeting one has, and ten minutes now."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.home import BriefingOffer, CardsOffer, MeetingOffer
from closeddoor.ui.pages.home.briefing_words import AGAIN, READ_AGAIN, next_time_line, offer_facts
from closeddoor.ui.theme.spacing import XS, M
from closeddoor.ui.widgets.buttons import link, primary, quiet
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.headed_part import HeadedPart
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.words import set_words, words

MEETING_TITLE = tr("A meeting I have")
MEETING_WORDS = tr(
    "Choose one: six questions worth asking, three red flags, the terms likely to come up, and your own notes."
)
MINUTES_TITLE = tr("Ten minutes now")
BEGIN = {"new": tr("Begin the briefing"), "open": tr("Continue"), "done": AGAIN}
GO_OVER = tr("Go over them")
NO_BRIEFING = tr("No briefing to offer")


class MeetingsOffer(HeadedPart):
    """The kinds of meeting, each one press away."""

    meeting_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(MEETING_TITLE, "title", air_px=XS)
        self._shown: tuple[MeetingOffer, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addWidget(words(MEETING_WORDS, "soft"))
        self.column.addLayout(self._rows)
        self.column.addStretch(1)

    def assign(self, meetings: tuple[MeetingOffer, ...]) -> None:
        if meetings == self._shown:
            return
        self._shown = meetings
        empty(self._rows)
        for meeting in meetings:
            row = RowButton(meeting.title, title_face="plain")
            row.setAccessibleDescription(MEETING_TITLE)
            row.clicked.connect(partial(self._ask, meeting.kind))
            self._rows.addWidget(row)

    def _ask(self, kind: str) -> None:
        self.meeting_requested.emit(kind)


class MinutesOffer(HeadedPart):
    """What is offered for ten minutes, why it is this, and another where there is one."""

    briefing_requested = Signal(str, str)
    debrief_requested = Signal(int)
    record_requested = Signal()
    another_requested = Signal()

    def __init__(self) -> None:
        super().__init__(MINUTES_TITLE, "title", air_px=XS)
        self._offer: BriefingOffer | CardsOffer | None = None
        self._why = words(face="soft")
        self._module = words(face="kicker")
        self._title = words(face="heading")
        self._summary = words(face="document")
        self._facts = words(face="small")
        self._next_time = words(face="soft")
        self._begin = primary(BEGIN["new"])
        self._another = quiet(tr("Another"), "again", hint=tr("Offer another briefing"))
        self._read_again = link(READ_AGAIN)
        self._connect()
        for label in (self._module, self._title, self._summary, self._facts, self._why, self._next_time):
            self.column.addWidget(label)
        self.column.addSpacing(M)
        buttons = QWidget()
        row = Flow(buttons, gap_px=M)
        for button in (self._begin, self._another, self._read_again):
            row.addWidget(button)
        self.column.addWidget(buttons)
        self.column.addStretch(1)
        self.assign(None)

    def assign(self, offer: BriefingOffer | CardsOffer | None, *, no_offer: str = "", can_change: bool = False) -> None:
        """Show an offer, or why there is none; another in the place of one that was there is announced."""
        before, self._offer = self._offer, offer
        self._another.setVisible(can_change)
        self._begin.setVisible(offer is not None)
        self._read_again.setVisible(isinstance(offer, BriefingOffer) and offer.row.finished_id is not None)
        if isinstance(offer, BriefingOffer):
            self._show_briefing(offer)
        elif offer is not None:
            self._show("", offer.title, "", offer.why)
            self._begin.set_words(GO_OVER)
        else:
            self._show("", NO_BRIEFING, no_offer, "")
        if before is not None and offer is not None and before != offer:
            announce(self, f"{self._title.text()}. {offer.why}")

    def _show_briefing(self, offer: BriefingOffer) -> None:
        row = offer.row
        self._show(row.module, row.title, row.summary, offer.why)
        set_words(self._facts, offer_facts(offer))
        set_words(self._next_time, next_time_line(row) if row.state == "done" else "")
        self._begin.set_words(BEGIN[row.state])
        for button in (self._begin, self._read_again):
            button.setAccessibleDescription(row.title)

    def _show(self, module: str, title: str, summary: str, why: str) -> None:
        set_words(self._why, why)
        set_words(self._module, module)
        set_words(self._title, title)
        set_words(self._summary, summary)
        set_words(self._facts, "")
        set_words(self._next_time, "")

    def _connect(self) -> None:
        self._begin.clicked.connect(self._ask)
        self._another.clicked.connect(self.another_requested)
        self._read_again.clicked.connect(self._ask_debrief)

    def _ask(self) -> None:
        if isinstance(self._offer, BriefingOffer):
            self.briefing_requested.emit(self._offer.row.pack_id, self._offer.row.scenario_id)
        elif self._offer is not None:
            self.record_requested.emit()

    def _ask_debrief(self) -> None:
        if isinstance(self._offer, BriefingOffer) and self._offer.row.finished_id is not None:
            self.debrief_requested.emit(self._offer.row.finished_id)
