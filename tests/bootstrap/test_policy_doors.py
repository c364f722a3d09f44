"""Every door of the window that a policy can close: open without it, and with it closed, with the reason beside it.

A rule that only narrows a choice (which packs, which models, how long, where to) leaves the control and says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton, QWidget

from closeddoor import profile
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.policy.in_force import follow
from closeddoor.policy.keys import KEYS
from closeddoor.policy.rules import PolicyError
from closeddoor.presenters.paper import as_it_is
from closeddoor.presenters.record.statement import TITLE
from closeddoor.ui.pages.debrief import DebriefPage
from closeddoor.ui.pages.debrief.slip import SlipDialog
from closeddoor.ui.pages.own_practice import OwnPracticePage
from closeddoor.ui.pages.privacy.page import PrivacyPage
from closeddoor.ui.pages.privacy.policy import PolicySection
from closeddoor.ui.pages.record import RecordPage
from closeddoor.ui.pages.sandbox.attachments import AttachmentStrip
from closeddoor.ui.pages.sandbox.header import Header
from closeddoor.ui.pages.sandbox.messages import ModelTurn
from closeddoor.ui.pages.sandbox.page import SandboxPage
from closeddoor.ui.widgets.menu import MenuButton
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.vault.ways import Protection
from tests.bootstrap.test_session import Bench
from tests.policy.policies import policy_of
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

EXPORT = "switched saving and copying off"
DOCUMENTS = "switched documents of your own off"
MENU_SAID = "Saving and copying are switched off here …"


def the(bench: Bench, kind: type[QWidget]) -> QWidget:
    """Return the one of this kind that the user would see."""
    (found,) = (each for each in bench.window.findChildren(kind) if each.isVisibleTo(bench.window))
    return found


def conversation(bench: Bench) -> QWidget:
    """Show a conversation in which the model has answered."""
    opened = bench.vault.conversations.create("About a vendor")
    bench.vault.conversations.add_message(opened, "user", "Whose numbers?")
    bench.vault.conversations.add_message(opened, "assistant", "Theirs.")
    page = _page(bench, "sandbox", SandboxPage)
    bench.session.sandbox.open(opened)
    bench.dispatcher.run()
    return page


def _page(bench: Bench, name: str, kind: type[QWidget]) -> QWidget:
    bench.go(name)
    bench.dispatcher.run()
    return the(bench, kind)


def begun(bench: Bench) -> QWidget:
    return _page(bench, "sandbox", SandboxPage)


def strip(bench: Bench) -> QWidget:
    begun(bench)
    (found,) = bench.window.findChildren(AttachmentStrip)
    return found


def own_practice(bench: Bench) -> QWidget:
    page = _page(bench, "own_practice", OwnPracticePage)
    bench.session._equipment.pages.own_practice.pasted_changed.emit("We offer.")
    bench.session.own_practice.refresh()
    return page


def debrief(bench: Bench) -> QWidget:
    bench.scored()
    bench.session.ways.open_briefing(bench.pack.info.id, bench.scenario.id)
    bench.dispatcher.run()
    page = the(bench, DebriefPage)
    bench.session._equipment.pages.debrief.account_skipped.emit()
    bench.dispatcher.run()
    return page


def slip(bench: Bench) -> QWidget:
    debrief(bench)
    bench.session._equipment.pages.debrief.slip_changed.emit("decide", "defer", "It is not wrong.")
    (dialog,) = bench.window.findChildren(SlipDialog)
    return dialog


def statement(bench: Bench) -> QWidget:
    bench.wait(bench.practice.finish(bench.scored()))
    bench.go("record")
    page = bench.session._equipment.pages.record
    page.view_chosen.emit("statement")
    page.module_ticked.emit(bench.scenario.module, True)
    page.hours_changed.emit(bench.scenario.module, "1")
    bench.dispatcher.run()
    return the(bench, RecordPage)


def packs(bench: Bench) -> QWidget:
    bench.go("library")
    bench.session.library.show_view("packs")
    bench.dispatcher.run()
    return bench.session._equipment.pages.library


def models(bench: Bench) -> QWidget:
    bench.go("models")
    bench.dispatcher.run()
    return bench.session._equipment.pages.models


def settings(bench: Bench) -> QWidget:
    bench.go("settings")
    bench.dispatcher.run()
    return bench.session._equipment.pages.settings


def section(name: str) -> Callable[[Bench], QWidget]:
    def show(bench: Bench) -> QWidget:
        cheap_folder(bench.session._equipment.profile.folder / "vault").keep(
            bench.vault, Protection("passphrase", PASSPHRASE)
        )
        bench.go("privacy")
        bench.session.privacy.show_section(name)
        bench.dispatcher.run()
        return the(bench, PrivacyPage)

    return show


@dataclass(frozen=True)
class Door:
    """`rule` is the value of the key, `control` the accessible name of what it closes; "" where it only narrows."""

    key: str
    rule: object
    where: Callable[[Bench], QWidget]
    said: str
    control: str = ""


DOORS = (
    Door("export", "off", debrief, EXPORT, "Save as PDF …"),
    Door("export", "off", slip, EXPORT, "Copy"),
    Door("export", "off", statement, EXPORT, "Save as PDF …"),
    Door("export", "off", statement, EXPORT, "Copy"),
    Door("lock_after_minutes", 5, settings, "has set 5 minutes as the longest"),
    Door("lock_after_minutes", 5, section("lock"), "has set 5 minutes as the longest"),
    Door("packs", "signed", packs, "allows signed packs only"),
    Door("pack_keys", [], packs, "only packs that it names the keys of"),
    Door("models", ["0" * 64], models, "allows 1 model to converse with"),
    Door("models", [], models, "allows no model to converse with", "Choose a model file"),
    Door("models", [], models, "allows no model to converse with", "Look for models"),
    Door("own_documents", "off", strip, DOCUMENTS, "Attach documents"),
    Door("own_documents", "off", strip, DOCUMENTS, "Practise on a document of yours"),
    Door("own_documents", "off", own_practice, DOCUMENTS, "Choose a document …"),
    Door("own_documents", "off", own_practice, DOCUMENTS, "Practise on this text"),
    Door("off_the_record", "off", begun, "switched conversations off the record off", "Off the record"),
    Door("backup_folder", "/srv/backups", section("copies"), "Backups go to “/srv/backups”"),
    Door("backup_folder", "nowhere", section("copies"), "is no place", "Save a backup …"),
)
ELSEWHERE = {"portable": "there is no window: test_the_window_of_a_stick_never_begins"}


def names(door: object) -> str:
    return f"{door.key}-{door.where.__qualname__}-{door.control}" if isinstance(door, Door) else ""


def controls(page: QWidget, name: str) -> list[QAbstractButton]:
    """Return what of this name shows."""
    found = page.findChildren(QAbstractButton)
    return [each for each in found if name and each.accessibleName() == name and each.isVisibleTo(page)]


def open_controls(page: QWidget, name: str) -> list[QAbstractButton]:
    """Return what of this name can be pressed."""
    return [each for each in controls(page, name) if each.isEnabled()]


def notes(page: QWidget) -> list[SwitchedOff]:
    return [each for each in page.findChildren(SwitchedOff) if each.isVisibleTo(page)]


def test_every_key_has_its_doors() -> None:
    assert {door.key for door in DOORS} | set(ELSEWHERE) == {spec.name for spec in KEYS}


@pytest.mark.parametrize("door", DOORS, ids=names)
def test_a_door_is_open_without_a_rule(bench: Bench, door: Door) -> None:
    page = door.where(bench)
    assert notes(page) == []
    if door.control:
        assert len(open_controls(page, door.control)) == 1


@pytest.mark.parametrize("door", DOORS, ids=names)
def test_with_its_rule_it_is_closed_and_the_reason_beside_it_leads_to_all_that_is_set(bench: Bench, door: Door) -> None:
    follow(policy_of(**{door.key: door.rule}))
    page = door.where(bench)
    assert open_controls(page, door.control) == []
    for closed in controls(page, door.control):
        assert door.said in closed.accessibleDescription(), "and where it is, it says so itself"
    (note,) = notes(page)
    way = note.findChild(QPushButton)
    assert way is not None
    assert door.said in way.accessibleDescription(), "a screen reader reads the reason with the link"
    way.click()
    bench.dispatcher.run()
    assert bench.frame.page == "privacy"
    assert the(bench, PolicySection).isVisibleTo(bench.window)


def items(button: QWidget) -> list[str]:
    """Return what a list of things to do would offer now."""
    assert isinstance(button, MenuButton)
    menu = button.menu_now()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def more(of: QWidget, name: str) -> QWidget:
    return next(each for each in of.findChildren(MenuButton) if each.accessibleName() == name)


def test_a_conversation_is_copied_and_saved_by_its_lists_only_where_that_is_allowed(bench: Bench) -> None:
    page = conversation(bench)
    ways_out = {"Copy all as plain text", "Copy all as Markdown", "Save as PDF …", "Save as Markdown …"}
    header, turn = the(bench, Header), the(bench, ModelTurn)
    assert ways_out <= set(items(more(header, "More")))
    assert "Copy as Markdown" in items(more(turn, "More for this answer"))
    assert len(open_controls(turn, "Copy")) == 1
    follow(policy_of(export="off"))
    bench.go("home")
    bench.go("sandbox")
    bench.dispatcher.run()
    header, turn = the(bench, Header), the(bench, ModelTurn)
    offered = items(more(header, "More"))
    assert MENU_SAID in offered
    assert not ways_out & set(offered)
    assert items(more(turn, "More for this answer"))[0] == MENU_SAID
    assert open_controls(page, "Copy") == []
    menu: QMenu = more(turn, "More for this answer").menu_now()  # type: ignore[attr-defined]  # a MenuButton
    menu.actions()[0].trigger()
    assert bench.frame.page == "privacy"


def test_the_starter_model_is_not_offered_back_where_it_is_not_allowed(bench: Bench) -> None:
    def offered(allowed: str) -> tuple[bool, bool]:
        follow(policy_of(models=[allowed]))
        models(bench)
        state = bench.session.models.choosing._shown.state
        return state.may_choose, state.may_use_starter

    assert offered("0" * 64) == (True, False)
    assert offered(STARTER_CHAT.sha256) == (True, True)


def test_what_is_refused_at_the_door_is_refused_behind_it_too(bench: Bench, tmp_path: Path) -> None:
    """A shortcut, a drop or a page that was drawn before: the slip, the statement and a debrief."""
    follow(policy_of(export="off"))
    clipboard = QApplication.clipboard()
    clipboard.setText("before")
    slip(bench)
    pages = bench.session._equipment.pages
    pages.debrief.slip_copied.emit()
    pages.debrief.file_requested.emit(tmp_path / "debrief.pdf", partial(as_it_is, b"debrief"))
    bench.dispatcher.run()
    assert any(EXPORT in said for said in bench.said())
    pages.debrief.slip_closed.emit()
    statement(bench)
    assert TITLE in bench.said(), "there is a page to copy"
    pages.record.copy_requested.emit()
    pages.record.save_requested.emit(tmp_path / "statement.pdf", partial(as_it_is, b"statement"))
    bench.dispatcher.run()
    assert clipboard.text() == "before"
    assert list(tmp_path.glob("*.pdf")) == []
    follow(policy_of())
    pages.record.copy_requested.emit()
    bench.dispatcher.run()
    assert TITLE in clipboard.text(), "the control"
    clipboard.clear()


def test_the_window_of_a_stick_never_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr(profile, "SOURCE", tmp_path)
    (tmp_path / profile.PORTABLE_MARK).touch()
    assert profile.profile_at(None).folder == tmp_path / "profile"
    follow(policy_of(portable="off"))
    with pytest.raises(PolicyError, match="from a stick"):
        profile.profile_at(None)


@pytest.mark.parametrize("allowed", [None, "0" * 64])
def test_that_the_model_in_use_is_not_allowed_is_said_before_anybody_writes_to_it(
    bench: Bench, allowed: str | None
) -> None:
    follow(policy_of(models=[allowed]) if allowed else policy_of())
    begun(bench)
    said = "This model is not one that your organisation allows on this machine."
    assert (bench.session.sandbox.state.model_caveat == said) is (allowed is not None)
