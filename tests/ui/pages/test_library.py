from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from closeddoor.presenters.states.library import (
    FinishedRow,
    KeyWords,
    LibraryViewState,
    NotShownRow,
    PackRow,
    QuestionView,
)
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.buttons import Button
from closeddoor.ui.widgets.option_row import TickRow
from closeddoor.ui.widgets.words import Words
from tests.e2e.running import started

LETTERS = PackRow(
    pack_id="org.example.letters",
    title="Letters",
    version="Version 1.2.0",
    identity="org.example.letters, revision 7",
    summary="One letter, read closely.",
    made_by="By Example Learning",
    vouched="Signed: egghead determine enlist paragraph eating Galveston dashboard disbelief accrue leprosy",
    contents="1 briefing",
    facts="Facts as of 1 November 2026 · Review due 1 May 2027",
    errata=("Revision 6: The notice is 60 days.",),
)
NOBODY = "Unsigned: nobody vouches for it"
UNSIGNED = replace(LETTERS, pack_id="org.example.board", title="Board papers", vouched=NOBODY, is_unsigned=True)
BUILT_IN = replace(LETTERS, pack_id="org.closeddoor.risk", title="AI risk", vouched="Comes with the application")
DAMAGED = NotShownRow(Problem("“Notes” cannot be read."), "org.example.notes", "Notes")
FULL = LibraryViewState((LETTERS, UNSIGNED), (BUILT_IN,), (DAMAGED,), (FinishedRow(4, "A letter", "Old letters"),))
WORDS = tuple(LETTERS.vouched.split()[1:])
STOP = QuestionView(
    kicker="A pack to add",
    title="Letters",
    heading="Signed by another key",
    lines=("Either the author changed the key, or somebody else made this pack.",),
    confirm="Accept the new key and install",
    decline="Do not install",
    pack=LETTERS,
    keys=(KeyWords("The key that signed this pack", WORDS), KeyWords("The key that its id belongs to", WORDS)),
    statement="I asked the author, who gave me the words of the new key.",
    is_stop=True,
)
INSTALL = replace(STOP, heading="Signed by a key that is new here", confirm="Install", statement="", is_stop=False)


@pytest.fixture
def page(qtbot: QtBot) -> LibraryPage:
    page = LibraryPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    page.render(FULL)
    return page


