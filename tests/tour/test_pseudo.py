"""A language that nobody speaks, and what the window says in it: what was forgotten would stand there in English."""

import subprocess
import sys
from pathlib import Path

from closeddoor.tour.pseudo import PseudoLanguage

PSEUDO = PseudoLanguage()
ROOT = Path(__file__).resolve().parent.parent.parent
SPEAK = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from closeddoor.language import speak
from closeddoor.tour.pseudo import PseudoLanguage
speak(PseudoLanguage())
from PySide6.QtWidgets import QApplication, QLabel, QAbstractButton
from closeddoor.bootstrap.pages import Pages
from closeddoor.tour.geometry import problems_of
from closeddoor.ui.theme import AppearanceSwitch
from closeddoor.ui.window import MainWindow
app = QApplication([])
window = MainWindow(Pages().by_name, AppearanceSwitch(app))
for each in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)):
    text = each.text().strip()
    if sum(letter.isalpha() for letter in text) > 2:
        print(text.replace("\\n", " "))
"""


def test_a_text_keeps_its_braces_and_grows() -> None:
    said = PSEUDO.gettext("{count} questions left")
    assert said.startswith("[{count} ")
    assert len(said) > 1.5 * len("{count} questions left")
    assert "questions" not in said


def test_what_was_said_already_is_left_as_it_is() -> None:
    once = PSEUDO.gettext("Open")
    assert PSEUDO.gettext(once) == once
    assert PSEUDO.gettext("") == ""


def test_one_and_many_differ() -> None:
    assert PSEUDO.ngettext("mark", "many marks", 1) == PSEUDO.gettext("mark")
    assert PSEUDO.ngettext("mark", "many marks", 3) == PSEUDO.gettext("many marks")


def test_all_that_the_window_says_by_itself_is_in_that_language() -> None:
    run = subprocess.run([sys.executable, "-c", SPEAK], cwd=ROOT / "app", capture_output=True, text=True, check=True)
    said = run.stdout.splitlines()
    assert len(said) > 100
    assert [text for text in said if "[" not in text] == []
