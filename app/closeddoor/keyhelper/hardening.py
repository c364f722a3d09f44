"""What the helper gives up: core dumps, being traced endless time, then all that its operation does not need."""

import os
import signal
import sys
from contextlib import suppress

from closeddoor.confinement.child import confine_child, confine_keychain_client
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.kernel import end_with_parent, forbid_inspection, memory

_TIME_LIMIT_S = 180
"""Longer than any limit of the parent: it ends a helper whose parent was killed while a keychain waited."""

_MOST_MEMORY_BYTES = 1536 * 1024 * 1024
"""Of address space: half as much again as the dearest derivation that is believed (`cost.CEILING`)."""

_KEPT_ENVIRONMENT = frozenset(
    {
        "APPDATA",
        "DBUS_SESSION_BUS_ADDRESS",
        "DISPLAY",
        "HOME",
        "KDE_FULL_SESSION",
        "KDE_SESSION_VERSION",
        "LANG",
        "LOCALAPPDATA",
        "LOGNAME",
        "PATH",
        "SYSTEMROOT",
        "TEMP",
        "USER",
        "USERPROFILE",
        "WAYLAND_DISPLAY",
        "XDG_CURRENT_DESKTOP",
        "XDG_RUNTIME_DIR",
    }
)
"""What reaching a keychain takes. Not here: PYTHON*, LD_*, KEYRING_PROPERTY_*, XDG_CONFIG_HOME, OPENSSL_CONF."""


def kept_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.upper() in _KEPT_ENVIRONMENT}


def harden() -> None:
    """Call before anything secret is read; a system that lacks one of these goes without it."""
    kept = kept_environment()
    os.environ.clear()
    os.environ.update(kept)
    if sys.platform != "win32":
        _limit_process()
    if sys.platform == "linux":
        with suppress(OSError):
            forbid_inspection()
        with suppress(OSError):  # a window that locks is replaced: what was asked for it is not wanted any more
            end_with_parent(signal.SIGKILL)


def keep_computing_only() -> Enforced:
    """For deriving a key: no socket, no program, no file written; a system that lacks one of these goes without it."""
    return confine_child((), (memory(_MOST_MEMORY_BYTES),))


def keep_local_sockets_only() -> Enforced:
    """For a keychain, which is spoken to over a local socket: no network, no program, no other process, no writing."""
    return confine_keychain_client()


if sys.platform != "win32":
    import resource

    def _limit_process() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.alarm(_TIME_LIMIT_S)
