"""The operating system's keychain, through `keyring` but never through its choice of a backend.

`keyring` picks a backend from the environment, a configuration file and whatever is installed, and some of those write
plain text or nothing at all. Here a class is either in `ALLOWED` and passes a self-test, or it is refused.
"""

import importlib
import secrets
import sys
from typing import Protocol

from closeddoor.keyhelper.messages import RefusalError

SERVICE = "Closed Door vault"

ALLOWED: dict[str, tuple[tuple[str, str], ...]] = {
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
}


REFUSED = "keychain_refused"
"""The code for: no keychain here that may be trusted with a key."""


class Backend(Protocol):
    """What of a `keyring` backend is used."""

    def get_password(self, service: str, username: str, /) -> str | None: ...

    def set_password(self, service: str, username: str, password: str, /) -> None: ...

    def delete_password(self, service: str, username: str, /) -> None: ...


def open_keychain(platform: str = sys.platform) -> Backend:
    """Return the first allowed backend that works here; raise `RefusalError` when none does."""
    for module_name, class_name in ALLOWED.get(platform, ()):
        backend = _start(module_name, class_name)
        if backend is not None:
            return backend
    raise RefusalError(REFUSED)


def _start(module_name: str, class_name: str) -> Backend | None:
    try:
        backend_class = getattr(importlib.import_module(module_name), class_name)
        if not backend_class.viable:
            return None
        backend: Backend = backend_class()
    except Exception:  # noqa: BLE001 -- each backend fails in its own library's way, and the next one is tried
        return None
    if hasattr(backend_class, "persist"):  # Windows: not "enterprise", which roams to other machines
        backend.persist = "local machine"  # type: ignore[attr-defined]
    return backend


def vet(backend: Backend, platform: str = sys.platform) -> Backend:
    """Return the backend if it is of an allowed class (a subclass is another class) and keeps what it is given."""
    kind = (type(backend).__module__, type(backend).__qualname__)
    if kind not in ALLOWED.get(platform, ()) or not keeps_what_it_is_given(backend):
        raise RefusalError(REFUSED)
    return backend


def keeps_what_it_is_given(backend: Backend) -> bool:
    """Set, get and delete a random item of no meaning; a null backend fails the second step, a broken one the first.

    One that is only locked is passed on as its own exception: it may be trusted once its user unlocks it.
    """
    entry, value = f"self-test {secrets.token_hex(8)}", secrets.token_hex(16)
    try:
        backend.set_password(SERVICE, entry, value)
        kept = backend.get_password(SERVICE, entry) == value
        backend.delete_password(SERVICE, entry)
        return kept and backend.get_password(SERVICE, entry) is None
    except Exception as error:
        if is_locked(error):
            raise
        return False  # whatever a backend raises, it did not keep the item


def is_locked(error: Exception) -> bool:
    """Whether it is the exception of `keyring` for a user who did not unlock; named, so that it is not imported."""
    return type(error).__name__ == "KeyringLocked"
