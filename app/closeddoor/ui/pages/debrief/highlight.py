"""The debrief of a highlight: the document itself, with what was found, missed and taken for a fault beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.presenters.states.debrief import HighlightDebrief, PlaceView, TaskDebrief
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.pages.debrief.margin_notes import MarginNotes
from closeddoor.ui.pages.debrief.section import Section, debrief_of
from closeddoor.ui.theme.spacing import XS, S
from closeddoor.ui.widgets.buttons import quiet
from closeddoor.ui.widgets.document import DocumentView, TextRange
from closeddoor.ui.widgets.document.ranges import LOOKS
from closeddoor.ui.widgets.verdict_badge import VerdictBadge
from closeddoor.ui.widgets.words import set_words, words

STAND_BY = "I stand by this mark"
STANDING_BY = "You stand by this mark. Take that back"


FIRST_WORDS = 8


def first_words(quote: str) -> str:
    """Return the beginning of a quoted sentence, enough to recognise it."""
    said = quote.split()
    return f"“{' '.join(said[:FIRST_WORDS])} …”" if len(said) > FIRST_WORDS else f"“{' '.join(said)}”"


class PlaceNote(QWidget):
    """What one place is, what was done with it, and why. A click leads to the place."""

    opened = Signal()
    stood_by = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._stands_by = False
        self._badge = VerdictBadge()
        self._quote = words(face="document-soft")
        self._quote.hide()
        self._heading = words(face="strong")
        self._yours = words(face="small")
        self._why = words()
        self._stand = quiet(STAND_BY)
        self._stand.clicked.connect(lambda: self.stood_by.emit(not self._stands_by))
        self._go = quiet("Show the place", "document", icon_only=True)
        self._go.clicked.connect(self.opened)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(self._badge)
        top.addStretch(1)
        top.addWidget(self._go)
        bottom = QHBoxLayout()
        bottom.addWidget(self._stand)
        bottom.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, S)
        column.setSpacing(XS)
        column.addLayout(top)
        for part in (self._quote, self._heading, self._yours, self._why):
            column.addWidget(part)
        column.addLayout(bottom)

    def assign(self, place: PlaceView) -> None:
        self._stands_by = place.stands_by
        self._badge.assign(place.verdict, LOOKS[place.verdict].word)
        self._quote.setText(first_words(place.quote))
        self._heading.setText(place.heading)
        set_words(self._yours, place.yours)
        set_words(self._why, place.why)
        self._stand.setVisible(place.can_stand_by)
        self._stand.set_words(STANDING_BY if place.stands_by else STAND_BY)
        self._go.setAccessibleName(f"Show the place: {place.quote}")

    def show_quote(self, *, is_shown: bool) -> None:
        """Say which sentence is meant, for a note that does not stand beside it."""
        self._quote.setVisible(is_shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.opened.emit()


class HighlightSection(Section):
    """The document in full, each place with its look in the text and its note beside it, in reading order."""

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__(intents)
        self._task_id = ""
        self._places: tuple[PlaceView, ...] = ()
        self._notes: dict[str, PlaceNote] = {}
        self._current = ""
        self.view = DocumentView(grows=True)
        self.view.range_activated.connect(self._show_note)
        self._margin = MarginNotes(self.view)
        self._margin.beside_changed.connect(self._show_quotes)
        self.body.addWidget(self._margin)

    def fill(self, state: TaskDebrief, *, shows_points: bool) -> None:  # noqa: ARG002  its points stand in the head
        highlight = debrief_of(state, HighlightDebrief)
        self._task_id = highlight.task_id
        self.view.setAccessibleName(highlight.document.title)
        self.view.set_document(highlight.document.text)
        if highlight.places == self._places:
            return
        is_same_list = [each.item_id for each in highlight.places] == [each.item_id for each in self._places]
        self._places = highlight.places
        for place in highlight.places:
            self._note_of(place.item_id).assign(place)
        self._draw()
        if not is_same_list:
            self._show_quotes()
            self._margin.set_notes([(place.start, self._notes[place.item_id]) for place in highlight.places])

    def _note_of(self, item_id: str) -> PlaceNote:
        if item_id not in self._notes:
            note = PlaceNote()
            note.opened.connect(lambda: self._show_place(item_id))
            note.stood_by.connect(lambda stands: self.intents.mark_stood_by.emit(self._task_id, item_id, stands))
            self._notes[item_id] = note
        return self._notes[item_id]

    def _draw(self) -> None:
        self.view.set_ranges(
            [
                TextRange(place.start, place.end, place.verdict, place.item_id, "", place.item_id == self._current)
                for place in self._places
            ]
        )

    def _show_quotes(self) -> None:
        for note in self._notes.values():
            note.show_quote(is_shown=not self._margin.is_beside())

    def _show_place(self, item_id: str) -> None:
        place = next(place for place in self._places if place.item_id == item_id)
        self._current = item_id
        self._draw()
        rect = self.view.place_rect(place.start, place.start)
        self.place_wanted.emit(self.view, rect.top())

    def _show_note(self, item_id: str) -> None:
        self._current = item_id
        self._draw()
        if not self._margin.is_beside():
            self.place_wanted.emit(self._notes[item_id], 0)
