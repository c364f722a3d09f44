"""Preparing a meeting: the guide to its kind, and the user's own notes, kept as they are typed."""

import tomllib
from concurrent.futures import Future
from functools import cache
from importlib.resources import files

from closeddoor.domain.meeting import MEETING_TITLES, MeetingGuide, MeetingKind, parse_guide
from closeddoor.domain.ports import Executor
from closeddoor.vault.vault import Vault


class MeetingService:
    """Reads the guides from the application and the notes from the vault, on the vault's thread."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    @property
    def is_on_disk(self) -> bool:
        """Whether notes outlast the application; False for a history that is in memory only."""
        return self._vault.is_kept

    def guides(self) -> tuple[MeetingGuide, ...]:
        """Return all guides, in the order in which they are offered (30 ms the first time)."""
        return tuple(guide_to(kind) for kind in MEETING_TITLES)

    def notes(self, kind: MeetingKind) -> Future[str]:
        return self._database.submit(lambda: self._vault.meeting_notes.get(kind))

    def keep_notes(self, kind: MeetingKind, text: str) -> Future[None]:
        return self._database.submit(lambda: self._vault.meeting_notes.save(kind, text))


@cache
def guide_to(kind: MeetingKind) -> MeetingGuide:
    """Return the guide to a kind of meeting; it comes with the application and never changes while it runs."""
    file = files("closeddoor").joinpath("meetings", f"{kind}.toml")
    return parse_guide(kind, tomllib.loads(file.read_text(encoding="utf-8")))
