import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.secret import Secret
from closeddoor.vault import canonical_json
from closeddoor.vault.errors import (
    DamagedDatabaseError,
    DamagedKeysError,
    MistypedRecoveryCodeError,
    WrongPassphraseError,
)
from closeddoor.vault.key_file import parse
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes, put_no_file


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_every_flipped_bit_of_the_key_file_is_found(folder: VaultFolder) -> None:
    content = (folder.path / "vault.keys").read_bytes()
    assert parse(content).generation == 1
    for bit in range(len(content) * 8):
        with pytest.raises(DamagedKeysError):
            parse(flipped(content, bit))


@pytest.mark.parametrize("name", ["vault.keys", "vault.keys.copy"])
@pytest.mark.parametrize("damage", ["flip", "truncate", "empty", "remove"])
def test_one_damaged_copy_is_restored_from_the_other(folder: VaultFolder, name: str, damage: str) -> None:
    whole = file_hashes(folder.path)
    path = folder.path / name
    content = path.read_bytes()
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes({"flip": flipped(content, 1_000), "truncate": content[:300], "empty": b""}[damage])
    assert folder.state().kind == "locked"
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert "restored from the other" in " ".join(vault.notices)
    vault.close()
    assert file_hashes(folder.path)[name] == whole[name]


def test_two_damaged_copies_are_named_and_left(folder: VaultFolder) -> None:
    for name in ("vault.keys", "vault.keys.copy"):
        path = folder.path / name
        path.write_bytes(flipped(path.read_bytes(), 5_000))
    before = file_hashes(folder.path)
    assert folder.state().kind == "damaged"
    with pytest.raises(DamagedKeysError):
        folder.unlock_with_passphrase(PASSPHRASE)
    assert file_hashes(folder.path) == before


def with_new_checksum(content: bytes, keep_slots: int | None = None, **changes: Any) -> bytes:
    """Change a key file as someone would who knows the format but not the data key."""
    fields = canonical_json.decode(content)
    del fields["checksum"]
    fields["slots"] = fields["slots"][:keep_slots]
    return signed_anew({**fields, **changes})


def signed_anew(fields: dict[str, Any]) -> bytes:
    return canonical_json.encode({**fields, "checksum": hashlib.sha256(canonical_json.encode(fields)).hexdigest()})


WRONG_VALUES: dict[str, tuple[Any, ...]] = {
    "mac": (5, None, [], "\ud800", "", "A" * 64),
    "vault": (5, None, "\ud800" * 32, "short"),
    "generation": (0, -1, True, 1.5, "9", 2**64),
    "slots": (5, None, ["x"], [5], [{"kind": "passphrase", "kdf": "x"}]),
}


@pytest.mark.parametrize("name", WRONG_VALUES)
def test_values_of_the_wrong_kind_under_a_right_checksum_leave_the_copy(folder: VaultFolder, name: str) -> None:
    path = folder.path / "vault.keys"
    genuine = path.read_bytes()
    for value in WRONG_VALUES[name]:
        path.write_bytes(with_new_checksum(genuine, **{"generation": 9, name: value}))
        folder.unlock_with_passphrase(PASSPHRASE).close()
        assert path.read_bytes() == genuine, value
    assert parse(with_new_checksum(genuine, generation=9)).generation == 9  # the control: only the values are wrong


@pytest.mark.parametrize(("name", "value"), [("memory_kib", 1), ("time", 0), ("memory_kib", 2**40)])
def test_costs_out_of_bounds_leave_the_copy(folder: VaultFolder, name: str, value: int) -> None:
    path = folder.path / "vault.keys"
    genuine = path.read_bytes()
    fields = canonical_json.decode(genuine)
    del fields["checksum"]
    fields["generation"] = 9
    next(slot for slot in fields["slots"] if slot["kind"] == "passphrase")["kdf"][name] = value
    path.write_bytes(signed_anew(fields))
    with pytest.raises(WrongPassphraseError):
        folder.unlock_with_passphrase(Secret.from_text("not this one"))
    folder.unlock_with_passphrase(PASSPHRASE).close()
    assert path.read_bytes() == genuine


NO_FILES = pytest.mark.parametrize("what", ["folder", "loop", "pipe"])


@NO_FILES
@pytest.mark.timeout(20)
def test_what_is_no_file_in_the_place_of_the_keys_is_damage(folder: VaultFolder, what: str) -> None:
    first, copy = folder.path / "vault.keys", folder.path / "vault.keys.copy"
    put_no_file(first, what)
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert "copies of the key file" in " ".join(vault.notices)
    vault.close()
    assert first.is_file() == (what != "folder")
    if what != "folder":
        put_no_file(first, what)
    put_no_file(copy, what)
    assert isinstance(folder.state().problem, DamagedKeysError)
    with pytest.raises(DamagedKeysError):
        folder.unlock_with_passphrase(PASSPHRASE)


