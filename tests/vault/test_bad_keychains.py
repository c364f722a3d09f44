"""Keychains that must not be trusted with a key: none is, none costs anything, and the other ways still open.

The real key helper is asked each time. A kind comes to it either as users and other programs choose a backend for
`keyring` (`followed`: the control shows that keyring itself follows), or under the very name of an allowed class
(`disguised`), where only the self-test is left. A real locked one is in keychain_session.py.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from closeddoor.vault.errors import KeychainLockedError, KeychainRefusedError, VaultError
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from closeddoor.vault.ways import Protection
from tests.fakes.keychain import FakeKeychain
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes

ROOT = Path(__file__).parents[2]
PLAIN_BACKEND = """
from pathlib import Path
from keyring.backend import KeyringBackend
class Keyring(KeyringBackend):
    priority = 9
    def get_password(self, service, username): return None
    def set_password(self, service, username, password): Path({store!r}).write_text(password)
    def delete_password(self, service, username): pass
"""
DISGUISED = """
import runpy, sys
sys.path[:0] = {paths!r}
runpy.run_module("tests.vault.disguised_helper", None, "__main__")
"""
SET = "import keyring; keyring.set_password('s', 'e', 'kept in plain text'); print(type(keyring.get_keyring()))"


@dataclass(frozen=True)
class Kind:
    """A bad keychain: the helper that meets it, and what it is refused with."""

    helper: KeyHelper
    refusal: type[VaultError] = KeychainRefusedError


class Makers:
    """Makes each kind in a home of its own, without a keychain on the bus."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._home = home
        self._monkeypatch = monkeypatch
        home.mkdir()
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={home}/no-bus")
        self.store = home / "plain"
        self.store.write_text("")

    def absent(self) -> Kind:
        return Kind(KeyHelper())

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
        return Kind(KeyHelper())

    def disguised(self, kind: str, refusal: type[VaultError] = KeychainRefusedError) -> Kind:
        program = DISGUISED.format(paths=[str(ROOT / "app"), str(ROOT)])
        return Kind(KeyHelper([sys.executable, "-I", "-c", program, kind, str(self.store)]), refusal)


KINDS: dict[str, Callable[[Makers], Kind]] = {
    "absent": Makers.absent,
    "locked": lambda make: make.disguised("NotUnlockedKeyring", KeychainLockedError),
    "null": lambda make: make.followed("keyring.backends.null.Keyring", by_environment=True),
    "fail": lambda make: make.followed("keyring.backends.fail.Keyring", by_environment=False),
    "chained": lambda make: make.followed("keyring.backends.chainer.ChainerBackend", by_environment=False),
    "plain, by environment": lambda make: make.followed("chosen.Keyring", by_environment=True),
    "plain, by configuration": lambda make: make.followed("chosen.Keyring", by_environment=False),
    "a file, disguised": lambda make: make.disguised("FileKeyring"),
    "null, disguised": lambda make: make.disguised("NullKeyring"),
    "changing, disguised": lambda make: make.disguised("ChangingKeyring"),
    "undeleting, disguised": lambda make: make.disguised("UndeletingKeyring"),
    "broken, disguised": lambda make: make.disguised("LockedKeyring"),
}


@pytest.fixture
def with_account(tmp_path: Path) -> VaultFolder:
    """A vault with all ways, made where the keychain was good."""
    folder, memory = cheap_folder(tmp_path / "vault", FakeKeychain()), Vault.in_memory()
    folder.keep(memory, Protection("passphrase", PASSPHRASE))
    assert memory.keys is not None
    memory.keys.put(memory.keys.prepare(Protection("account")))
    memory.close()
    return folder


@pytest.mark.parametrize("name", KINDS)
def test_a_bad_keychain_is_not_trusted_and_costs_nothing(
    with_account: VaultFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make = Makers(tmp_path / "home", monkeypatch)
    kind = KINDS[name](make)
    folder, new = cheap_folder(with_account.path, kind.helper), cheap_folder(tmp_path / "new", kind.helper)
    before = file_hashes(folder.path)
    assert not folder.keychain_works()
    with pytest.raises(kind.refusal):
        new.create(PASSPHRASE, keychain=True)
    assert list(tmp_path.glob("new*")) == [], "no vault is made over a keychain that fails"
    with pytest.raises(VaultError):
        folder.unlock_with_account()
    assert file_hashes(folder.path) == before
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    slots = (folder.path / "vault.keys").read_bytes()
    for protection in (Protection("account"), Protection("passphrase_device", PASSPHRASE)):
        with pytest.raises(kind.refusal):
            vault.keys.prepare(protection)
    vault.close()
    assert (folder.path / "vault.keys").read_bytes() == slots
    assert make.store.read_text() == "", "nothing was written anywhere in plain text"


def test_control_the_same_helper_trusts_one_that_keeps_what_it_is_given(
    with_account: VaultFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the limit of a self-test: how it is kept, nobody can ask a keychain."""
    make = Makers(tmp_path / "home", monkeypatch)
    assert cheap_folder(with_account.path, make.disguised("PlaintextKeyring").helper).keychain_works()
