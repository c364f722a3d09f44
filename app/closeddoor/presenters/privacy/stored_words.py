"""What the privacy room says of things that are kept, and of those that are not."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from closeddoor.domain.history import Contents
from closeddoor.language import tr, tr_many
from closeddoor.presenters.states.privacy.stored import StoredEntry, StoredPart
from closeddoor.presenters.words import counted, moment_of, size_in_words
from closeddoor.services.stored import FileKind, Stored, StoredFile

ENCRYPTED = tr("All of this is encrypted on this laptop. Whoever cannot open the history cannot read any of it.")
NOT_ON_DISK = tr("None of this is on the disk. It goes when you close, unless you keep it.")
SEEN = tr(
    "Without what opens the history, a look through the disk finds these names, sizes and times, and in the key file"
    " which ways open it: not a word of what you wrote, nor how much of it there is beyond the size."
)
NO_FILES = tr("There is no file of yours: this laptop's disk holds nothing that you did here.")

OUTSIDE = StoredEntry(
    tr("Outside of this folder"),
    about=tr(
        "The program with its starter models, and caches of fonts and graphics that the system keeps. What you typed"
        " is in none of them. If you chose a way that uses it, this account's keychain holds a key or half of one."
    ),
)
NEVER_KEPT = StoredPart(
    tr("What is not kept, or not here"),
    (
        StoredEntry(
            tr("Conversations off the record"),
            about=tr(
                "Closed Door never writes them to the disk, and they are gone from its memory when you lock or close."
            ),
        ),
        StoredEntry(
            tr("Your passphrase and your recovery code"),
            about=tr("Only the key is kept, sealed so that they open it. Nobody can tell them to you again."),
        ),
        StoredEntry(
            tr("What you copy"),
            about=tr(
                "It is cleared from the clipboard after 30 seconds, and when you lock or close. A clipboard history"
                " that ignores our mark may keep a copy."
            ),
        ),
        StoredEntry(
            tr("Files that you attach or save"),
            about=tr(
                "The text of an attached document is in the history; its file stays where it is. A file that you save"
                " elsewhere is no longer protected by Closed Door, and a folder that syncs sends it away."
            ),
        ),
    ),
)

_FILES: Mapping[FileKind, str] = {
    "history": tr("All that is listed above, encrypted."),
    "keys": tr("The key of the history, sealed: only the ways you chose open it. Two copies guard against damage."),
    "head": tr("An encrypted note of the latest state, by which an older copy of the history is recognised."),
    "lock": tr("Empty. It keeps two windows from writing at once."),
    "window": tr("Empty. It lets a second start bring this window to the front."),
    "copy": tr("The history as it was before an update, encrypted. It goes with the next check that finds all well."),
    "aside": tr("A history that was set aside by a restore or a repair, encrypted as it was."),
    "models": tr("Models that were copied here. They are not encrypted, and nothing of yours is in them."),
    "snapshots": tr("What a model read of briefings ahead of being asked, encrypted: nothing that you wrote is in it."),
    "on_its_way": tr("A change that is under way, encrypted; it goes when the change is done."),
    "selftest": tr("What the attempts to get out were made on; nothing of yours is in it, and it goes with the next."),
    "other": tr("Not a file that Closed Door knows."),
}


def contents_part(stored: Stored) -> StoredPart:
    """Return how much of each kind the history holds."""
    return StoredPart(
        tr("In your history"), tuple(_entries(stored.contents)), ENCRYPTED if stored.is_kept else NOT_ON_DISK
    )


def files_part(files: Sequence[StoredFile], folder: Path) -> StoredPart:
    """Return what anyone finds who looks through the disk."""
    entries = tuple(
        StoredEntry(
            each.name if each.files == 1 else tr_many("{name}, {n} file", "{name}, {n} files", each.files,
                                                      name=each.name, n=each.files),
            size_in_words(each.size_bytes),
            tr("{what} Last changed {moment}.", what=_FILES[each.kind], moment=moment_of(each.changed_ms)),
        )
        for each in files
    )  # fmt: skip
    about = SEEN if any(each.kind == "history" for each in files) else NO_FILES
    return StoredPart(tr("What a scan of the disk still shows"), (*entries, OUTSIDE), about, str(folder))


def summary_of(stored: Stored, files: Iterable[StoredFile]) -> str:
    """Return in one line how much there is, and where."""
    held = stored.contents
    what = tr(
        "{conversations}, {attempts}",
        conversations=counted(held.conversations, "conversation"),
        attempts=counted(held.attempts, "attempt"),
    )
    what = f"{what[:1].upper()}{what[1:]}"
    if not stored.is_kept:
        return tr("{what}, in memory only", what=what)
    size = sum(each.size_bytes for each in files if each.kind == "history")
    return tr("{what}, encrypted: {size} on this laptop", what=what, size=size_in_words(size))


def _entries(held: Contents) -> Iterable[StoredEntry]:
    yield StoredEntry(tr("Conversations"), str(held.conversations), counted(held.messages, "message"))
    yield StoredEntry(tr("Documents that you attached"), str(held.documents))
    finished = tr("{n} finished", n=held.finished) if held.attempts else ""
    yield StoredEntry(tr("Attempts at briefings, with your answers"), str(held.attempts), finished)
    yield StoredEntry(tr("Questions to take along"), str(held.cards))
    yield StoredEntry(tr("Notes before meetings"), str(held.meeting_notes))
    yield StoredEntry(tr("Documents of yours that you practised on"), str(held.own_briefings))
    yield StoredEntry(tr("Packs that you installed"), str(held.packs))
    yield StoredEntry(tr("Settings"), "", tr("How it looks, the model you chose, the folders' names, drafts."))