def said(page: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def button(page: QWidget, words: str, about: str = "") -> QAbstractButton:
    named = (each for each in page.findChildren(QAbstractButton) if words in (each.text(), each.accessibleName()))
    return next(each for each in named if each.isVisible() and about in each.accessibleDescription())


def test_every_pack_says_who_vouches_for_it(page: LibraryPage) -> None:
    shown = said(page)
    for text in (LETTERS.vouched, UNSIGNED.vouched, LETTERS.summary, LETTERS.facts, "“Notes” cannot be read."):
        assert text in shown
    assert shown.index("Added by you") < shown.index("Board papers") < shown.index("Come with the application")
    assert "Revision 6: The notice is 60 days." not in shown
    button(page, "Corrections by its author").click()
    assert "Revision 6: The notice is 60 days." in said(page)


def test_only_what_was_added_can_be_removed(page: LibraryPage, qtbot: QtBot) -> None:
    for about, pack_id in (("Letters", LETTERS.pack_id), ("Notes", DAMAGED.pack_id)):
        with qtbot.waitSignal(page.removal_requested) as told:
            QTest.keyClick(button(page, "Remove …", about), Qt.Key.Key_Space)
        assert told.args == [pack_id]
    with pytest.raises(StopIteration):
        button(page, "Remove …", "AI risk")


def test_what_was_finished_earlier_is_read_again(page: LibraryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.debrief_requested) as told:
        QTest.keyClick(button(page, "A letter. Read the debrief"), Qt.Key.Key_Space)
    assert told.args == [4]


def test_what_cannot_be_removed_here_stands_above_all(page: LibraryPage) -> None:
    page.render(replace(FULL, not_shown=(DAMAGED, NotShownRow(Problem("Your history cannot be read.")))))
    shown = said(page)
    assert shown.index("Your history cannot be read.") < shown.index("Added by you")
    assert shown.index("Added by you") < shown.index("“Notes” cannot be read.")


def test_nothing_added_yet_says_so(page: LibraryPage) -> None:
    page.render(replace(FULL, installed=(), not_shown=()))
    assert any(text.startswith("None yet.") for text in said(page))


def test_a_question_takes_the_place_of_the_packs_and_leaves_it_again(page: LibraryPage) -> None:
    page.render(replace(FULL, question=INSTALL))
    shown = said(page)
    assert "Signed by a key that is new here" in shown
    assert shown.count("egghead") == 2
    assert "Library" not in shown
    assert page.focusWidget() is button(page, "Install")
    page.render(FULL)
    assert "Library" in said(page)
    assert page.focusWidget() is button(page, "Add a pack …")


def test_a_stop_is_lifted_by_its_statement_alone(page: LibraryPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, question=STOP))
    accept, tick = button(page, STOP.confirm), page.findChild(TickRow)
    assert tick is not None
    assert (accept.isEnabled(), accept.property("kind"), button(page, STOP.decline).property("kind")) == (
        False,
        "secondary",
        "primary",
    )
    assert page.focusWidget() is tick
    with qtbot.waitSignal(page.agreement_changed) as told:
        QTest.keyClick(tick, Qt.Key.Key_Space)
    assert told.args == [True]
    page.render(replace(FULL, question=replace(STOP, is_agreed=True)))
    assert page.findChild(TickRow) is tick
    with qtbot.waitSignal(page.confirm_requested):
        QTest.keyClick(accept, Qt.Key.Key_Space)


def test_escape_and_the_second_button_decline(page: LibraryPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, question=INSTALL))
    with qtbot.waitSignal(page.decline_requested):
        QTest.keyClick(button(page, "Install"), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.decline_requested):
        QTest.keyClick(button(page, "Do not install"), Qt.Key.Key_Space)


def test_while_a_file_is_looked_at_nothing_else_is_taken(page: LibraryPage, qtbot: QtBot) -> None:
    page.render(replace(FULL, busy=Busy("The pack is read.", can_cancel=True)))
    assert not button(page, "Add a pack …").isEnabled()
    assert not Drag(page, "file:///packs/letters.cdpack").enters()
    with qtbot.waitSignal(page.decline_requested):
        button(page, "Cancel").click()
    page.render(replace(FULL, problem=Problem("Refused.")))
    assert page.focusWidget() is button(page, "Add a pack …")


def test_tab_goes_through_the_page_as_it_is_laid_out(page: LibraryPage) -> None:
    walked = []
    button(page, "Add a pack …").setFocus()
    for _ in range(6):
        focused = page.focusWidget()
        assert focused is not None
        walked.append(focused.accessibleDescription() or focused.accessibleName())
        page.focusNextChild()
    corrections = "Corrections by its author"
    assert walked == ["Add a pack …", "Notes", corrections, "Letters", corrections, "Board papers"]


class Drag:
    """Files over the page, as the window system would bring them there."""

    def __init__(self, page: LibraryPage, *addresses: str) -> None:
        self._page = page
        self._data = QMimeData()
        self._data.setUrls([QUrl(address) for address in addresses])

    def enters(self) -> bool:
        at, keys = QPoint(200, 300), Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(at, Qt.DropAction.CopyAction, self._data, Qt.MouseButton.LeftButton, keys)
        event.ignore()
        QApplication.sendEvent(self._page.viewport(), event)
        return event.isAccepted()

    def drops(self) -> None:
        at, keys = QPointF(200, 300), Qt.KeyboardModifier.NoModifier
        event = QDropEvent(at, Qt.DropAction.CopyAction, self._data, Qt.MouseButton.LeftButton, keys)
        QApplication.sendEvent(self._page.viewport(), event)


