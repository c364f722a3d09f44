"""Changing how an open vault is opened: its slots, and the data key itself."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.errors import BugError
from closeddoor.domain.secret import Secret
from closeddoor.vault.data_key import generate_data_key
from closeddoor.vault.errors import LastWayError, VaultError
from closeddoor.vault.key_file import KeyFile, read_keys, write_keys
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.slots import PASSPHRASE_KINDS, Slot, SlotKind
from closeddoor.vault.storage_faults import named_faults
from closeddoor.vault.unlocking import OpenedKeys, try_open
from closeddoor.vault.ways import (
    KEYCHAIN_KINDS,
    KeyService,
    Protection,
    RecoveryCodeWay,
    Way,
    keychain_entry,
    sealed_slot,
)

_ALONE: frozenset[SlotKind] = frozenset({"passphrase", "recovery_code"})
"""What a person carries: every other way ends with a device or an account."""


def opens_alone(kinds: Iterable[SlotKind]) -> bool:
    """Whether one of these ways is of a kind that a person carries: a history keeps at least one."""
    return not _ALONE.isdisjoint(kinds)


def new_key_file(data_key: Secret, ways: tuple[Way, ...]) -> KeyFile:
    """Return the first generation of a new vault's key file, signed."""
    vault_id = secrets.token_hex(16)
    slots = tuple(sealed_slot(way, data_key, vault_id) for way in ways)
    return KeyFile(vault_id, 1, slots).signed(data_key)


@dataclass(frozen=True)
class NewSlot:
    """A slot that opens nothing yet: it was sealed, and waits to be put. `data_key` is what it was sealed for."""

    slot: Slot
    data_key: Secret


@dataclass(frozen=True)
class NewCode:
    """A recovery code to show, and to put once it was retyped."""

    code: RecoveryCode
    new_slot: NewSlot


@dataclass(frozen=True)
class NewKeys:
    """Another data key with all its ways, which opens nothing yet; `code` is to be shown and retyped first."""

    data_key: Secret
    slots: tuple[Slot, ...]
    code: RecoveryCode


class VaultKeys:
    """The slots of an open vault. Each change is on the disk when the method returns: in one copy at least.

    A method that raises has changed nothing: what opened the vault before still does. `prepare…`, `passphrase_opens`
    and `forget` block while the helper works, and may run on any thread; the others belong on the database's.
    """

    def __init__(self, folder: Path, service: KeyService, opened: OpenedKeys, on_change: Callable[[int], None]) -> None:
        """`on_change` gets the new generation after each change."""
        self.folder = folder
        self._service = service
        self._opened = opened
        self._on_change = on_change

    @property
    def opened(self) -> OpenedKeys:
        """The data key and the key file as they are now."""
        return self._opened

    @property
    def helper(self) -> KeyHelper:
        """Return what derives keys and speaks to the keychain."""
        return self._service.helper

    @property
    def is_rotating(self) -> bool:
        """Whether the history is not known to be under the present data key yet (rotation.py)."""
        return self._opened.file.previous is not None

    @property
    def slots(self) -> tuple[SlotKind, ...]:
        return tuple(slot.kind for slot in self._opened.file.slots)

    def passphrase_opens(self, passphrase: Secret) -> bool:
        """Whether this is the passphrase: to ask for it again before something that matters."""
        kind: SlotKind = "passphrase_device" if "passphrase_device" in self.slots else "passphrase"
        opened = self._opened
        return try_open(opened.file, Protection(kind, passphrase).way(self._service)) == opened.data_key

    def check_keychain(self) -> None:
        """Raise a `VaultError` unless this account has a keychain that keeps what it is given."""
        self._service.helper.keychain_check()

    def prepare(self, protection: Protection) -> NewSlot:
        """Seal a slot for another passphrase, or for this account's keychain; raise when there is none to trust."""
        return self._prepare(protection.way(self._service))

    def prepare_recovery_code(self) -> NewCode:
        """Make another recovery code, to be shown once; the present one counts until the new one is put."""
        code = RecoveryCode.generate()
        return NewCode(code, self._prepare(RecoveryCodeWay(code)))

    def _prepare(self, way: Way) -> NewSlot:
        opened = self._opened
        return NewSlot(sealed_slot(way, opened.data_key, opened.file.vault_id), opened.data_key)

    def put(self, new: NewSlot) -> tuple[Slot, ...]:
        """Let it take the place of its kind; return what opens nothing any more, except old backups of the folder."""
        if new.data_key != self._opened.data_key:
            raise BugError("a slot that was sealed for another data key")
        return self._replace(self._opened.file.with_slot(new.slot))

    def remove(self, kind: SlotKind) -> tuple[Slot, ...]:
        """Take a way away and return its slot; raise `LastWayError` when no way would be left that a person carries."""
        if kind not in self.slots:
            return ()
        return self._replace(self._opened.file.without_slot(kind))

    def forget(self, slot: Slot) -> None:
        """Delete the keychain's item of a slot that is in use no more; one that is left over opens nothing."""
        if slot.kind in KEYCHAIN_KINDS:
            with suppress(VaultError):
                self._service.helper.keychain_delete(keychain_entry(slot, self._opened.file.vault_id))

    def prepare_rotation(self, passphrase: Secret | None) -> NewKeys:
        """Make another data key, and seal it for every way that there is now; the recovery code is another one.

        `passphrase` is needed where there is one; it may be the present one or another.
        """
        data_key, code = generate_data_key(), RecoveryCode.generate()
        kinds = (kind for kind in self.slots if kind != "recovery_code")
        ways = [Protection(kind, passphrase if kind in PASSPHRASE_KINDS else None).way(self._service) for kind in kinds]
        slots = (sealed_slot(way, data_key, self._opened.file.vault_id) for way in (RecoveryCodeWay(code), *ways))
        return NewKeys(data_key, tuple(slots), code)

    def rotate_to(self, new: NewKeys) -> tuple[Slot, ...]:
        """Let `new` take the place of every way; return what it replaced. The history follows (rotation.py)."""
        opened = self._opened
        return self._replace(opened.file.rotated(new.slots, new.data_key, opened.data_key), new.data_key)

    def copies_agree(self) -> bool:
        """Whether both copies of the key file on the disk are as they should be; write them once more if not."""
        with named_faults():
            found = read_keys(self.folder)
            is_same = found.agree and found.candidates[0] == self._opened.file
            return is_same or write_keys(self.folder, self._opened.file)

    def end_rotation(self) -> None:
        """Forget the key before: the history is under the present one, and both copies of the key file know it."""
        self._replace(self._opened.file.without_previous())

    def _replace(self, file: KeyFile, data_key: Secret | None = None) -> tuple[Slot, ...]:
        """Write the next key file and return the slots that are not in it any more."""
        before = self._opened.file.slots
        self._write(file, data_key or self._opened.data_key)
        return tuple(slot for slot in before if slot not in file.slots)

    def _write(self, file: KeyFile, data_key: Secret) -> None:
        if not opens_alone(slot.kind for slot in file.slots):
            raise LastWayError
        signed = file.signed(data_key)
        with named_faults():
            write_keys(self.folder, signed)
        self._opened = OpenedKeys(data_key, signed)
        with suppress(VaultError):  # the change is made; the next commit writes its generation into the head too
            self._on_change(signed.generation)
