"""What somebody does who is given a newer version and goes back, done by the installed program in its own window.

`clean_system.py` puts it in the place of the program's first script (`another_beginning.py`), as DRIVER:

    DRIVER practise|drop|open|model|refused|restore PROFILE FOLDER [WORDS]

PROFILE is made by `practise`, which keeps passphrase, recovery code and a backup in FOLDER for the others.
Each prints what the window says of the matter, or ends with 1 and says where it got no further.
"""

import os
import sys
from pathlib import Path

if getattr(sys, "frozen", False):
    sys.executable = str(Path(sys.executable).with_name("closed-door"))  # its children are the program's own
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListView, QWidget

from closeddoor.bootstrap import Application
from closeddoor.domain.errors import KnownError
from closeddoor.domain.secret import Secret
from closeddoor.instance import make_private
from closeddoor.presenters.states.privacy.room import SECTION_TITLES
from closeddoor.profile import Profile
from closeddoor.tour.route import Route, read_visit
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.pages.privacy.copies import CopiesSection
from closeddoor.ui.widgets.restore_form import RestoreForm

PASSPHRASE = "a door that is closed"  # noqa: S105 - of a history that is thrown away


class Practising(Route):
    """First use and one whole briefing; the recovery code is written down."""

    def go(self) -> None:
        for part in (self._create_vault, self._read, self._highlight, self._interview, self._decide):
            part()
        for part in (self._write_memo, self._commit, self._debrief):
            part()

    def _groups_shown(self) -> list[str]:
        groups = super()._groups_shown()
        (self._folder / "code").write_text("-".join(groups), encoding="ascii")
        return groups


class Person:
    """Somebody before the window of `application`, who keeps papers in `folder`."""

    def __init__(self, application: Application, folder: Path) -> None:
        self._application = application
        self._folder = folder
        self._visitor = Visitor(application.window, folder / "pictures")

    def practise(self) -> None:
        Practising(self._application, self._folder, {}, Secret.from_text(PASSPHRASE)).go()
        visitor = self._visitor
        self._application.window.show_privacy_detail(is_open=True)
        visitor.press("Privacy room")
        visitor.press(SECTION_TITLES["copies"])
        visitor.the(CopiesSection).save_requested.emit(self._backup)
        self._say("read back whole")

    def drop(self, file: str) -> None:
        """Let go of a newer version's file over the window."""
        self._open()
        window = self._application.window
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(file)])
        at, copy = window.rect().center(), Qt.DropAction.CopyAction
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for event in (QDragEnterEvent(at, copy, data, button, keys), QDropEvent(QPointF(at), copy, data, button, keys)):
            QApplication.sendEvent(window, event)
        self._say("Signed by the publisher")
        self._say(" is installed here.")
        self._visitor.picture("dropped")

    def open(self) -> None:
        """Open the history with its passphrase, and find the briefing in the record."""
        self._open()
        self._visitor.press("My record")
        self._visitor.press("Attempts")
        self._say(read_visit()["briefing"])
        self._visitor.picture("record")

    def model(self, *facts: str) -> None:
        """Find each of `facts` in the model room."""
        self._open()
        self._visitor.press("Settings")
        self._visitor.press("Model room")
        for fact in facts:
            self._say(fact)
        self._visitor.picture("model")

    def refused(self) -> None:
        """Be told that this version is too old for the history, and what can be done."""
        self._type_passphrase()
        self._say("newer version")
        self._visitor.button("Restore a backup …")
        self._visitor.picture("refused")

    def restore(self) -> None:
        """Put the backup in the place of the history that is refused."""
        self._type_passphrase()
        visitor = self._visitor
        visitor.press("Restore a backup …")
        visitor.the(RestoreForm).backup_chosen.emit(self._backup)
        visitor.write("Recovery code", (self._folder / "code").read_text(encoding="ascii"))
        visitor.press("See what it holds")
        visitor.picture("preview")
        visitor.press("Put it in place")
        visitor.press("Open it")
        self._open()  # it opens as before: the ways are those of the history whose place it took
        visitor.picture("restored")

    @property
    def _backup(self) -> Path:
        return self._folder / "before.cdbackup"

    def _type_passphrase(self) -> None:
        self._visitor.write("Passphrase", PASSPHRASE)
        self._visitor.press("Open")

    def _open(self) -> None:
        self._type_passphrase()
        self._visitor.wait_until(lambda: self._application.frame.page == "home", "home")

    def _say(self, words: str) -> None:
        """Wait until the window says something with `words` in it, and print that."""
        widget = self._visitor.find(QWidget, lambda each: words in _said_by(each), words)
        print(" ".join(_said_by(widget).split()))


def _said_by(widget: QWidget) -> str:
    if isinstance(widget, QListView):
        rows = (widget.model().index(row, 0) for row in range(widget.model().rowCount()))
        return " | ".join(str(row.data(Qt.ItemDataRole.AccessibleTextRole) or row.data()) for row in rows)
    if isinstance(widget, QAbstractButton):
        return widget.text() or widget.accessibleName()
    return widget.text() if isinstance(widget, QLabel) else ""


def main(what: str, profile: Path, folder: Path, *words: str) -> int:
    """Start the application on a profile and do one thing in it."""
    folder.mkdir(parents=True, exist_ok=True)
    make_private(profile)
    application = Application(QApplication(sys.argv[:1]), Profile(profile))
    application.frame.apply({"reduced_motion": True, "theme": "light", "text_scale": 1.0})
    application.window.resize(1440, 900)
    application.start()
    person = Person(application, folder)
    try:
        getattr(person, what)(*words)
    except KnownError as error:
        person._visitor.picture("stuck")  # noqa: SLF001 - for whoever looks why
        print(error)
        return 1
    finally:
        application.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:]))
