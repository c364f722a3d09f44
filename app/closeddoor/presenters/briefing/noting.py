"""The intents in a document: notes in its margin, and taking back what was done in it."""

from collections.abc import Mapping
from functools import partial
from typing import cast

from closeddoor.presenters.briefing.desk import MARGIN, BriefingDesk
from closeddoor.presenters.briefing.undoing import Change
from closeddoor.services.practice import JsonObject, MarginNote
from closeddoor.services.practice.limits import readable
from closeddoor.services.practice.margin import MarginNotes, with_note


class DocumentIntents(BriefingDesk):
    """Undo and redo go through marks and notes in the order they were made."""

    def write_note(self, document_id: str, start: int, end: int, text: str) -> None:
        """Take a note beside a passage as it is typed, one undo step in all; one emptied is gone."""
        self._note(MarginNote(document_id, start, end, readable(text)), group=f"{document_id}:{start}:{end}")

    def remove_note(self, document_id: str, start: int, end: int) -> None:
        """Take a note away; that can be undone by itself."""
        self._note(MarginNote(document_id, start, end, ""), group="")

    def _note(self, note: MarginNote, group: str) -> None:
        before, after = self._current.margin_notes, with_note(self._current.margin_notes, note)
        if self._can_edit and after != before and note.document_id in self._current.scenario.documents_by_id:
            self._history.did(Change(MARGIN, before, group))
            self._show_notes(after)
            self._keep_notes_later(note.document_id)

    def close_note(self) -> None:
        """Take what was written as one undo step: taken up again later, the note begins another."""
        self._history.seal()

    def undo(self) -> None:
        """Take back the last change of marks or notes; what is committed stays."""
        self._put(self._history.undo(self._within_reach, self._now))

    def redo(self) -> None:
        """Bring again what was taken back last."""
        self._put(self._history.redo(self._within_reach, self._now))

    def _now(self, target: str) -> JsonObject | MarginNotes:
        return self._current.margin_notes if target == MARGIN else self._answer_now()

    def _put(self, change: Change[JsonObject | MarginNotes] | None) -> None:
        if change is None:
            return
        if change.target != MARGIN:
            self._answer(cast("Mapping[str, object]", change.before))
            return
        self._show_notes(cast("MarginNotes", change.before))
        for document in self._current.scenario.documents:
            self._keep_notes_later(document.id)
        self._drafts.keep()

    def _show_notes(self, notes: MarginNotes) -> None:
        self._briefing = self._current.with_margin_notes(notes)
        self._render()

    def _keep_notes_later(self, document_id: str) -> None:
        self._keep_later(f"margin:{document_id}", partial(self._practice.keep_margin, document_id=document_id))
