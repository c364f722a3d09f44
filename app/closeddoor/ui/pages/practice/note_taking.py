"""Notes in the margin of one document on the page: N beside what is selected, or where a note already stands."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import DocumentView as DocumentState
from closeddoor.presenters.states.briefing import NoteView
from closeddoor.ui.pages.practice.intents import PracticeIntents
from closeddoor.ui.pages.practice.label_palette import LabelPalette
from closeddoor.ui.pages.practice.note_card import NoteCard
from closeddoor.ui.widgets.document import DocumentView, TextRange
from closeddoor.ui.widgets.notices import announce

KEY = "note:"


class NoteTaking(QObject):
    """Draws the notes of a document, opens the card on them and says what is written."""

    def __init__(self, view: DocumentView, intents: PracticeIntents) -> None:
        super().__init__(view)
        self._view = view
        self._intents = intents
        self._document_id = ""
        self._notes: tuple[NoteView, ...] = ()
        self._can_edit = True
        self.palette = LabelPalette(view)
        self.palette.note_wanted.connect(self.open_here)
        self._card: NoteCard | None = None
        view.range_activated.connect(self._open_key)
        view.installEventFilter(self)

    def assign(self, document: DocumentState, *, can_edit: bool) -> None:
        self._document_id, self._notes, self._can_edit = document.document_id, document.notes, can_edit
        shown = self._shown()
        if shown is not None and self._card is not None:
            self._card.show_note(self._note_over(shown.start, shown.end))
        self._draw()

    def open_here(self) -> None:
        """Open the note on what is selected, or the one that the caret is in; else on the paragraph of the caret."""
        start, end = self._view.selected()
        if end <= start:
            around = next((each for each in self._notes if each.start <= start <= each.end), None)
            start, end = (around.start, around.end) if around else paragraph_around(self._view.displayed(), start)
        note = self._note_over(start, end)
        if end > start and (self._can_edit or note.text):
            self._view.clear_selection()
            self._open(note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and is_plain_n(event):
            self.open_here()
            return True
        return super().eventFilter(watched, event)

    def _open_key(self, key: str) -> None:
        if key.startswith(KEY):
            self._open(self._notes[int(key.removeprefix(KEY))])

    def _open(self, note: NoteView) -> None:
        """Open the card, which is made when it is first needed: most documents stay without a note."""
        if self._card is None:
            self._card = NoteCard(self._view)
            self._card.written.connect(self._write)
            self._card.removed.connect(self._remove)
            self._card.closed.connect(self._draw)
            self._card.closed.connect(self._intents.note_closed)
        self._card.open_note(note, can_edit=self._can_edit)
        self._draw()

    def _shown(self) -> NoteView | None:
        return None if self._card is None or self._card.isHidden() else self._card.note

    def _note_over(self, start: int, end: int) -> NoteView:
        """Return the note on exactly these words, or one that is not written yet."""
        fresh = NoteView(start, end, self._view.displayed()[start:end], "")
        return next((each for each in self._notes if (each.start, each.end) == (start, end)), fresh)

    def _write(self, text: str) -> None:
        note = self._shown()
        if note is not None:
            self._intents.note_written.emit(self._document_id, note.start, note.end, text)

    def _remove(self) -> None:
        note = self._shown()
        if note is not None and self._card is not None:
            self._card.close_card()
            self._intents.note_removed.emit(self._document_id, note.start, note.end)
            announce(self._view, tr("Note removed"))

    def _draw(self) -> None:
        shown = self._shown()
        open_at = (shown.start, shown.end) if shown else None
        ranges = [
            TextRange(note.start, note.end, "note", f"{KEY}{index}", note.text, (note.start, note.end) == open_at)
            for index, note in enumerate(self._notes)
        ]
        self._view.set_ranges(ranges, "notes")
        if self._card is not None:
            self._card.place_beside_words()


def is_plain_n(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.NoModifier


def paragraph_around(displayed: str, place: int) -> tuple[int, int]:
    """Return the block that code point `place` stands in, without blanks at its ends."""
    start = displayed.rfind("\n", 0, place) + 1
    end = displayed.find("\n", place)
    block = displayed[start : len(displayed) if end < 0 else end]
    start += len(block) - len(block.lstrip())
    return start, start + len(block.strip())
