"""What an administrator has forbidden is refused by the services themselves, whoever asks them."""

from pathlib import Path

import pytest

from closeddoor.domain.attachment import ReadDocument
from closeddoor.domain.idle import NEVER
from closeddoor.packs.build import build_archive
from closeddoor.policy.in_force import follow, rules
from closeddoor.policy.rules import PolicyError
from closeddoor.services.attachments.service import NOT_BEGUN
from closeddoor.services.chat import Beginning
from closeddoor.services.own_practice import OwnPracticeService
from closeddoor.services.packs import remove, restore
from closeddoor.services.record import CardService
from closeddoor.services.saving import export, save
from closeddoor.services.settings import LOCK_AFTER_KEY, SettingsService, lock_choices
from closeddoor.vault.vault import Vault
from tests.fakes.documents import FakeReader
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.packs.signed_packs import KEY, OTHER, letters, public, signed
from tests.policy.policies import base64_of, policy_of
from tests.services.attachments.test_context import Bench as AttachmentBench
from tests.services.test_backup import Bench as BackupBench
from tests.services.test_installing import BUILT_IN, ID, UNSIGNED, Desk
from tests.services.test_off_the_record import Talk

DOCUMENT = ReadDocument("offer.pdf", "pdf", 9, "We offer.", ())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, Vault.in_memory(), QueueDispatcher())


def test_the_users_own_is_not_saved_and_a_file_that_was_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "debrief.pdf"
    file.write_text("before")
    follow(policy_of(export="off"))
    with pytest.raises(PolicyError, match="switched saving and copying off") as refused:
        export(file, b"after")
    assert (refused.value.code, file.read_text()) == ("policy.export", "before")
    save(file, b"a paper that holds nothing of a user's")
    follow(policy_of())
    export(file, b"after")
    assert file.read_bytes() == b"after"


def test_it_locks_in_time_whatever_was_chosen_before_or_is_chosen_now() -> None:
    vault = Vault.in_memory()
    service = SettingsService(vault, InlineExecutor())
    service.store(LOCK_AFTER_KEY, NEVER)
    assert service.load().result(0)[LOCK_AFTER_KEY] == NEVER
    follow(policy_of(lock_after_minutes=15))
    assert service.load().result(0)[LOCK_AFTER_KEY] == 15
    assert [minutes for minutes, _ in lock_choices()] == [5, 15]
    service.store(LOCK_AFTER_KEY, 60)
    assert vault.settings.get(LOCK_AFTER_KEY) == 15
    service.store(LOCK_AFTER_KEY, 5)
    assert service.load().result(0)[LOCK_AFTER_KEY] == 5
    vault.close()


def test_an_unsigned_pack_is_refused_before_anything_is_asked_and_one_that_is_there_is_not_shown(
    desk: Desk, tmp_path: Path
) -> None:
    unsigned = build_archive(letters(tmp_path))
    desk.install(unsigned, UNSIGNED)
    assert desk.shelf() == [BUILT_IN, ID]
    follow(policy_of(packs="signed"))
    desk.library.read_again()
    assert desk.shelf() == [BUILT_IN]
    (not_shown,) = desk.library.shelf().result(0).not_shown
    assert not_shown.problem.code == "policy.packs"
    with pytest.raises(PolicyError, match="nobody signed this one"):
        desk.look_at(unsigned)
    desk.remove()
    desk.install(signed(tmp_path))
    assert desk.shelf() == [BUILT_IN, ID]


def test_only_packs_of_the_pinned_keys_are_taken_also_when_one_is_brought_back(desk: Desk, tmp_path: Path) -> None:
    desk.install(signed(tmp_path))
    removed = remove(desk.vault, ID)
    assert removed is not None
    follow(policy_of(pack_keys=[base64_of(public(OTHER))]))
    for attempt in (lambda: desk.look_at(signed(tmp_path)), lambda: restore(desk.vault, removed)):
        with pytest.raises(PolicyError) as refused:
            attempt()
        assert refused.value.code == "policy.pack_keys"
    assert desk.vault.installed.list() == ()
    follow(policy_of(pack_keys=[base64_of(public(OTHER)), base64_of(public(KEY))]))
    restore(desk.vault, removed)
    assert [each.pack_id for each in desk.vault.installed.list()] == [ID]


def test_no_document_of_ones_own_is_read_or_kept_and_those_that_are_there_stay() -> None:
    bench, reader = AttachmentBench(), FakeReader()
    kept = bench.attach("We offer.")
    own = OwnPracticeService(bench.vault, InlineExecutor(), reader, CardService(bench.vault, InlineExecutor()))
    before = own.begin("Offer", "We offer.").result(0)
    follow(policy_of(own_documents="off"))
    refusals = (
        own.read(Path("offer.pdf"), lambda _: None).future,
        bench.service.read(Path("offer.pdf"), lambda _: None).future,
        own.begin("Another", "We offer more."),
        bench.service.keep(NOT_BEGUN, DOCUMENT),
    )
    assert [getattr(each.exception(0), "code", "") for each in refusals] == ["policy.own_documents"] * 4
    assert reader.readings == []
    assert [each.id for each in own.list().result(0)] == [before.id]
    assert bench.service.document(kept).result(0) is not None


def test_no_conversation_begins_off_the_record_and_none_is_recorded_instead(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    follow(policy_of(off_the_record="off"))
    talk.chat.send(None, "Between us.", talk.ear, Beginning(is_off_the_record=True))
    talk.dispatcher.run()
    assert talk.ear.kept_in == []
    assert talk.chat.conversations().result(0) == ()
    assert talk.chat.records.off_the_record() == ()
    follow(policy_of())
    talk.chat.send(None, "Between us.", talk.ear, Beginning(is_off_the_record=True))
    talk.dispatcher.run()
    assert len(talk.chat.records.off_the_record()) == 1
    talk.vault.close()


def test_a_backup_goes_to_the_place_that_was_set_and_nowhere_else(tmp_path: Path) -> None:
    bench = BackupBench(tmp_path)
    follow(policy_of(backup_folder=str(tmp_path / "elsewhere")))
    running = bench.save()
    bench.dispatcher.run()
    assert getattr(running.future.exception(0), "code", "") == "policy.backup_folder"
    assert list(bench.target.parent.iterdir()) == []
    follow(policy_of(backup_folder=str(bench.target.parent)))
    assert bench.saved().path == bench.target
    bench.vault.close()


def test_whether_it_may_run_from_a_stick_is_told_to_who_starts_it() -> None:
    assert rules().portable
    follow(policy_of(portable="off"))
    assert not rules().portable
