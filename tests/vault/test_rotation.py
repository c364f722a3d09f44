"""Another data key: every way and every page, and nothing that opened before opens any more."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.vault.connection import open_encrypted
from closeddoor.vault.data_key import Purpose, sub_key
from closeddoor.vault.errors import (
    DamagedDatabaseError,
    EmptyPassphraseError,
    OlderCopyError,
    OtherRecoveryCodeError,
    PlaceTakenError,
    RotationUnfinishedError,
    StorageError,
    WrongPassphraseError,
)
from closeddoor.vault.key_file import COPY_NAME, KEYS_NAME
from closeddoor.vault.page_check import PageCheck
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.rotation import NOT_FINISHED, STAGING_NAME, rotate
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.vault_keys import VaultKeys
from closeddoor.vault.ways import Protection
from tests.fakes.keychain import FakeKeychain
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes, put_no_file

NEW = Secret.from_text("other words, told to nobody")
WHOLE = {KEYS_NAME, COPY_NAME, "history.db", "vault.head"}


def keys_of(vault: Vault) -> VaultKeys:
    assert vault.keys is not None
    return vault.keys


def texts(vault: Vault) -> list[str]:
    (conversation,) = vault.conversations.list()
    return [message.text for message in vault.conversations.messages(conversation.id)]


def pages_under(path: Path, data_key: Secret) -> int:
    check = PageCheck(path, sub_key(data_key, Purpose.DATABASE))
    check.advance(lambda: False)
    return check.pages_seen - len(check.problems)


def test_a_rotation_leaves_nothing_that_the_old_ways_or_the_old_key_open(
    folder_and_code: tuple[VaultFolder, RecoveryCode],
) -> None:
    folder, old_code = folder_and_code
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    keys = keys_of(vault)
    old_key, path = keys.opened.data_key, folder.path / "history.db"
    pages = pages_under(path, old_key)
    shutil.copy(path, path.with_name("history.db.before-9"))
    assert pages == path.stat().st_size // 4_096, "the control: every page is under the old key"
    new = keys.prepare_rotation(NEW)
    rotate(vault, new)
    assert set(file_hashes(folder.path)) == WHOLE, "nothing under the old key is left in the folder"
    assert (pages_under(path, old_key), pages_under(path, new.data_key)) == (0, pages)
    assert texts(vault) == ["first", "second", "third"]
    (conversation,) = vault.conversations.list()
    vault.conversations.add_message(conversation.id, "user", "fourth")
    assert (vault.check_integrity(), vault.notices) == ((), ())
    vault.close()
    with pytest.raises(WrongPassphraseError):
        folder.unlock_with_passphrase(PASSPHRASE)
    with pytest.raises(OtherRecoveryCodeError):
        folder.unlock_with_recovery_code(old_code.text())
    unlocks: tuple[Callable[[], Vault], ...] = (
        lambda: folder.unlock_with_passphrase(NEW),
        lambda: folder.unlock_with_recovery_code(new.code.text()),
    )
    for unlock in unlocks:
        opened = unlock()
        assert (texts(opened)[-1], opened.notices, opened.check_integrity()) == ("fourth", (), ())
        opened.close()


def test_a_key_file_from_before_opens_nothing_and_costs_nothing(
    folder_and_code: tuple[VaultFolder, RecoveryCode],
) -> None:
    """Put back in the place of one copy or both: the newer one stays as it is, whatever the old passphrase opens."""
    folder, _ = folder_and_code
    old = (folder.path / KEYS_NAME).read_bytes()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    new = keys_of(vault).prepare_rotation(NEW)
    rotate(vault, new)
    vault.close()
    (folder.path / KEYS_NAME).write_bytes(old)
    before = file_hashes(folder.path)
    with pytest.raises(DamagedDatabaseError, match="belongs to another history"):
        folder.unlock_with_passphrase(PASSPHRASE)
    assert file_hashes(folder.path) == before
    folder.unlock_with_recovery_code(new.code.text()).close()
    assert (folder.path / KEYS_NAME).read_bytes() == (folder.path / COPY_NAME).read_bytes() != old


def test_every_way_is_sealed_anew_and_old_keychain_items_can_go(tmp_path: Path) -> None:
    keychain = FakeKeychain()
    folder, memory = cheap_folder(tmp_path / "vault", keychain), Vault.in_memory()
    folder.keep(memory, Protection("passphrase_device", PASSPHRASE))
    keys = keys_of(memory)
    keys.put(keys.prepare(Protection("account")))
    old_items = set(keychain.items)
    for slot in rotate(memory, keys.prepare_rotation(PASSPHRASE)):
        keys.forget(slot)
    memory.close()
    assert sorted(folder.state().slots) == ["account", "passphrase_device", "recovery_code"]
    assert len(keychain.items) == 2
    assert not old_items & set(keychain.items)
    folder.unlock_with_account().close()
    folder.unlock_with_passphrase(PASSPHRASE).close()


def test_without_the_passphrase_no_other_key_is_made(folder: VaultFolder) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    with pytest.raises(EmptyPassphraseError):
        keys_of(vault).prepare_rotation(None)
    vault.close()


@pytest.mark.parametrize("what", ["link", "damage", "keys", "head"])
def test_a_rotation_that_cannot_begin_has_changed_nothing(folder: VaultFolder, tmp_path: Path, what: str) -> None:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    new = keys_of(vault).prepare_rotation(NEW)
    error = {"link": PlaceTakenError, "damage": DamagedDatabaseError}.get(what, StorageError)
    if what == "link":
        (folder.path / STAGING_NAME).symlink_to(tmp_path)
    elif what == "damage":
        content = bytearray((folder.path / "history.db").read_bytes())
        content[-1] ^= 1
        (folder.path / "history.db").write_bytes(content)
    in_the_way = {"keys": (KEYS_NAME, COPY_NAME), "head": ("vault.head",)}.get(what, ())
    for name in in_the_way:
        (folder.path / f"{name}.tmp").mkdir()
    unchanged = WHOLE - {"vault.head"}  # which is sealed with another nonce each time
    before = {name: (folder.path / name).read_bytes() for name in unchanged}
    with pytest.raises(error):
        rotate(vault, new)
    assert {name: (folder.path / name).read_bytes() for name in unchanged} == before
    assert not (folder.path / STAGING_NAME).is_dir() or what == "link"
    assert texts(vault) == ["first", "second", "third"]
    vault.close()
    for name in in_the_way:
        (folder.path / f"{name}.tmp").rmdir()
    folder.unlock_with_passphrase(PASSPHRASE).close()


def test_where_a_copy_cannot_be_written_the_history_waits_under_the_old_key(
    folder_and_code: tuple[VaultFolder, RecoveryCode],
) -> None:
    """The copy is a folder: were the history moved, the first file alone would know the key."""
    folder, old_code = folder_and_code
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    keys = keys_of(vault)
    old_key = keys.opened.data_key
    put_no_file(folder.path / COPY_NAME, "folder")
    new = keys.prepare_rotation(NEW)
    rotate(vault, new)
    assert NOT_FINISHED in vault.notices
    assert pages_under(folder.path / "history.db", old_key) > 0
    add(vault, "fourth")
    with pytest.raises(RotationUnfinishedError):
        rotate(vault, keys.prepare_rotation(PASSPHRASE))
    later = keys.prepare_recovery_code()  # ways can be changed meanwhile, and the key before stays known
    keys.put(later.new_slot)
    vault.close()
    for code in (old_code, new.code):
        with pytest.raises(OtherRecoveryCodeError):
            folder.unlock_with_recovery_code(code.text())
    again = folder.unlock_with_recovery_code(later.code.text())
    assert NOT_FINISHED in again.notices
    add(again, "fifth")
    again.close()
    (folder.path / COPY_NAME).rmdir()
    finished = folder.unlock_with_passphrase(NEW)
    assert NOT_FINISHED not in finished.notices
    assert texts(finished) == ["first", "second", "third", "fourth", "fifth"]
    assert pages_under(folder.path / "history.db", old_key) == 0
    assert finished.check_integrity() == ()
    finished.close()
    assert set(file_hashes(folder.path)) == WHOLE
    assert b'"previous"' not in (folder.path / KEYS_NAME).read_bytes()


def add(vault: Vault, text: str) -> None:
    (conversation,) = vault.conversations.list()
    vault.conversations.add_message(conversation.id, "user", text)


def test_an_older_history_is_named_in_the_middle_of_a_rotation_too(
    folder_and_code: tuple[VaultFolder, RecoveryCode],
) -> None:
    """Else going on would write a new proof for whatever lies there."""
    folder, _ = folder_and_code
    path = folder.path / "history.db"
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    older = path.read_bytes()
    add(vault, "fourth")
    put_no_file(folder.path / COPY_NAME, "folder")
    rotate(vault, keys_of(vault).prepare_rotation(NEW))
    vault.close()
    (folder.path / COPY_NAME).rmdir()
    path.write_bytes(older)
    with pytest.raises(OlderCopyError):
        folder.unlock_with_passphrase(NEW)
    assert path.read_bytes() == older
    accepted = folder.unlock_with_passphrase(NEW, accept_older=True)
    assert texts(accepted) == ["first", "second", "third"]
    accepted.close()


def test_a_journal_left_by_a_kill_is_played_back_under_the_key_it_is_of(
    folder_and_code: tuple[VaultFolder, RecoveryCode],
) -> None:
    """In the middle of a rotation, and in the middle of a write: the half-written pages go back, nothing is lost."""
    folder, _ = folder_and_code
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    old_key = keys_of(vault).opened.data_key
    put_no_file(folder.path / COPY_NAME, "folder")
    rotate(vault, keys_of(vault).prepare_rotation(NEW))
    vault.close()
    (folder.path / COPY_NAME).rmdir()
    path = folder.path / "history.db"
    before = path.read_bytes()
    leave_a_hot_journal(path, sub_key(old_key, Purpose.DATABASE))
    assert path.read_bytes() != before, "the control: it was killed in the middle"
    opened = folder.unlock_with_passphrase(NEW)
    assert texts(opened) == ["first", "second", "third"]
    assert NOT_FINISHED not in opened.notices
    assert (pages_under(path, old_key), opened.check_integrity()) == (0, ())
    opened.close()


def leave_a_hot_journal(path: Path, database_key: Secret) -> None:
    """Stop in the middle of a transaction whose pages are partly in the file, as a kill would."""
    child = os.fork()
    if child == 0:
        connection = open_encrypted(path, database_key)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE messages SET text = hex(randomblob(40000))")
        os._exit(0)
    os.waitpid(child, 0)
    assert (path.parent / "history.db-journal").stat().st_size > 0
