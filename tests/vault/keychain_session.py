"""Runs under `dbus-run-session`: a gnome-keyring of its own, the life of an account slot in it, and its being locked.

Prints one JSON object of what happened; `test_keychain.py` starts it and reads it.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import VaultError
from closeddoor.vault.key_file import read_keys
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.vault_keys import VaultKeys
from closeddoor.vault.ways import Protection, keychain_entry
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes

DAEMON = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
MISSING, LOCKED = "vault.keychain_missing", "vault.keychain_locked"


def main(path: Path) -> None:
    with keyring(is_unlocked=True):
        happened = life_of_an_account_slot(cheap_folder(path))
        folder = cheap_folder(path.with_name("account"))
        folder.create(PASSPHRASE, keychain=True)[0].close()
    with keyring(is_unlocked=False):
        locked = while_it_is_locked(folder)
    with keyring(is_unlocked=True):
        locked["unlocked again"] = code_of(lambda: folder.unlock_with_account().close())
    sys.stdout.write(json.dumps({**happened, "locked": locked}))


@contextmanager
def keyring(*, is_unlocked: bool) -> Iterator[None]:
    """Run a daemon; without its password nobody can unlock it here, for there is no screen to ask on."""
    command = [*DAEMON, "--unlock"] if is_unlocked else DAEMON
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as daemon:
        assert daemon.stdin is not None
        daemon.stdin.write(b"login password")
        daemon.stdin.close()
        try:
            wait_until_it_answers(MISSING if is_unlocked else LOCKED)
            yield
        finally:
            daemon.terminate()


def while_it_is_locked(folder: VaultFolder) -> dict[str, object]:
    """Ask everything that asks a keychain; nothing is made, nothing changes, and the passphrase opens."""
    before, new = file_hashes(folder.path), cheap_folder(folder.path.with_name("new"))
    asked = {
        "account": code_of(folder.unlock_with_account),
        "works": folder.keychain_works(),
        "create": code_of(lambda: new.create(PASSPHRASE, keychain=True)),
        "made": new.state().kind,
        "same files": file_hashes(folder.path) == before,
    }
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    keys, slots = vault.keys, (folder.path / "vault.keys").read_bytes()
    asked["add"] = code_of(lambda: keys.prepare(Protection("account")))
    asked["join"] = code_of(lambda: keys.prepare(Protection("passphrase_device", PASSPHRASE)))
    vault.close()
    return {**asked, "same slots": (folder.path / "vault.keys").read_bytes() == slots}


def wait_until_it_answers(code: str) -> None:
    for _ in range(50):
        if code_of(lambda: KeyHelper().keychain_get("nothing")) == code:
            return
        time.sleep(0.1)


def life_of_an_account_slot(folder: VaultFolder) -> dict[str, object]:
    vault, _ = folder.create(PASSPHRASE, keychain=True)
    vault.conversations.create("kept")
    vault.close()
    opened = code_of(lambda: folder.unlock_with_account().close())
    entry, secret = item_of(folder)
    KeyHelper().keychain_set(entry, Secret(b"another secret of 32 bytes......"))
    changed = code_of(folder.unlock_with_account)
    KeyHelper().keychain_delete(entry)
    missing = code_of(folder.unlock_with_account)
    KeyHelper().keychain_set(entry, secret)
    restored = code_of(lambda: folder.unlock_with_account().close())
    return {
        "opened": opened,
        "changed": changed,
        "missing": missing,
        "restored": restored,
        **replace_and_remove(folder, entry),
        **half_a_key(folder.path.with_name("joined")),
    }


def half_a_key(path: Path) -> dict[str, object]:
    """Keep what is in memory under a passphrase that this device completes, and take the device's half away."""
    folder, memory = cheap_folder(path), Vault.in_memory()
    works = folder.keychain_works()
    folder.keep(memory, Protection("passphrase_device", PASSPHRASE))
    memory.close()
    joined = code_of(lambda: folder.unlock_with_passphrase(PASSPHRASE).close())
    file = read_keys(path).candidates[0]
    slot = file.slot("passphrase_device")
    assert slot is not None
    KeyHelper().keychain_delete(keychain_entry(slot, file.vault_id))
    return {"works": works, "joined": joined, "half": code_of(lambda: folder.unlock_with_passphrase(PASSPHRASE))}


def replace_and_remove(folder: VaultFolder, first_entry: str) -> dict[str, object]:
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    replace_account(vault.keys)
    second_entry, _ = item_of(folder)
    old_item = code_of(lambda: KeyHelper().keychain_get(first_entry))
    for removed in vault.keys.remove("account"):
        vault.keys.forget(removed)
    new_item = code_of(lambda: KeyHelper().keychain_get(second_entry))
    slots, titles = vault.keys.slots, [each.title for each in vault.conversations.list()]
    vault.close()
    return {
        "old item after replacing": old_item,
        "item after removing": new_item,
        "slots": slots,
        "titles": titles,
        "without a slot": code_of(folder.unlock_with_account),
    }


def replace_account(keys: VaultKeys) -> None:
    for replaced in keys.put(keys.prepare(Protection("account"))):
        keys.forget(replaced)


def item_of(folder: VaultFolder) -> tuple[str, Secret]:
    file = read_keys(folder.path).candidates[0]
    slot = file.slot("account")
    assert slot is not None
    entry = keychain_entry(slot, file.vault_id)
    return entry, KeyHelper().keychain_get(entry)


def code_of(action: Callable[[], object]) -> str:
    try:
        action()
    except VaultError as error:
        return error.code
    return "fine"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
