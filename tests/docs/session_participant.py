"""A facilitator at the window of a profile into which a pack was installed: from the library through a whole session.

Run as a program with a profile and a folder; the passphrase is on standard input, and what the room saw is printed.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from closeddoor.bootstrap import Application
from closeddoor.profile import Profile
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.pages.session import StagePage
from closeddoor.ui.pages.session.stage_text import StageText

MOST_KEYS = 60


def run(profile: Path, folder: Path, passphrase: str, title: str) -> list[str]:
    """Unlock, choose the briefing, press the key of a remote until nothing new comes; return what was on the wall."""
    application = Application(QApplication([]), Profile(profile))
    application.start()
    visitor = Visitor(application.window, folder)
    field = visitor.the(QLineEdit)
    field.setText(passphrase)
    QTest.keyClick(field, Qt.Key.Key_Return)
    for words in ("Library", "A session with a group", title, "Begin on the projector"):
        visitor.press(words)
    application.window.activateWindow()
    visitor.rest(200)
    stage = visitor.the(StagePage)
    seen = [on_the_wall(stage)]
    for _ in range(MOST_KEYS):
        QTest.keyClick(stage, Qt.Key.Key_PageDown)
        visitor.rest(20)
        if on_the_wall(stage) != seen[-1]:
            seen.append(on_the_wall(stage))
    QTest.keyClick(stage, Qt.Key.Key_Escape)
    visitor.button("Begin on the projector")
    application.close()
    application.window.close()
    return seen


def on_the_wall(stage: StagePage) -> str:
    return "\n".join(text.toPlainText() for text in stage.findChildren(StageText) if text.isVisible())


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]), sys.stdin.readline().rstrip("\n"), sys.argv[3])))
