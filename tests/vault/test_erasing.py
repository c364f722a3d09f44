"""Erased is erased: looked for on the disk and in the keychain, after kills at every step and refusals too.

ERASE_KILL_TRIALS is at how many steps it is killed, spread over all of them.
"""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.vault import erasing
from closeddoor.vault.erasing import FORMAT, Order, look, order_erasing
from closeddoor.vault.errors import EraseUnfinishedError, FolderInUseError, KeychainLockedError
from closeddoor.vault.set_aside import list_aside, put_back, put_in_place
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.fakes.keychain import FakeKeychain
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

TRIALS = int(os.environ.get("ERASE_KILL_TRIALS", "6"))
pytestmark = pytest.mark.timeout(120 + 5 * TRIALS)
ROOT = Path(__file__).parents[2]
STAYS = {"instance.lock", "models", "letter.txt", "vault.txt"}


def profile_of_everything(at: Path, keychain: FakeKeychain | None = None) -> tuple[VaultFolder, list[bytes]]:
    """Return a profile in which everything stands that may, and the sealed keys of all that opens in it."""
    folder = cheap_folder(at / "vault", keychain)
    at.mkdir(parents=True)
    vault, _ = folder.create(PASSPHRASE)
    vault.conversations.create("Kept")
    if keychain:
        assert vault.keys is not None
        vault.keys.put(vault.keys.prepare(Protection("account")))
    vault.close()
    for name in ("vault.restoring", "vault.repairing", "vault.creating", "incoming"):
        shutil.copytree(folder.path, at / name)
    put_in_place(folder.path, at / "incoming", "before-restore")
    shutil.copytree(folder.path, at / "vault.damaged-1")
    shutil.copyfile(folder.path / "history.db", folder.path / "history.db.before-9")
    shutil.copyfile(folder.path / "vault.keys", folder.path / "vault.keys.tmp")
    (at / ".closed-door-1.part").write_bytes(b"half of a debrief")
    for name in STAYS - {"models"}:
        (at / name).write_bytes(b"")
    (at / "models").mkdir()
    (at / "models" / "small.gguf").write_bytes(b"GGUF")
    (at / "snapshots").mkdir()
    (at / "snapshots" / "00").write_bytes(b"sealed")
    return folder, sealed_keys(at)


def sealed_keys(at: Path) -> list[bytes]:
    """Return the first bytes after each "sealed" of the key files: what a key would be made of."""
    contents = (path.read_bytes() for path in at.rglob("vault.keys*") if path.is_file())
    return [part[:40] for content in contents for part in content.split(b'"sealed"')[1:]]


def names(at: Path) -> set[str]:
    return {path.name for path in at.iterdir()}


def test_everything_goes_and_what_is_somebody_elses_stays(tmp_path: Path) -> None:
    keychain = FakeKeychain()
    folder, _ = profile_of_everything(tmp_path / "profile", keychain)
    keychain.items["of another program"] = Secret(b"x")
    held = look(folder.path)
    assert (held.aside, held.keychain_items, held.models, held.models_bytes) == (2, 1, 1, 4)
    assert held.files > 20
    assert folder.erase().items_left == 0
    assert names(folder.path.parent) == STAYS
    assert set(keychain.items) == {"of another program"}
    assert folder.state().kind == "none"
    assert "found nothing left" in folder.begin_in_memory().notices[0]
    cheap_folder(folder.path).create(PASSPHRASE)[0].close()
    assert cheap_folder(folder.path).state().kind == "locked", "a new history is not erased by the order of before"


def test_models_go_when_that_is_asked_too(tmp_path: Path) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    folder.erase(with_models=True)
    assert names(folder.path.parent) == STAYS - {"models"}


def test_a_kill_at_any_step_leaves_everything_or_nothing_that_opens(tmp_path: Path) -> None:
    steps = erase_and_kill(profile_of_everything(tmp_path / "whole" / "profile")[0].path, 0)
    assert steps > 30, "the control: it comes to its end, step by step"
    ended = set()
    for step in sorted({1, 3, 5, *(1 + number * steps // TRIALS for number in range(TRIALS))}):
        folder, sealed = profile_of_everything(tmp_path / str(step) / "profile")
        erase_and_kill(folder.path, step)
        ended.add(either_all_or_nothing(folder, sealed))
    assert ended == {"all", "nothing"}


def either_all_or_nothing(folder: VaultFolder, sealed: list[bytes]) -> str:
    at = folder.path.parent
    if (at / "vault.erasing").exists():
        assert folder.state().kind == "none"
        assert names(at) == STAYS
        assert not any(key in path.read_bytes() for path in at.rglob("*") if path.is_file() for key in sealed)
        return "nothing"
    if folder.state().kind == "none":
        assert names(at) == STAYS, "killed at its very end"
        return "nothing"
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert [each.title for each in vault.conversations.list()] == ["Written last", "Kept"]
    assert vault.check_integrity() == ()
    vault.close()
    assert len(list_aside(folder.path)) == 2
    return "all"


def erase_and_kill(path: Path, step: int) -> int:
    command = [sys.executable, "-m", "tests.vault.erasing_writer", str(path), str(step)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)])}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == (-9 if step else 0), done.stderr
    return int(done.stdout.removeprefix("done ") or 0)


