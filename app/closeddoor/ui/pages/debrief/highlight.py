"""The debrief of a highlight: the document itself, with what was found, missed and taken for a fault beside it."""

from closeddoor.presenters.states.briefing import NoteView
from closeddoor.presenters.states.debrief import HighlightDebrief, PlaceView, TaskDebrief
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.pages.debrief.margin_notes import MarginNotes
from closeddoor.ui.pages.debrief.place_note import MarginNote, OwnNote, PlaceNote
from closeddoor.ui.pages.debrief.section import Section, debrief_of
from closeddoor.ui.widgets.document import DocumentView, TextRange


def note_key(note: NoteView) -> str:
    """Return by which an own note is known; no item of a pack has a space in its id."""
    return f"note {note.start} {note.end}"


class HighlightSection(Section):
    """The document in full, each place with its look in the text and its note beside it, in reading order.

    The participant's own notes stand among them, as they stood in the margin while reading.
    """

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__(intents)
        self._task_id = ""
        self._places: tuple[PlaceView, ...] = ()
        self._notes: dict[str, PlaceNote] = {}
        self._own: dict[str, tuple[NoteView, OwnNote]] = {}
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
        self.view.set_terms(highlight.terms)
        if highlight.places == self._places:
            return
        is_same_list = [each.item_id for each in highlight.places] == [each.item_id for each in self._places]
        self._places = highlight.places
        for place in highlight.places:
            self._note_of(place.item_id).assign(place)
        self._draw()
        if not is_same_list:
            self._put_notes(highlight)

    def _put_notes(self, highlight: HighlightDebrief) -> None:
        for note in highlight.document.notes:
            self._own_note(note)
        notes: list[tuple[int, MarginNote]] = [(place.start, self._notes[place.item_id]) for place in self._places]
        notes += [(note.start, widget) for note, widget in self._own.values()]
        self.view.set_ranges(
            [TextRange(note.start, note.end, "note", note_key(note), None) for note in highlight.document.notes],
            "notes",
        )
        self._show_quotes()
        self._margin.set_notes(sorted(notes, key=lambda each: each[0]))

    def _own_note(self, note: NoteView) -> None:
        key = note_key(note)
        if key not in self._own:
            widget = OwnNote(note)
            widget.opened.connect(lambda: self._go_to(note.start))
            self._own[key] = (note, widget)

    def _note_of(self, item_id: str) -> PlaceNote:
        if item_id not in self._notes:
            note = PlaceNote()
            note.opened.connect(lambda: self._show_place(item_id))
            note.stood_by.connect(lambda stands: self.intents.mark_stood_by.emit(self._task_id, item_id, stands))
            note.slip_wanted.connect(lambda: self.intents.slip_changed.emit(self._task_id, item_id, ""))
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
        for note in (*self._notes.values(), *(widget for _, widget in self._own.values())):
            note.show_quote(is_shown=not self._margin.is_beside())

    def _show_place(self, item_id: str) -> None:
        place = next(place for place in self._places if place.item_id == item_id)
        self._current = item_id
        self._draw()
        self._go_to(place.start)

    def _go_to(self, start: int) -> None:
        self.place_wanted.emit(self.view, self.view.place_rect(start, start).top())

    def _show_note(self, key: str) -> None:
        note: MarginNote = self._own[key][1] if key in self._own else self._notes[key]
        self._current = key
        self._draw()
        if not self._margin.is_beside():
            self.place_wanted.emit(note, 0)
