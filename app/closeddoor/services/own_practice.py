"""Practice on documents of one's own: kept with the history, apart from graded attempts, never scored."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.own_briefing import OwnBriefing, OwnBriefingRow, OwnWork, RemovedOwnBriefing
from closeddoor.domain.ports import DocumentReader, Executor, Reading
from closeddoor.language import tr
from closeddoor.policy.in_force import rules
from closeddoor.services.futures import failed
from closeddoor.services.own_documents import read_own
from closeddoor.services.record.cards import CardService
from closeddoor.vault.repositories.attempts import PASTED_KEY
from closeddoor.vault.vault import Vault

LONGEST_TEXT = 200_000
"""Characters, some 80 pages: what one person reads for one decision, and what a page can set in a moment."""

TITLE_CHARACTERS = 80


class TooLongToPractiseError(KnownError):
    """A document is too long to be read beside one's answer."""

    def __init__(self, characters: int) -> None:
        super().__init__(
            "own_practice.too_long",
            tr(
                "This text has {characters:,} characters; up to {longest_text:,} (some 80 pages) can be practised on.",
                characters=characters,
                longest_text=LONGEST_TEXT,
            ),
            tr("Nothing of it was kept."),
            tr("Paste the part that the decision rests on."),
        )


class OwnBriefingGoneError(KnownError):
    """One was asked for that was deleted."""

    def __init__(self) -> None:
        super().__init__(
            "own_practice.gone", tr("That document is not there any more."), tr("Everything else is as it was.")
        )


class OwnPracticeService:
    """Every future completes on the database thread, but those of `read`."""

    def __init__(self, vault: Vault, database: Executor, reader: DocumentReader, cards: CardService) -> None:
        self._vault = vault
        self._database = database
        self._reader = reader
        self._cards = cards

    def read(self, path: Path, on_progress: Callable[[float], None]) -> Reading:
        """Read a file in the confined reader; nothing is kept yet."""
        return read_own(self._reader, path, on_progress)

    def keep_pasted(self, text: str) -> Future[None]:
        """Keep a text that is not begun yet, in place of the last one; blanks leave none."""
        kept = text if text.strip() else None
        return self._database.submit(lambda: self._vault.settings.set(PASTED_KEY, kept))

    def pasted(self) -> Future[str]:
        """Return the text that was pasted last and is not begun yet; whatever cannot be read is none."""

        def read() -> str:
            kept = self._vault.settings.get(PASTED_KEY)
            return kept if isinstance(kept, str) else ""

        return self._database.submit(read)

    def begin(self, title: str, text: str) -> Future[OwnBriefing]:
        """Keep a text to practise on; fails with `TooLongToPractiseError`, or `PolicyError`."""
        try:
            rules().check_own_documents()
        except KnownError as error:
            return failed(error)
        if len(text) > LONGEST_TEXT:
            return failed(TooLongToPractiseError(len(text)))
        name = " ".join(title.split())[:TITLE_CHARACTERS]
        return self._database.submit(lambda: self._vault.own_briefings.add(name, text))

    def list(self) -> Future[tuple[OwnBriefingRow, ...]]:
        """Return all of them, the latest first."""
        return self._database.submit(self._vault.own_briefings.list)

    def open(self, briefing_id: int) -> Future[OwnBriefing]:
        """Return one; fails with `OwnBriefingGoneError`."""

        def read() -> OwnBriefing:
            briefing = self._vault.own_briefings.get(briefing_id)
            if briefing is None:
                raise OwnBriefingGoneError
            return briefing

        return self._database.submit(read)

    def save(self, briefing_id: int, work: OwnWork) -> Future[None]:
        """Keep what the user wrote, and a changed line for next time as a card; fails with `OwnBriefingGoneError`."""

        def write() -> None:
            before = self._vault.own_briefings.work(briefing_id)
            if before is None:
                raise OwnBriefingGoneError
            if before.next_time != work.next_time:  # else a card that the user deleted would come back with the rest
                self._cards.write_own_next_time(briefing_id, work.next_time)
            self._vault.own_briefings.save(briefing_id, work)

        return self._database.submit(write)

    def delete(self, briefing_id: int) -> Future[RemovedOwnBriefing | None]:
        """Delete one at once with the card that came from it; return what brings it back."""
        return self._database.submit(lambda: self._vault.own_briefings.delete(briefing_id))

    def bring_back(self, removed: RemovedOwnBriefing) -> Future[None]:
        return self._database.submit(lambda: self._vault.own_briefings.put_back(removed))
