"""A child: writes a memo, lets the model answer, and closes the window in the midst of both.

Says on standard output, as JSON, what the page showed of the reply by then. Usage: closing_participant.py VAULT_FOLDER
"""

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap import Application
from closeddoor.bootstrap.session import Session
from closeddoor.profile import Profile
from closeddoor.tour.route import read_visit
from closeddoor.tour.visitor import Visitor
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

QUESTION = "Write a long story about a king."
MEMO = "Half a sentence that nobody"


def main(folder: Path) -> int:
    app = QApplication(sys.argv[:1])
    application = Application(app, Profile(folder.parent))
    sessions: list[Session] = []
    application.session_began.connect(sessions.append)
    application.window.show()
    application._unlock.opened.emit(cheap_folder(folder).unlock_with_passphrase(PASSPHRASE))
    session, visitor = sessions[0], Visitor(application.window, Path())
    visitor.wait_until(lambda: session.home._known.shelf is not None, "the shelf")
    visitor.press("Sandbox")
    visitor.write("Message to the model", QUESTION)
    visitor.press("Send")
    visitor.wait_until(lambda: any(row.text for row in session.sandbox.state.messages[1:]), "the first words")
    visitor.press("Library")
    visitor.press(f"{read_visit()['briefing']}. New")
    visitor.wait_until(lambda: session.briefing._briefing is not None, "the briefing")
    session.briefing.show_step("reply")
    visitor.write("Your text", MEMO)
    sys.stdout.write(json.dumps(session.sandbox.state.messages[1].text))
    application.window.close()
    app.processEvents()
    application.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
