"""What the section on copies says of backups and of what was set aside."""

from closeddoor.language import tr, tr_many
from closeddoor.presenters.mending_words import NOTHING_ADDED, moment_of
from closeddoor.presenters.states.privacy.copies import AsideRow
from closeddoor.presenters.words import day_of
from closeddoor.services.last_backup import LastBackup
from closeddoor.vault.set_aside import SetAside

NO_CODE = tr(
    "No backup can be saved now: your history has no recovery code, and only with one could a backup be opened again."
    " Make one under “What opens the history”."
)
IN_MEMORY = tr("This history is in memory only, so there is nothing yet to make a backup of.")
NONE_YET = tr("No backup of this history has been saved so far.")
WHYS = {"before-restore": tr("History before another took its place"), "damaged": tr("Damaged history, as it was")}


def last_line(last: LastBackup | None) -> str:
    """Say when the last backup was saved, and what is not in it."""
    if last is None:
        return NONE_YET
    saved = tr("The last backup was saved on {moment}.", moment=moment_of(last.made_at_ms))
    if not last.added:
        return f"{saved} {NOTHING_ADDED}"
    added = tr_many(
        "{n:,} entry was added to your history since.",
        "{n:,} entries were added to your history since.",
        last.added,
        n=last.added,
    )
    return f"{saved} {added}"


def summary_of(last: LastBackup | None, *, is_kept: bool, is_possible: bool) -> str:
    """Say in a few words how it stands."""
    if not is_kept:
        return tr("In memory only: nothing to copy yet")
    if not is_possible:
        return tr("No backup possible without a recovery code")
    if last is None:
        return tr("No backup saved so far")
    return tr("Last backup: {day}", day=day_of(last.made_at_ms))


def aside_row(aside: SetAside) -> AsideRow:
    """Say what was set aside, when it was last changed, and how much of the disk it takes."""
    about = tr(
        "Last changed on {moment}; {size}. In the profile folder as “{name}”.",
        moment=moment_of(aside.since_ms),
        size=size_words(aside.size_bytes),
        name=aside.path.name,
    )
    return AsideRow(aside.path.name, WHYS[aside.why], about)


def size_words(size_bytes: int) -> str:
    """Return `0.4 MB`, `12 MB`."""
    megabytes = size_bytes / 1_000_000
    return f"{megabytes:.1f} MB" if megabytes < 10 else f"{megabytes:,.0f} MB"


def saved_words(name: str, size_bytes: int) -> str:
    """Say that a backup is in its place, proven, and how it opens."""
    return tr(
        "Saved as “{name}”, {size}, and read back whole. It opens with today's recovery code.",
        name=name,
        size=size_words(size_bytes),
    )
