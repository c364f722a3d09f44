"""Repairing a history that is closed, away from the window's thread, and saying in words what is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.language import tr
from closeddoor.services.opening import Key
from closeddoor.services.running import Running
from closeddoor.vault.mending import CONVERSATION_TITLE, LostRow
from closeddoor.vault.repair import Repaired, repair
from closeddoor.vault.slots import SlotKind
from closeddoor.vault.unlocking import OpenedKeys
from closeddoor.vault.vault_folder import VaultFolder


class RepairCancelledError(KnownError):
    """The user gave it up."""

    def __init__(self) -> None:
        super().__init__("repair.cancelled", tr("Stopped. Nothing was repaired."), tr("Your history is as it was."))


@dataclass(frozen=True)
class RepairReport:
    """What came of it: `aside` is where the damaged history is kept as it was."""

    aside: Path
    saved_rows: int
    lost: tuple[str, ...]
    pages: int
    damaged_pages: int
    notices: tuple[str, ...]


class RepairService:
    """One vault folder, which nobody has open; every future fails with a `KnownError` and then nothing was changed."""

    def __init__(self, folder: VaultFolder, database: Executor, dispatcher: Dispatcher) -> None:
        self._folder = folder
        self._database = database
        self._dispatcher = dispatcher

    def repair(self, key: Key | OpenedKeys, on_progress: Callable[[float], None]) -> Running[RepairReport]:
        """Put every row that can be read into a new vault under the same keys; `on_progress` gets 0 to 1.

        `key` was typed, or is what the history was open with a moment ago.
        """
        running: Running[RepairReport] = Running(self._dispatcher, on_progress, RepairCancelledError)
        running.start(self._database, lambda: self._repair(key, running.tell))
        return running

    def _repair(self, key: Key | OpenedKeys, tell: Callable[[float], None]) -> RepairReport:
        opens = key if isinstance(key, OpenedKeys) else self._folder.way(_kind(key), key.secret)
        aside, repaired = repair(self._folder, opens, tell)
        return report(aside, repaired)


def report(aside: Path, repaired: Repaired) -> RepairReport:
    """Return it in words, one line for each row that is known to be lost."""
    return RepairReport(
        aside,
        sum(repaired.rows.values()),
        tuple(lost_line(row) for row in repaired.lost),
        repaired.pages,
        repaired.damaged_pages,
        repaired.notices,
    )


def lost_line(lost: LostRow) -> str:
    """Say what is lost, as far as it is known: its kind, its day, where it was."""
    what = _KINDS.get(lost.table, tr("An entry"))
    if not lost.is_certain:
        return tr("{what}, or several, or none: a part of the file that held such entries cannot be read.", what=what)
    day, title = _day(lost), lost.facts.get(CONVERSATION_TITLE)
    if title and day:
        return tr("{what} of {day} in “{title}”.", what=what, day=day, title=title)
    return tr("{what} of {day}.", what=what, day=day) if day else tr("{what} ({key}).", what=what, key=lost.key)


_KINDS = {
    "messages": tr("A message"),
    "conversations": tr("The title of a conversation"),
    "folders": tr("A folder"),
    "attachments": tr("An attached document"),
    "message_sources": tr("The sources of a message"),
    "attempts": tr("The result of a briefing, which can be scored again from its answers"),
    "answers": tr("An answer"),
    "reflections": tr("A reflection"),
    "cards": tr("A question to take along"),
    "meeting_notes": tr("Notes for a meeting"),
    "own_briefings": tr("A briefing of your own"),
    "packs": tr("The content of a briefing pack"),
    "installed_packs": tr("An installed briefing pack"),
    "pack_claims": tr("Whose a briefing pack is"),
    "pack_catalogue": tr("A line of the shelf, which is made again"),
    "record_rubrics": tr("A line that the record counts by, which is made again"),
    "settings": tr("A setting"),
}


def _day(lost: LostRow) -> str:
    at_ms = next((lost.facts[name] for name in _TIMES if isinstance(lost.facts.get(name), int)), None)
    if not isinstance(at_ms, int):
        return ""
    try:
        return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().strftime("%Y-%m-%d")
    except (ValueError, OverflowError, OSError):
        return ""


_TIMES = ("created_at_ms", "started_at_ms", "updated_at_ms", "due_at_ms")


def _kind(key: Key) -> SlotKind:
    if key.kind == "account" or key.secret is None:
        return "account"
    return "recovery_code" if key.kind == "recovery_code" else "passphrase"
