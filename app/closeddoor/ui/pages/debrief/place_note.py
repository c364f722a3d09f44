"""What stands in the margin of a debriefed document: a note on each place, and the participant's own notes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import NoteView
from closeddoor.presenters.states.debrief import PlaceView
from closeddoor.presenters.states.shared import Verdict
from closeddoor.ui.pages.debrief.slip import OFFER
from closeddoor.ui.theme.spacing import XS, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.document.ranges import LOOKS
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from closeddoor.ui.widgets.words import set_words, words

STAND_BY = tr("I stand by this mark")
STANDING_BY = tr("You stand by this mark. Take that back")
OWN_NOTE = tr("{shape} Your note", shape=LOOKS["note"].shape)

CONTESTABLE: tuple[Verdict, ...] = ("partly", "missed", "decoy")
"""What a participant may think the key is wrong about; it is scored exactly, so the author alone can change it."""

FIRST_WORDS = 8


def first_words(quote: str) -> str:
    """Return the beginning of a quoted sentence, enough to recognise it."""
    said = quote.split()
    return f"“{' '.join(said[:FIRST_WORDS])} …”" if len(said) > FIRST_WORDS else f"“{' '.join(said)}”"


class MarginNote(QWidget):
    """A note on one place; a click leads to it. `quote` names the sentence where the note does not stand beside it."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.quote = words(face="document-soft")
        self.quote.hide()
        self._go = quiet(tr("Show the place"), "document", icon_only=True)
        self._go.clicked.connect(self.opened)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.top = QHBoxLayout()
        self.top.setSpacing(S)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, S)
        self.column.setSpacing(XS)
        self.column.addLayout(self.top)
        self.column.addWidget(self.quote)

    def put_head(self, head: QWidget) -> None:
        """Put what the note is called at the top, and the way to its place at the right."""
        self.top.addWidget(head)
        self.top.addStretch(1)
        self.top.addWidget(self._go)

    def name_place(self, quote: str) -> None:
        self.quote.setText(first_words(quote))
        self._go.setAccessibleName(tr("Show the place: {quote}", quote=quote))

    def show_quote(self, *, is_shown: bool) -> None:
        """Say which sentence is meant, for a note that does not stand beside it."""
        self.quote.setVisible(is_shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.opened.emit()


class PlaceNote(MarginNote):
    """What one place is, what was done with it, and why."""

    stood_by = Signal(bool)
    slip_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stands_by = False
        self._badge = VerdictBadge()
        self._heading = words(face="strong")
        self._yours = words(face="small")
        self._why = words()
        self._stand = quiet(STAND_BY)
        self._stand.clicked.connect(lambda: self.stood_by.emit(not self._stands_by))
        self._slip = quiet(OFFER)
        self._slip.clicked.connect(self.slip_wanted)
        self.put_head(self._badge)
        for part in (self._heading, self._yours, self._why):
            self.column.addWidget(part)
        self._buttons = QWidget()
        flow = Flow(self._buttons, gap_px=S)
        flow.addWidget(self._stand)
        flow.addWidget(self._slip)
        self.column.addWidget(self._buttons)

    def assign(self, place: PlaceView) -> None:
        self._stands_by = place.stands_by
        self._badge.assign(place.verdict, LOOKS[place.verdict].word)
        self.name_place(place.quote)
        self._heading.setText(place.heading)
        set_words(self._yours, place.yours)
        set_words(self._why, place.why)
        can_tell = place.stands_by or place.verdict in CONTESTABLE
        self._buttons.setVisible(place.can_stand_by or can_tell)
        self._stand.setVisible(place.can_stand_by)
        self._stand.set_words(STANDING_BY if place.stands_by else STAND_BY)
        self._slip.setVisible(can_tell)


class OwnNote(MarginNote):
    """What the participant wrote beside a passage."""

    def __init__(self, note: NoteView) -> None:
        super().__init__()
        self.put_head(words(OWN_NOTE, "small"))
        self.name_place(note.quote)
        self.column.addWidget(words(note.text, "document"))