def test_one_pack_dropped_anywhere_on_the_page_is_looked_at(page: LibraryPage, qtbot: QtBot) -> None:
    drag = Drag(page, "file:///packs/Letters.CDPACK")
    assert drag.enters()
    with qtbot.waitSignal(page.pack_chosen) as told:
        drag.drops()
    assert told.args == [Path("/packs/Letters.CDPACK")]


@pytest.mark.parametrize(
    "addresses",
    [
        ("file:///packs/a.cdpack", "file:///packs/b.cdpack"),
        ("file:///packs/a.zip",),
        ("https://example.org/a.cdpack",),
        (),
    ],
)
def test_nothing_else_is_taken(page: LibraryPage, addresses: tuple[str, ...]) -> None:
    told: list[object] = []
    page.pack_chosen.connect(told.append)
    drag = Drag(page, *addresses)
    assert not drag.enters()
    drag.drops()
    assert told == []


# The offscreen platform has no screen on which a list of proposals could be brought to the front.
@pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing|propagateSizeHints)", extend=True)
def test_a_file_is_chosen_by_keyboard_in_a_dialog_of_qt(page: LibraryPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "letters.cdpack"
    file.write_bytes(b"")
    QTest.keyClick(button(page, "Add a pack …"), Qt.Key.Key_Space)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert dialog.testOption(QFileDialog.Option.ReadOnly)
    name = dialog.focusWidget()
    assert isinstance(name, QLineEdit)
    qtbot.waitUntil(name.hasFocus)
    QTest.keyClicks(name, str(file))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)  # Qt proposes what fits, and takes the keys
    with qtbot.waitSignal(page.pack_chosen) as told:
        QTest.keyClick(QApplication.activePopupWidget() or name, Qt.Key.Key_Return)
    assert told.args == [file]


@pytest.mark.parametrize("is_forgetful", [True, False])
def test_the_dialog_leaves_no_trace_of_where_one_looked(tmp_path: Path, *, is_forgetful: bool) -> None:
    """The control leaves out the one line that keeps Qt from writing the folder down."""
    home, looked_in = tmp_path / "home", tmp_path / "looked-in"
    looked_in.mkdir()
    command = ("-m", "tests.ui.pages.choosing_participant", str(looked_in), "forgetful" if is_forgetful else "")
    with started(*command, home=home) as child:
        said_by_it, errors = child.communicate(timeout=60)
    assert set(errors.splitlines()) <= {"This plugin does not support propagateSizeHints()"}
    assert (child.returncode, said_by_it.strip()) == (0, str(looked_in / "letters.cdpack"))
    traces = [path for path in home.rglob("*") if path.is_file() and b"looked-in" in path.read_bytes()]
    assert bool(traces) is not is_forgetful


def cut_off(page: LibraryPage) -> list[str]:
    """Return all words that have less room than they take."""
    labels = [each for each in page.findChildren(Words) if each.isVisible()]
    buttons = [each for each in page.findChildren(Button) if each.isVisible()]
    too_low = [label.text() for label in labels if label.height() < label.heightForWidth(label.width())]
    return too_low + [each.text() for each in buttons if each.width() < each.sizeHint().width()]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("state", [FULL, replace(FULL, question=STOP)], ids=["packs", "question"])
def test_no_words_are_cut_off(
    page: LibraryPage, look: AppearanceSwitch, qtbot: QtBot, state: LibraryViewState, scale: float
) -> None:
    look.show(Appearance("light", scale, reduced_motion=True))
    page.resize(930, 640)
    page.render(state)
    page.grab()
    qtbot.waitUntil(lambda: cut_off(page) == [])
    inside = page.widget()
    assert inside is not None
    assert inside.width() <= page.viewport().width()