def test_the_keys_are_gone_as_soon_as_it_is_ordered(tmp_path: Path) -> None:
    folder, sealed = profile_of_everything(tmp_path / "profile")
    assert len(sealed) > 10
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    order_erasing(folder.path)
    assert sealed_keys(folder.path.parent) == []
    vault.close()
    assert folder.state().kind == "none"


@pytest.mark.parametrize("order", [b"", b"{}", f'{{"format":"{FORMAT}"}}\n'.encode(), None])
def test_what_is_no_order_erases_nothing(tmp_path: Path, order: bytes | None) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    marker = folder.path.with_name("vault.erasing")
    if order is None:
        marker.mkdir()
    else:
        marker.write_bytes(order)
    before = names(folder.path.parent)
    folder.unlock_with_passphrase(PASSPHRASE).close()
    assert names(folder.path.parent) == before


def test_an_order_that_was_cut_off_erases_nothing(tmp_path: Path) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    shutil.copytree(folder.path.parent, tmp_path / "kept")
    order_erasing(folder.path)
    whole = folder.path.with_name("vault.erasing").read_bytes()
    kept = cheap_folder(tmp_path / "kept" / "vault")
    (tmp_path / "kept" / "vault.erasing").write_bytes(whole[:-1])
    kept.unlock_with_passphrase(PASSPHRASE).close()
    (tmp_path / "kept" / "vault.erasing").write_bytes(whole)
    assert kept.state().kind == "none", "the control: the whole one does"


def test_what_somebody_has_open_is_not_erased_from_outside(tmp_path: Path) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    with pytest.raises(FolderInUseError):
        cheap_folder(folder.path).erase()
    vault.close()
    folder.unlock_with_passphrase(PASSPHRASE).close()


def test_what_stays_is_named_and_stays_shut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    with monkeypatch.context() as stuck:
        for step in ("_destroy_keys", "_delete"):
            stuck.setattr(erasing, step, lambda _: None)  # a disk that lets nothing go
        with pytest.raises(EraseUnfinishedError, match=r"vault, .*vault\.damaged-1"):
            folder.erase()
        state = cheap_folder(folder.path).state()
        assert (state.kind, type(state.problem)) == ("damaged", EraseUnfinishedError)
        with pytest.raises(EraseUnfinishedError):
            folder.unlock_with_passphrase(PASSPHRASE)
        with pytest.raises(EraseUnfinishedError):
            put_back(folder.path, list_aside(folder.path)[0].path)
        with pytest.raises(EraseUnfinishedError):
            folder.create(PASSPHRASE)
    assert folder.state().kind == "none"
    assert names(folder.path.parent) == STAYS


def test_a_keychain_that_does_not_answer_keeps_an_item_and_is_told(tmp_path: Path) -> None:
    keychain = FakeKeychain()
    folder, _ = profile_of_everything(tmp_path / "profile", keychain)
    keychain.refusal = KeychainLockedError()
    assert folder.erase().items_left == 1
    assert "on this disk there is nothing left for it to open" in folder.begin_in_memory().notices[0]
    assert names(folder.path.parent) == STAYS


def test_a_folder_that_is_a_link_is_emptied_where_it_leads(tmp_path: Path) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    elsewhere = tmp_path / "other disk"
    folder.path.rename(elsewhere)
    folder.path.symlink_to(elsewhere)
    folder.erase()
    assert list(elsewhere.iterdir()) == []
    assert names(folder.path.parent) == STAYS


def test_behind_a_link_in_the_place_of_snapshots_nothing_goes(tmp_path: Path) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    snapshots, foreign = folder.path.with_name("snapshots"), tmp_path / "foreign"
    snapshots.rename(foreign)
    snapshots.symlink_to(foreign)
    folder.erase()
    assert names(folder.path.parent) == STAYS
    assert names(foreign) == {"00"}


