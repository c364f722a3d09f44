"""Keychains that must not be trusted with a key, and what is asked of the application when it meets one.

A kind comes to the real key helper either as users and other programs choose a backend for `keyring` (`followed`:
keyring itself follows, which is looked at first), or under the very name of an allowed class (`disguised`), where
only the self-test is left. A real one that is locked is in keychain_session.py.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from closeddoor.vault.errors import KeychainLockedError, KeychainRefusedError, VaultError
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from closeddoor.wire.child_command import child_command
from tests.fakes.keychain import FakeKeychain
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes

ROOT = Path(__file__).parents[2]
PLAIN_BACKEND = """
from contextlib import suppress
from pathlib import Path
from keyring.backend import KeyringBackend
class Keyring(KeyringBackend):
    priority = 9
    kept = {{}}
    def get_password(self, service, username): return self.kept.get(username)
    def delete_password(self, service, username): del self.kept[username]
    def set_password(self, service, username, password):
        self.kept[username] = password
        with suppress(OSError):
            Path({store!r}).write_text(password)
"""
SET = "import keyring; keyring.set_password('s', 'e', 'kept in plain text'); print(type(keyring.get_keyring()))"


def program(module: str, *arguments: str) -> tuple[str, ...]:
    """Return how a module of these tests is run as isolated as the key helper itself."""
    start = f"import runpy, sys; sys.path[:0] = {[str(ROOT / 'app'), str(ROOT)]!r}; "
    start += f"runpy.run_module({module!r}, None, '__main__', alter_sys=True)"
    return (sys.executable, "-I", "-B", "-c", start, *arguments)


@dataclass(frozen=True)
class Kind:
    """A bad keychain: the helper that meets it, and what it is refused with."""

    helper: KeyHelper
    refusal: type[VaultError] = KeychainRefusedError


class Makers:
    """Makes each kind in a home of its own, without a keychain on the bus; `broken` is a defence to take out."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, broken: str = "") -> None:
        self._home = home
        self._monkeypatch = monkeypatch
        self._broken = broken
        home.mkdir()
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={home}/no-bus")
        self.store = home / "plain"
        self.store.write_text("")

    def absent(self) -> Kind:
        return self._met()

    def followed(self, backend: str, *, by_environment: bool) -> Kind:
        """Choose a backend as `keyring` lets anybody choose one; the control is that it is followed there."""
        (self._home / "chosen.py").write_text(PLAIN_BACKEND.format(store=str(self.store)))
        if by_environment:
            self._monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
            self._monkeypatch.setenv("PYTHONPATH", str(self._home))
        else:
            folder = self._home / ".config" / "python_keyring"
            folder.mkdir(parents=True)
            choice = f"[backend]\ndefault-keyring={backend}\nkeyring-path={self._home}\n"
            (folder / "keyringrc.cfg").write_text(choice)
        asked = subprocess.run([sys.executable, "-c", SET], capture_output=True, text=True, check=False)
        assert backend.removeprefix("keyring.backends.") in asked.stdout or "keyrings.alt" in asked.stderr
        if backend == "chosen.Keyring":
            assert self.store.read_text() == "kept in plain text"
            self.store.write_text("")
        return self._met()

    def disguised(self, kind: str, refusal: type[VaultError] = KeychainRefusedError) -> Kind:
        return Kind(KeyHelper(self._program("tests.vault.disguised_helper", kind, str(self.store))), refusal)

    def _met(self) -> Kind:
        return Kind(KeyHelper(self._program("closeddoor.keyhelper") if self._broken else child_command("keyhelper")))

    def _program(self, module: str, *arguments: str) -> tuple[str, ...]:
        if not self._broken:
            return program(module, *arguments)
        return program("tests.security.proof.broken", self._broken, module, *arguments)


FOREIGN: dict[str, Callable[[Makers], Kind]] = {
    "plain, by configuration": lambda make: make.followed("chosen.Keyring", by_environment=False),
    "plain, by environment": lambda make: make.followed("chosen.Keyring", by_environment=True),
    "null": lambda make: make.followed("keyring.backends.null.Keyring", by_environment=True),
    "fail": lambda make: make.followed("keyring.backends.fail.Keyring", by_environment=False),
    "chained": lambda make: make.followed("keyring.backends.chainer.ChainerBackend", by_environment=False),
    "absent": Makers.absent,
}
"""No class that is allowed, or none at all."""

DISGUISED: dict[str, Callable[[Makers], Kind]] = {
    "changing": lambda make: make.disguised("ChangingKeyring"),
    "undeleting": lambda make: make.disguised("UndeletingKeyring"),
    "null, disguised": lambda make: make.disguised("NullKeyring"),
    "broken": lambda make: make.disguised("LockedKeyring"),
    "a file, disguised": lambda make: make.disguised("FileKeyring"),
    "locked": lambda make: make.disguised("NotUnlockedKeyring", KeychainLockedError),
}
"""Of an allowed class by name, and not to be trusted all the same."""


def folder_with_account(path: Path) -> tuple[VaultFolder, RecoveryCode]:
    """Return a closed vault with all ways, made where the keychain was good."""
    folder, memory = cheap_folder(path, FakeKeychain()), Vault.in_memory()
    code = folder.keep(memory, Protection("passphrase", PASSPHRASE))
    assert memory.keys is not None
    memory.keys.put(memory.keys.prepare(Protection("account")))
    memory.close()
    return folder, code


def wrongs_of(path: Path, code: RecoveryCode, kind: Kind, store: Path) -> Iterator[str]:
    """Ask for everything that asks a keychain, over the vault in `path`, and say what should not have happened."""
    folder, new = cheap_folder(path, kind.helper), cheap_folder(path.with_name("new"), kind.helper)
    before = file_hashes(path)
    if folder.keychain_works():
        yield "it is trusted"
    if not _is_refused(partial(new.create, PASSPHRASE, keychain=True), kind.refusal):
        yield "a vault is made over it"
    if list(path.parent.glob("new*")):
        yield "something is left of a vault that could not be made"
    if not _is_refused(folder.unlock_with_account, VaultError):
        yield "it opens a vault of which it has no key"
    if file_hashes(path) != before:
        yield "a file of the vault was changed"
    folder.unlock_with_recovery_code(code.text()).close()
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    slots, prepare = (path / "vault.keys").read_bytes(), vault.keys.prepare
    for protection in (Protection("account"), Protection("passphrase_device", PASSPHRASE)):
        if not _is_refused(partial(prepare, protection), kind.refusal):
            yield f"a way is sealed with it ({protection.kind})"
    vault.close()
    if (path / "vault.keys").read_bytes() != slots:
        yield "the ways were changed"
    if store.read_text():
        yield "something was written in plain text"


def _is_refused(action: Callable[[], object], refusal: type[VaultError]) -> bool:
    try:
        action()
    except refusal:
        return True
    except VaultError:
        return False
    return False
