"""What is said of a newer version that the publisher signed: what it changes, how it is put in place, the way back."""

import re
from collections.abc import Iterable

from closeddoor.language import tr
from closeddoor.presenters.states.library import QuestionView, Section
from closeddoor.presenters.words import one_line, size_in_words
from closeddoor.services.updates import Update

MOST_CHANGES, MOST_TEXT, MOST_NAME = 8, 400, 160
"""How many changes are shown, and how many characters of each and of a name."""

_BULLETS = ("* ", "- ")
_LINK = re.compile(r"\[([^\]\[]{1,200})\]\([^()\s]{1,300}\)")


def release_question(update: Update, installed: str) -> QuestionView:
    """Return what is shown of a newer version; the one thing to do here is to save a backup."""
    said = update.statement
    return QuestionView(
        kicker=tr("A newer version"),
        title=tr("Closed Door {version}", version=said.version),
        heading=tr("Signed by the publisher"),
        lines=(
            tr(
                "{installed} is installed here. The file has {size}, and is whole.",
                installed=installed,
                size=size_in_words(said.size_bytes),
            ),
            one_line(tr("It needs: {needs}", needs=said.needs.strip() or tr("nothing new")), MOST_TEXT),
        ),
        sections=(
            Section(tr("What is new"), _shown(update)),
            Section(tr("To put it in place"), _numbered(_steps(update))),
            Section(tr("To go back"), _way_back(update, installed)),
        ),
        confirm=tr("Save a backup …"),
        decline=tr("Close"),
    )


def changes_in(text: str) -> tuple[str, ...]:
    """Return the entries of a list in plain text, each in one line, without its bullet; headings are entries too.

    A changelog is Markdown: of a link its words stay, and the marks around a command go.
    """
    entries: list[list[str]] = [[]]
    for line in text.splitlines():
        is_entry = line.startswith(_BULLETS)
        if is_entry or not line.strip():
            entries.append([])
        if line.strip():
            entries[-1].append(line[2:] if is_entry else line)
    lines = (" ".join(" ".join(entry).split()) for entry in entries if entry)
    return tuple(_LINK.sub(r"\1", line).replace("`", "").lstrip("# ") for line in lines)


def _shown(update: Update) -> tuple[str, ...]:
    entries = changes_in(update.statement.changes)
    lines = tuple(one_line(entry, MOST_TEXT) for entry in entries[:MOST_CHANGES])
    left = len(entries) - len(lines)
    if left:
        name = one_line(update.path.name, MOST_NAME)
        return (*lines, tr("And {count} more; closed-door update verify {name} names all.", count=left, name=name))
    return lines or (tr("The publisher names no changes."),)


def _steps(update: Update) -> tuple[str, ...]:
    name = one_line(update.path.name, MOST_NAME)
    before = (tr("Save a backup, and keep the paper with your recovery code."), tr("Close the window."))
    if name.casefold().endswith(".deb"):
        install = tr("In a terminal, in the folder of the file: sudo apt install ./{name}", name=name)
        return (*before, install, tr("Start Closed Door again, and unlock as before."))
    return (
        *before,
        tr("In a terminal, in a new folder beside the one in use: tar -xzf PATH/{name}", name=name),
        tr("On a stick: copy the folder “profile” beside the new program; the old one stays as it is."),
        tr("Start the new one, and delete the old folder when all is well."),
    )


def _way_back(update: Update, installed: str) -> tuple[str, ...]:
    is_deb = update.path.name.casefold().endswith(".deb")
    again = (
        tr("With the file of {installed}: sudo apt install --allow-downgrades ./FILE", installed=installed)
        if is_deb
        else tr("Start {installed} from its old folder, or from one unpacked anew.", installed=installed)
    )
    return (
        tr(
            "The newer version copies your history before it changes how it is kept, and deletes the copy once the"
            " changed one is checked. After that, {installed} may not open it.",
            installed=installed,
        ),
        again,
        tr(
            "It leaves the changed history as it is and offers to restore the backup. What you did after that was saved"
            " is not in it; what the newer version wrote is set aside, not deleted."
        ),
    )


def _numbered(steps: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{number}. {step}" for number, step in enumerate(steps, 1))