def test_behind_a_linked_models_folder_only_our_own_copies_go(tmp_path: Path) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    models, shared, foreign = folder.path.with_name("models"), tmp_path / "shared", tmp_path / "foreign"
    models.rename(shared)
    models.symlink_to(shared)
    foreign.mkdir()
    (foreign / f"{'b' * 64}.gguf").write_bytes(b"GGUF of somebody else")
    (shared / "linked").symlink_to(foreign)
    (shared / f"{'c' * 64}.gguf").symlink_to(foreign)
    for name in (f"{'a' * 64}.gguf", f"{'0' * 16}.part"):
        (shared / name).write_bytes(b"GGUF")
    assert look(folder.path).models == 3, "small.gguf is not ours"
    folder.erase(with_models=True)
    assert names(shared) == {"small.gguf", "linked"}
    assert names(foreign) == {f"{'b' * 64}.gguf"}
    assert names(folder.path.parent) == STAYS - {"models"}


def test_a_link_in_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    elsewhere, foreign = tmp_path / "other disk", tmp_path / "foreign"
    folder.path.rename(elsewhere)
    folder.path.symlink_to(elsewhere)
    foreign.mkdir()
    (foreign / "letter.txt").write_bytes(b"of somebody else")
    (elsewhere / "linked").symlink_to(foreign)
    (folder.path.parent / ".closed-door-2.part").symlink_to(foreign)
    folder.erase()
    assert (list(elsewhere.iterdir()), names(foreign)) == ([], {"letter.txt"})
    assert names(folder.path.parent) == STAYS


def test_a_link_stays_while_files_lie_where_it_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, _ = profile_of_everything(tmp_path / "profile")
    elsewhere, unlink = tmp_path / "other disk", Path.unlink
    folder.path.rename(elsewhere)
    folder.path.symlink_to(elsewhere)

    def unlink_unless_there(path: Path, *, missing_ok: bool = False) -> None:
        if path.parent.resolve() == elsewhere:
            raise PermissionError(errno.EROFS, "read-only")
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as stuck:
        stuck.setattr(Path, "unlink", unlink_unless_there)  # a disk that cannot be written
        with pytest.raises(EraseUnfinishedError, match=r"vault \(a link to .*other disk\)"):
            folder.erase()
    away = elsewhere.rename(tmp_path / "away")
    assert folder.state().kind == "damaged", "a disk that is away is not an erased one"
    away.rename(elsewhere)
    assert folder.state().kind == "none"
    assert list(elsewhere.iterdir()) == []
    assert names(folder.path.parent) == STAYS


def test_ordered_a_second_time_nothing_of_the_first_order_is_forgotten(tmp_path: Path) -> None:
    keychain = FakeKeychain()
    folder, _ = profile_of_everything(tmp_path / "profile", keychain)
    first = order_erasing(folder.path, with_models=True)
    second = order_erasing(folder.path)
    assert (len(first.entries), second) == (1, first)
    assert folder.state().kind == "none"
    assert keychain.items == {}
    assert names(folder.path.parent) == STAYS - {"models"}


@pytest.mark.parametrize("is_stuck_once", [False, True])
def test_a_file_put_there_lets_no_item_go_that_the_keys_do_not_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_stuck_once: bool
) -> None:
    keychain = FakeKeychain()
    folder, _ = profile_of_everything(tmp_path / "profile", keychain)
    (own,), other = keychain.items, f"{'0' * 32} {'1' * 8}"
    keychain.items[other] = Secret(b"of another profile")
    folder.path.with_name("vault.erasing").write_bytes(Order((other, own), with_models=False).encode())
    if is_stuck_once:
        with monkeypatch.context() as stuck:
            stuck.setattr(erasing, "_delete", lambda _: None)
            assert folder.state().kind == "damaged"
    assert folder.state().kind == "none"
    assert set(keychain.items) == {other}
    told = folder.begin_in_memory().notices[0]
    assert is_stuck_once or "1 item of the keychain that the keys here did not" in told


def test_a_file_put_there_adds_no_item_to_an_order(tmp_path: Path) -> None:
    keychain = FakeKeychain()
    folder, _ = profile_of_everything(tmp_path / "profile", keychain)
    own = tuple(keychain.items)
    folder.path.with_name("vault.erasing").write_bytes(Order((f"{'0' * 32} {'1' * 8}",), with_models=False).encode())
    assert order_erasing(folder.path).entries == own
