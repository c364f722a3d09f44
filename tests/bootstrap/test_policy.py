"""What an administrator has forbidden, as who sits before the window meets it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap.models import Models
from closeddoor.domain.errors import KnownError
from closeddoor.inference.catalogue import STARTER_CHAT
from closeddoor.policy.in_force import follow
from closeddoor.ui.pages.library import LibraryPage
from closeddoor.ui.pages.privacy.page import PrivacyPage
from closeddoor.ui.pages.sandbox.page import SandboxPage
from closeddoor.ui.widgets.row_button import RowButton
from tests.bootstrap.test_session import Bench, installed_pack
from tests.policy.policies import EVERY_KEY, policy_of

OFF_SAID = "Your organisation has switched conversations off the record off on this machine."
COPY_SAID = "Your organisation has switched saving and copying off on this machine."


def sandbox(bench: Bench) -> SandboxPage:
    page = bench.window.findChild(SandboxPage)
    assert page is not None
    return page


def says(bench: Bench, words: str) -> bool:
    bench.dispatcher.run()
    return any(words in said for said in bench.said())


def test_the_privacy_room_says_every_rule_that_is_in_force(bench: Bench) -> None:
    follow(policy_of(**EVERY_KEY, telemetry="on"))
    bench.go("privacy")
    bench.dispatcher.run()
    page = bench.window.findChild(PrivacyPage)
    assert page is not None
    rows = {row.accessibleName(): row for row in page.findChildren(RowButton)}
    rows["What your organisation has set"].click()
    for words in (
        "at the latest",
        "cannot be saved or copied",
        "Signed ones only",
        "by its hash",
        "not a key",
        "stick",
    ):
        assert says(bench, words), words
    assert says(bench, "None can read, copy or send what you typed")


def test_settings_offer_no_longer_time_and_say_why(bench: Bench) -> None:
    bench.go("settings")
    assert not says(bench, "Your organisation has set")
    follow(policy_of(lock_after_minutes=5))
    bench.go("home")
    bench.go("settings")
    assert says(bench, "Your organisation has set 5 minutes as the longest.")
    assert bench.frame.lock_after_minutes == 5


def test_a_conversation_off_the_record_cannot_be_chosen_and_it_is_said(bench: Bench) -> None:
    follow(policy_of(off_the_record="off"))
    bench.go("sandbox")
    sandbox(bench).record_chosen.emit(True)
    assert says(bench, OFF_SAID)
    assert not bench.session.sandbox.set_up.is_off_the_record


def test_copying_and_saving_a_conversation_are_refused_in_words(bench: Bench, tmp_path: Path) -> None:
    conversation = bench.vault.conversations.create("About a vendor")
    message = bench.vault.conversations.add_message(conversation, "user", "Whose numbers?", "complete")
    bench.go("sandbox")
    sandbox(bench).conversation_requested.emit(conversation)
    bench.dispatcher.run()
    QApplication.clipboard().setText("before")
    follow(policy_of(export="off"))
    sandbox(bench).copy_requested.emit(message, False)
    assert says(bench, COPY_SAID)
    sandbox(bench).copy_all_requested.emit(True)
    assert QApplication.clipboard().text() == "before"
    sandbox(bench).export_requested.emit("markdown")
    sandbox(bench).place_chosen.emit(tmp_path / "out.md")
    bench.dispatcher.run()
    assert not (tmp_path / "out.md").exists()


def test_an_unsigned_pack_is_refused_in_the_library(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "new.cdpack"
    file.write_bytes(installed_pack(tmp_path))
    follow(policy_of(packs="signed"))
    bench.go("library")
    page = bench.window.findChild(LibraryPage)
    assert page is not None
    page.pack_chosen.emit(file)
    assert says(bench, "Your organisation allows signed packs only")
    assert bench.vault.installed.list() == ()


def test_own_documents_are_refused_where_they_are_practised_on(bench: Bench, tmp_path: Path) -> None:
    follow(policy_of(own_documents="off"))
    bench.go("own_practice")
    page = bench.session._equipment.pages.own_practice
    file = tmp_path / "offer.txt"
    file.write_text("We offer.")
    page.files_chosen.emit([file])
    assert says(bench, "Your organisation has switched documents of your own off here.")
    assert bench.vault.own_briefings.list() == ()


def test_a_backup_elsewhere_is_refused_in_the_privacy_room(bench: Bench, tmp_path: Path) -> None:
    follow(policy_of(backup_folder=str(tmp_path / "set")))
    bench.go("privacy")
    bench.session.privacy.show_section("copies")
    copies = bench.session.privacy._sections["copies"]
    copies.save(tmp_path / "mine.cdbackup")  # type: ignore[attr-defined]  # the section's own presenter
    assert says(bench, "Backups go to “")
    assert list(tmp_path.glob("*.cdbackup")) == []


@pytest.mark.usefixtures("qapp")
def test_a_model_that_is_not_allowed_is_not_loaded_and_the_one_that_is_may_be() -> None:
    follow(policy_of(models=["0" * 64]))
    parent = QObject()
    models = Models([], parent)
    with pytest.raises(KnownError) as refused:
        models.spec()
    assert refused.value.code == "policy.models"
    assert models.chat_client is None
    follow(policy_of(models=[STARTER_CHAT.sha256.upper()]))
    with pytest.raises(KnownError) as missing:  # allowed, and not there
        models.spec()
    assert missing.value.code != "policy.models"
    parent.deleteLater()
