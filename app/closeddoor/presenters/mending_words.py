"""What a backup holds and what a repair saved, in words."""

from datetime import UTC, datetime
from typing import Literal

from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.mending import PreviewWords, RepairWords
from closeddoor.presenters.words import day_of
from closeddoor.services.repair import RepairReport
from closeddoor.vault.restore import BackupPreview

DAY_MS = 24 * 60 * 60 * 1000

Present = Literal["kept", "memory", "unopened"]
"""What is here before a restore: an open history on the disk, one in memory only, or one that is not open."""

SET_ASIDE = tr(
    "Your history as it is now is set aside, not deleted. The privacy room lists it, under “Backup, restore and"
    " repair”, to be put back or deleted."
)
ENDS = tr("What you did since this window opened is in memory only, and ends when the backup takes its place.")
KEEPS_WAYS = tr("It opens in the ways in which your history opens now.")
OPENS_BY_CODE = tr("It opens with this recovery code only, until you set a new passphrase in the privacy room.")
NOTHING_ADDED = tr("No entry (message, document, answer, card or briefing) was added to your history since.")
NOT_COMPARED = tr("It cannot be compared with what is here: that is missing, damaged, or under another key.")
NOTHING_HERE = tr("No history is kept here to compare it with.")


def preview_words(preview: BackupPreview, present: Present, now_ms: int) -> PreviewWords:
    """Say what a backup holds, how old it is, and what restoring it does."""
    compared = NOTHING_HERE if present == "memory" else _compared(preview.missing_entries)
    beside = (compared, KEEPS_WAYS if preview.keeps_ways else OPENS_BY_CODE)
    return PreviewWords(_made(preview.made_at_ms, now_ms), _holds(preview), (*beside, _what_happens(present)))


def restored_words(preview: BackupPreview, aside_name: str) -> tuple[str, ...]:
    """Say how what was restored opens, and where the history before is."""
    ways = KEEPS_WAYS if preview.keeps_ways else OPENS_BY_CODE
    if not aside_name:
        return (ways,)
    aside = tr("The history before is set aside as “{name}” in the profile folder.", name=aside_name)
    return (ways, aside)


def repair_words(report: RepairReport) -> RepairWords:
    """Say what was saved, what was lost, and where the damaged history is."""
    saved = tr_many("{n:,} record was saved.", "{n:,} records were saved.", report.saved_rows, n=report.saved_rows)
    aside = tr("The history before is set aside, as it was, as “{name}” in the profile folder.", name=report.aside.name)
    return RepairWords((f"{saved} {_lost(len(report.lost))}", _pages(report), *report.notices, aside), report.lost)


def moment_of(time_ms: int) -> str:
    """Return a time as it was here: `1 November 2026 at 14:05`."""
    clock = datetime.fromtimestamp(time_ms / 1000, tz=UTC).astimezone().strftime("%H:%M")
    return tr("{day} at {clock}", day=day_of(time_ms), clock=clock)


def _made(made_at_ms: int, now_ms: int) -> str:
    days = (now_ms - made_at_ms) // DAY_MS
    made = tr("Made on {moment}", moment=moment_of(made_at_ms))
    if days < 1:
        return f"{made}."
    return tr("{made}, {ago}.", made=made, ago=tr_many("{days:,} day ago", "{days:,} days ago", days, days=days))


def _holds(preview: BackupPreview) -> tuple[str, ...]:
    counts = (
        tr_many("{n:,} conversation", "{n:,} conversations", preview.conversations, n=preview.conversations),
        tr_many("{n:,} message", "{n:,} messages", preview.messages, n=preview.messages),
        tr_many("{n:,} briefing begun", "{n:,} briefings begun", preview.attempts, n=preview.attempts),
    )
    if preview.first_ms is None or preview.last_ms is None:
        return counts
    first, last = day_of(preview.first_ms), day_of(preview.last_ms)
    span = tr("Last worked on {last}", last=last)
    return (*counts, span if first == last else tr("Worked on from {first} to {last}", first=first, last=last))


def _compared(missing: int | None) -> str:
    if missing is None:
        return NOT_COMPARED
    if not missing:
        return tr("{none} What was changed or deleted since is in it as it was then.", none=NOTHING_ADDED)
    return tr_many(
        "{n:,} entry was added to your history since. It is not in the backup.",
        "{n:,} entries were added to your history since. They are not in the backup.",
        missing,
        n=missing,
    )


def _what_happens(present: Present) -> str:
    return ENDS if present == "memory" else SET_ASIDE


def _pages(report: RepairReport) -> str:
    if not report.damaged_pages:
        return tr("All {all:,} pages of the file could be read.", all=report.pages)
    bad = report.damaged_pages
    return tr("{bad:,} of {all:,} pages of the file could not be read.", bad=bad, all=report.pages)


def _lost(count: int) -> str:
    if not count:
        return tr("Nothing is known to be lost.")
    return tr_many("{n:,} is lost, or may be.", "{n:,} are lost, or may be.", count, n=count)
