"""Preparing a meeting: the guide to its kind, and the user's own notes, kept as they are typed."""

import tomllib
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import cache
from importlib.resources import files

from closeddoor.domain.meeting import MEETING_TITLES, MeetingGuide, MeetingKind, MeetingNote, NoteKey, parse_guide
from closeddoor.domain.ports import Executor
from closeddoor.vault.repositories.clock import Clock, now_ms
from closeddoor.vault.vault import Vault

SAME_MEETING_DAYS = 7
DAY_MS = 24 * 60 * 60 * 1000
"""Notes that were last written less than a week ago are gone on with; after that the next meeting begins its own."""


class MeetingService:
    """Reads the guides from the application and the notes from the vault, on the vault's thread."""

    def __init__(self, vault: Vault, database: Executor, clock: Clock = now_ms) -> None:
        self._vault = vault
        self._database = database
        self._clock = clock

    @property
    def is_on_disk(self) -> bool:
        """Whether notes outlast the application; False for a history that is in memory only."""
        return self._vault.is_kept

    def guides(self) -> tuple[MeetingGuide, ...]:
        """Return all guides, in the order in which they are offered (30 ms the first time)."""
        return tuple(guide_to(kind) for kind in MEETING_TITLES)

    def notes(self, kind: MeetingKind) -> Future[tuple[MeetingNote, ...]]:
        """Return all notes for one kind of meeting, those written last first."""
        return self._database.submit(lambda: self._vault.meeting_notes.list(kind))

    def in_hand(self, kind: MeetingKind, notes: Sequence[MeetingNote]) -> MeetingNote:
        """Return the notes to go on with: those written last, if that is not long ago, else new ones."""
        last = max(notes, key=lambda note: note.updated_at_ms, default=None)
        if last is not None and self._clock() - last.updated_at_ms < SAME_MEETING_DAYS * DAY_MS:
            return last
        return self.begin(kind, notes)

    def begin(self, kind: MeetingKind, notes: Sequence[MeetingNote]) -> MeetingNote:
        """Return notes with nothing in them yet, begun after all others."""
        begun_at_ms = max((self._clock(), *(note.begun_at_ms + 1 for note in notes)))
        return MeetingNote(kind, begun_at_ms, updated_at_ms=begun_at_ms)

    def written_now(self, note: MeetingNote) -> MeetingNote:
        """Return notes as written last at this moment."""
        return replace(note, updated_at_ms=self._clock())

    def keep_notes(self, _key: NoteKey, note: MeetingNote) -> Future[None]:
        return self._database.submit(lambda: self._vault.meeting_notes.save(note))

    def delete_notes(self, key: NoteKey) -> Future[None]:
        return self._database.submit(lambda: self._vault.meeting_notes.delete(key))

    def bring_back_notes(self, note: MeetingNote) -> Future[None]:
        return self._database.submit(lambda: self._vault.meeting_notes.put_back(note))


@cache
def guide_to(kind: MeetingKind) -> MeetingGuide:
    """Return the guide to a kind of meeting; it comes with the application and never changes while it runs."""
    file = files("closeddoor").joinpath("meetings", f"{kind}.toml")
    return parse_guide(kind, tomllib.loads(file.read_text(encoding="utf-8")))
