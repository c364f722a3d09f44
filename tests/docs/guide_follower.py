"""A child: `docs/guide.md` from its first section to its last, done as it says. Usage: see `guide_reader`."""

import re
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QRadioButton

from closeddoor.presenters.privacy.erase import WORD
from closeddoor.presenters.states.privacy.room import SECTION_TITLES
from closeddoor.tour.desk_stop import visit_desk
from closeddoor.tour.group_stop import visit_group
from closeddoor.tour.other_rooms import visit_meeting, visit_models, visit_own_practice, visit_palette, visit_record
from closeddoor.tour.route import read_visit
from closeddoor.ui.shortcuts import ShortcutList
from closeddoor.ui.widgets.confidence import ConfidenceScale
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.vault.recovery_code import GROUP_LENGTH
from tests.docs.guide_reader import CONTROL, SHIFT, Reader, main

PASSPHRASE, NEW_PASSPHRASE = "four plain words here", "five other plain words here"
VISIT = read_visit()
BACKUP = "On a stick.cdbackup"
OWN_MODEL = "A model of my own.gguf"


def first_start(reader: Reader) -> None:
    """From nothing to the lock."""
    first_minute(reader)
    briefing(reader)
    debrief(reader)
    record(reader)
    meeting(reader)
    sandbox(reader)
    own_document(reader)
    library(reader)
    model_room(reader)
    privacy_room(reader)


def first_minute(reader: Reader) -> None:
    """Begin in memory, leave in the middle, and keep the history."""
    with reader.section("The first minute") as eyes:
        reader.wait_for("home")
        eyes.press("Another")
        eyes.press("Begin the briefing")
        eyes.press("Begin the work")
        eyes.press("Leave briefing")
        reader.wait_for("home")
        eyes.find(
            QAbstractButton, lambda each: each.accessibleName().endswith(". Continue"), "the briefing to go on with"
        )
        eyes.press("Keep it …")
        eyes.write("Passphrase", PASSPHRASE)
        eyes.write("The same passphrase once more", PASSPHRASE)
        eyes.press("Keep my history")
        eyes.button("I have written it down")
        groups = _groups_shown(reader)
        reader.keep(code=" ".join(groups))
        eyes.press("I have written it down")
        for field in reader.application.pages.keep.findChildren(QLineEdit):
            if field.isVisible():
                eyes.write(field.accessibleName(), groups[int(re.sub(r"\D", "", field.accessibleName())) - 1])
        eyes.press("Check")
        reader.wait_for("home")


def _groups_shown(reader: Reader) -> list[str]:
    """Read the recovery code off the page, as a person with a pencil would."""
    texts = [label.text() for label in reader.application.pages.keep.findChildren(QLabel) if label.isVisible()]
    return [text for text in texts if len(text) == GROUP_LENGTH and text.isalnum() and text == text.upper()]


def briefing(reader: Reader) -> None:
    with reader.section("A briefing, from beginning to end") as eyes:
        eyes.press("Library")
        eyes.press(f"{VISIT['briefing']}. New")
        eyes.press("Begin the work")
        document = eyes.the(DocumentView)
        for mark in VISIT["marks"]:
            start = document.displayed().index(mark["quote"])
            document.setFocus(Qt.FocusReason.OtherFocusReason)
            document.select(start, start + len(mark["quote"]))
            eyes.key(document, Qt.Key(Qt.Key.Key_0 + mark["label"]), str(mark["label"]))
        reader.key(Qt.Key.Key_Z, CONTROL)
        eyes.press("Redo")
        eyes.press("Continue")
        for question in VISIT["questions"][:2]:
            eyes.write("Your question", question)
            eyes.press("Ask")
            eyes.wait_until(lambda: not reader.session().briefing.is_busy, "the counterpart's answer")
        eyes.press("Continue")
        eyes.find(QRadioButton, lambda _: True, "the options").click()
        eyes.the(ConfidenceScale).chosen.emit(VISIT["confidence"])
        eyes.press("Continue")
        eyes.write("Your text", VISIT["memo"].strip())
        eyes.rest(800)
        eyes.press("Continue")
        eyes.press("Commit my answers")
        eyes.press("Skip this")
        reader.wait_for("debrief")


def debrief(reader: Reader) -> None:
    with reader.section("The debrief") as eyes:
        eyes.press("Skip")
        eyes.press("Show the score")
        eyes.press("Save as PDF …")
        eyes.press("Choose a place …")
        reader.choose_file(reader.folder / "debrief.pdf")
        eyes.wait_until((reader.folder / "debrief.pdf").exists, "the debrief as a file")
        eyes.write("Next time I will ask …", VISIT["next_time"])
        eyes.rest(400)


def record(reader: Reader) -> None:
    with reader.section("Your record, and the questions that come back") as eyes:
        reader.key(Qt.Key.Key_R, CONTROL)
        reader.wait_for("record")
        visit_record(eyes)


def meeting(reader: Reader) -> None:
    with reader.section("A meeting you have") as eyes:
        visit_meeting(eyes, VISIT["meeting"])
        eyes.press("Copy the questions")
        copied = QGuiApplication.clipboard().text()
        assert copied.count("?") >= 6, copied


