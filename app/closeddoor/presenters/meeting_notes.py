"""Notes for meetings as a page shows them: what they are called, and those for other meetings. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from closeddoor.domain.meeting import MeetingKind, MeetingNote, NoteKey
from closeddoor.language import tr
from closeddoor.presenters.states.meeting import NoteRow
from closeddoor.presenters.words import day_of, one_line

MOST_NAME = 80
MOST_BEGINNING = 60
PAGE_ROWS = 5
"""How many notes for other meetings are listed at a time."""


def with_unkept(
    kind: MeetingKind, kept: Sequence[MeetingNote], unkept: Mapping[NoteKey, MeetingNote]
) -> tuple[MeetingNote, ...]:
    """Return the notes of a kind as they were typed last, also those that are not in the vault yet."""
    found = {note.key: note for note in kept} | {key: note for key, note in unkept.items() if key[0] == kind}
    return tuple(note for note in found.values() if not note.is_blank)


def title_of(note: MeetingNote) -> str:
    """Return the name of notes, or the day on which they were begun."""
    return one_line(note.name, MOST_NAME) or day_of(note.begun_at_ms)


def rows_of(notes: Iterable[MeetingNote]) -> tuple[NoteRow, ...]:
    """Return notes as rows to open, those written last first."""
    return tuple(map(_row, sorted(notes, key=lambda note: note.updated_at_ms, reverse=True)))


def named(note: MeetingNote, name: str) -> MeetingNote:
    return replace(note, name=name[:MOST_NAME])


def _row(note: MeetingNote) -> NoteRow:
    written = tr("Written {day}", day=day_of(note.updated_at_ms)) if note.name else ""
    beginning = one_line(note.text, MOST_BEGINNING)
    return NoteRow(note.begun_at_ms, title_of(note), " · ".join(part for part in (written, beginning) if part))
