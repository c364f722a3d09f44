"""The parent's side of the key helper: start it, ask once, read the answer, end it."""

import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Literal

from closeddoor.confinement.enforced import Enforced
from closeddoor.domain.secret import Secret
from closeddoor.keyhelper import messages
from closeddoor.keyhelper.cost import FLOOR, Argon2Cost
from closeddoor.keyhelper.hardening import kept_environment
from closeddoor.keyhelper.messages import Fields, MessageError
from closeddoor.vault.errors import (
    KeychainLockedError,
    KeychainMissingError,
    KeychainRefusedError,
    KeyHelperError,
    MemoryShortError,
    VaultError,
)
from closeddoor.wire.child_command import child_command
from closeddoor.wire.codec import check_of
from closeddoor.wire.framing import ProtocolError

DERIVE_LIMIT_S = 60.0
KEYCHAIN_LIMIT_S = 120.0
"""A keychain may show its own window and wait for the user."""

HelperKind = Literal["derive", "keychain"]
"""A helper does one thing and is confined for that: it computes, or it speaks to a keychain."""

_read_enforced = check_of(Enforced)
_ERRORS: dict[str, type[VaultError]] = {
    "keychain_missing": KeychainMissingError,
    "keychain_refused": KeychainRefusedError,
    "keychain_locked": KeychainLockedError,
    "no_memory": MemoryShortError,
}


class KeyHelper:
    """Blocks for up to its limits: call it from an executor's thread, never from the window's."""

    def __init__(
        self,
        command: Sequence[str] = (),
        *,
        derive_limit_s: float = DERIVE_LIMIT_S,
        keychain_limit_s: float = KEYCHAIN_LIMIT_S,
    ) -> None:
        self._command = tuple(command) or child_command("keyhelper")
        self._derive_limit_s = derive_limit_s
        self._keychain_limit_s = keychain_limit_s
        self._confined: dict[HelperKind, Enforced] = {}

    @property
    def confined(self) -> Mapping[HelperKind, Enforced]:
        """Return what each kind of helper found forbidden to itself when it was last asked; none where none was."""
        return dict(self._confined)

    def derive(self, passphrase: Secret, salt: bytes, cost: Argon2Cost, floor: Argon2Cost = FLOOR) -> Secret:
        """Return 32 bytes of Argon2id (RFC 9106, version 1.3); raise a `VaultError`."""
        request = {
            "operation": "derive",
            "secret": messages.pack_bytes(passphrase.reveal()),
            "salt": messages.pack_bytes(salt),
            "cost": [cost.time, cost.memory_kib, cost.lanes],
            "floor": [floor.time, floor.memory_kib, floor.lanes],
        }
        return _secret(self._ask(request, self._derive_limit_s))

    def keychain_get(self, entry: str) -> Secret:
        """Return the item; raise `KeychainMissingError`, `KeychainRefusedError` or `KeychainLockedError`."""
        return _secret(self._ask({"operation": "keychain_get", "entry": entry}, self._keychain_limit_s))

    def keychain_set(self, entry: str, secret: Secret) -> None:
        request = {"operation": "keychain_set", "entry": entry, "secret": messages.pack_bytes(secret.reveal())}
        self._ask(request, self._keychain_limit_s)

    def keychain_check(self) -> None:
        """Raise a `VaultError` unless there is a keychain to trust: it keeps and forgets an item of no meaning."""
        self._ask({"operation": "keychain_check"}, self._keychain_limit_s)

    def keychain_delete(self, entry: str) -> None:
        self._ask({"operation": "keychain_delete", "entry": entry}, self._keychain_limit_s)

    def _ask(self, request: Fields, limit_s: float) -> Fields:
        framed = BytesIO()
        messages.write(framed, request)
        fields = _answer(self._run(framed.getvalue(), limit_s))
        self._note(request, fields.get("enforced"))
        if "code" in fields:
            raise _error(str(fields["code"]))
        return fields

    def _note(self, request: Fields, untrusted_enforced: object) -> None:
        """Keep what the process said is in force for it; what is no such thing is not believed."""
        kind: HelperKind = "derive" if request["operation"] == "derive" else "keychain"
        with suppress(ProtocolError):
            self._confined[kind] = _read_enforced(untrusted_enforced)

    def _run(self, framed: bytes, limit_s: float) -> bytes:
        try:
            done = subprocess.run(
                self._command,
                input=framed,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a library's complaint may quote what it was given
                env=kept_environment(),
                timeout=limit_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise KeyHelperError("it took too long") from None
        except OSError:
            raise KeyHelperError("it did not start") from None
        return done.stdout


def _answer(untrusted_output: bytes) -> Fields:
    try:
        return messages.read(BytesIO(untrusted_output))
    except MessageError:
        raise KeyHelperError("it ended early") from None


def _secret(fields: Fields) -> Secret:
    try:
        return Secret(messages.unpack_bytes(fields, "secret"))
    except MessageError:
        raise KeyHelperError("its answer was incomplete") from None


def _error(code: str) -> VaultError:
    known = _ERRORS.get(code)
    return known() if known else KeyHelperError(code)