@pytest.mark.parametrize("what", ["loop", "pipe"])
@pytest.mark.timeout(20)
def test_a_pipe_where_a_file_is_written_first_is_not_waited_for(folder: VaultFolder, what: str) -> None:
    put_no_file(folder.path / "vault.keys.tmp", what)
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    vault.keys.put(vault.keys.prepare(Protection("passphrase", Secret.from_text("new words"))))
    vault.close()
    assert (folder.path / "vault.keys").is_file()


def test_a_forged_key_file_is_refused_and_a_genuine_copy_used(folder: VaultFolder) -> None:
    first, copy = folder.path / "vault.keys", folder.path / "vault.keys.copy"
    genuine = first.read_bytes()
    forged = with_new_checksum(genuine, generation=9, keep_slots=1)
    first.write_bytes(forged)
    copy.write_bytes(forged)
    with pytest.raises(DamagedKeysError):
        folder.unlock_with_passphrase(PASSPHRASE)
    copy.write_bytes(genuine)
    folder.unlock_with_passphrase(PASSPHRASE).close()
    assert first.read_bytes() == genuine


def test_a_kill_between_the_two_writes_leaves_the_new_passphrase_valid(folder: VaultFolder) -> None:
    old_copy = (folder.path / "vault.keys.copy").read_bytes()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    vault.keys.put(vault.keys.prepare(Protection("passphrase", Secret.from_text("new words"))))
    vault.close()
    (folder.path / "vault.keys.copy").write_bytes(old_copy)
    with pytest.raises(WrongPassphraseError):
        folder.unlock_with_passphrase(PASSPHRASE)
    reopened = folder.unlock_with_passphrase(Secret.from_text("new words"))
    assert reopened.notices == ()
    reopened.close()
    assert (folder.path / "vault.keys.copy").read_bytes() == (folder.path / "vault.keys").read_bytes()


def test_keys_of_another_vault_do_not_open_this_history(folder: VaultFolder, tmp_path: Path) -> None:
    other = cheap_folder(tmp_path / "other")
    other.create(PASSPHRASE)[0].close()
    for name in ("vault.keys", "vault.keys.copy"):
        (folder.path / name).write_bytes((other.path / name).read_bytes())
    before = file_hashes(folder.path)
    with pytest.raises(Exception, match="belongs to another history"):
        folder.unlock_with_passphrase(PASSPHRASE)
    assert file_hashes(folder.path) == before


def test_keys_of_another_vault_do_not_take_the_place_of_the_own_copy(folder: VaultFolder, tmp_path: Path) -> None:
    """One copy was brought back from the wrong folder, and somebody types the passphrase of that one."""
    other, theirs = cheap_folder(tmp_path / "other"), Secret.from_text("the words of the other one")
    other.create(theirs)[0].close()
    (folder.path / "vault.keys").write_bytes((other.path / "vault.keys").read_bytes())
    before = file_hashes(folder.path)
    with pytest.raises(DamagedDatabaseError, match="belongs to another history"):
        folder.unlock_with_passphrase(theirs)
    assert file_hashes(folder.path) == before
    folder.unlock_with_passphrase(PASSPHRASE).close()


@given(st.binary(min_size=16, max_size=16))
def test_a_recovery_code_reads_back(key: bytes) -> None:
    code = RecoveryCode(Secret(key))
    assert [len(group) for group in code.groups] == [4] * 7
    assert RecoveryCode.parse(code.text()).key == Secret(key)


def test_a_wrong_character_in_a_recovery_code_is_found() -> None:
    """The check has 12 bits: of 27 thousand mistakes about 7 may pass, and those open nothing."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    missed = tried = 0
    for key in range(30):
        written = "".join(RecoveryCode(Secret(key.to_bytes(16, "little"))).groups)
        for place in range(28):
            for character in alphabet.replace(written[place], ""):
                tried += 1
                missed += not is_refused(written[:place] + character + written[place + 1 :])
    assert tried == 30 * 28 * 31
    assert missed < tried / 1_000


@pytest.mark.parametrize("typed", ["", "-", "AAAA", "U" * 28, "0" * 29, "ß" * 28, "0" * 1_000_000])
def test_what_is_no_recovery_code_is_refused(typed: str) -> None:
    assert is_refused(typed)


def is_refused(typed: str) -> bool:
    try:
        RecoveryCode.parse(Secret.from_text(typed))
    except MistypedRecoveryCodeError:
        return True
    return False