def sandbox(reader: Reader) -> None:
    """A conversation that nothing keeps, with a part for the model and a document, ended and forgotten."""
    with reader.section("The sandbox") as eyes:
        reader.key(Qt.Key.Key_N, CONTROL)
        reader.wait_for("sandbox")
        chat, shown = reader.session().chat, reader.session().sandbox
        eyes.press("Sceptical board chair")
        eyes.find(QCheckBox, lambda each: each.text() == "Off the record", "off the record").click()
        eyes.write("Message to the model", "What would you ask about a pilot of six weeks?")
        eyes.press("Send")
        eyes.wait_until(lambda: any(row.text for row in shown.state.messages[1:]), "the first words")
        eyes.look()
        eyes.press_where_there("Stop")
        eyes.wait_until(lambda: not chat.is_writing, "the reply to end")
        eyes.press("Write again")
        eyes.press_where_there("Stop")
        eyes.wait_until(lambda: not chat.is_writing, "the other reply to end")
        eyes.press("End and forget")
        eyes.press("End it")


def own_document(reader: Reader) -> None:
    with reader.section("A document of your own") as eyes:
        visit_own_practice(eyes, VISIT["own_practice"])


def library(reader: Reader) -> None:
    with reader.section("The library") as eyes:
        reader.key(Qt.Key.Key_B, CONTROL)
        reader.wait_for("library")
        eyes.press("Packs")


def model_room(reader: Reader) -> None:
    """What is in use, and another model file."""
    with reader.section("The model room") as eyes:
        visit_models(eyes, reader.application.window)
        reader.key(Qt.Key.Key_M, CONTROL | SHIFT)
        reader.wait_for("models")
        eyes.press("Choose a model file")
        reader.choose_file(reader.folder / OWN_MODEL)


def privacy_room(reader: Reader) -> None:
    """Every section, a backup, the attempts to get out, and the lock: this process does not come back from there."""
    with reader.section("The privacy room") as eyes:
        reader.key(Qt.Key.Key_P, CONTROL | SHIFT)
        reader.wait_for("privacy")
        for name, title in SECTION_TITLES.items():
            eyes.press(title)
            eyes.rest(400)
            if name == "copies":
                eyes.press("Save a backup …")
                reader.choose_file(reader.folder / BACKUP)
                reader.wait_for_words(BACKUP)
            if name == "shut":
                eyes.press("Try to get out")
                eyes.button("Copy all of it as text")
            eyes.press("Privacy room")
    reader.key(Qt.Key.Key_L, CONTROL)
    raise AssertionError("it did not lock")


def after_the_lock(reader: Reader) -> None:
    """Opened again one is where one was; then others come."""
    with reader.section("The privacy room") as eyes:
        reader.wait_for("unlock")
        eyes.write("Passphrase", PASSPHRASE)
        eyes.press("Open")
        reader.wait_for("privacy")
    with reader.section("With others") as eyes:
        visit_group(eyes, VISIT["group"])
        (reader.folder / "desk").mkdir()
        visit_desk(eyes, VISIT["desk"], reader.folder / "desk")
    with reader.section("When something goes wrong") as eyes:
        eyes.press("Settings")
        visit_palette(eyes, reader.application.window, VISIT["palette"])
        reader.key(Qt.Key.Key_F1)
        eyes.the(ShortcutList).accept()


def without_the_passphrase(reader: Reader) -> None:
    """It does not open: the code does, a new passphrase is offered, and what was off the record is nowhere."""
    with reader.section("When something goes wrong") as eyes:
        eyes.write("Passphrase", "not this one")
        eyes.press("Open")
        eyes.press("Use the recovery code")
        eyes.write("Recovery code", reader.known["code"].lower())
        eyes.press("Open")
        eyes.write("New passphrase", NEW_PASSPHRASE)
        eyes.write("The new passphrase once more", NEW_PASSPHRASE)
        eyes.press("Set the passphrase")
        reader.wait_for_words("The new passphrase opens your history from now on.")
        eyes.press("Sandbox")
        eyes.find(QLabel, lambda each: each.text() == "No conversations yet.", "no conversation")


def with_a_damaged_history(reader: Reader) -> None:
    """The unlock page offers what helps; the backup is restored with the code."""
    with reader.section("When something goes wrong") as eyes:
        eyes.write("Passphrase", NEW_PASSPHRASE)
        eyes.press("Open")
        eyes.button("Repair …")
        eyes.press("Restore a backup …")
        eyes.press("Choose the backup …")
        reader.choose_file(reader.folder / BACKUP)
        eyes.write("Recovery code", reader.known["code"])
        eyes.press("See what it holds")
        eyes.press("Put it in place")
        eyes.button("Open it")


def with_nothing_that_opens_it(reader: Reader) -> None:
    """All goes; what begins anew is a first start."""
    with reader.section("When something goes wrong") as eyes:
        eyes.press("Use the recovery code")
        eyes.press("Erase everything and begin anew")
        eyes.write(f"Type “{WORD}” to confirm", WORD)
        reader.put_down("When something goes wrong")
        eyes.press("Erase everything")
        reader.wait_for("home")


def begun_anew(reader: Reader) -> None:
    """Where erasing replaced the process."""
    reader.wait_for("home")


PARTS = [
    first_start,
    after_the_lock,
    without_the_passphrase,
    with_a_damaged_history,
    with_nothing_that_opens_it,
    begun_anew,
]

if __name__ == "__main__":
    sys.exit(main(PARTS))
