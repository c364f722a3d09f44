"""`vault.keys`: the slots, written rarely and twice.

    {"format": "closed-door keys 1", "vault": id, "generation": n, "slots": […], "mac": …, "checksum": …}

While the data key is rotated the format is "closed-door keys 2", with "previous" (previous_key.py).

The checksum (SHA-256, no key) tells damage from a wrong passphrase before anything is opened; the MAC under the data
key tells tampering, after. The generation grows with each change of the slots: of two intact files the newer counts.
"""

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from closeddoor.domain.secret import Secret
from closeddoor.vault import canonical_json
from closeddoor.vault.data_key import Purpose, mac, same_mac, sub_key
from closeddoor.vault.durable_files import NotAFileError, open_regular, write_durably
from closeddoor.vault.errors import DamagedKeysError
from closeddoor.vault.previous_key import PreviousKey, parse_previous, seal_previous
from closeddoor.vault.slots import PASSPHRASE_KINDS, Slot, SlotError, SlotKind, parse_slot

FORMAT = "closed-door keys 1"
ROTATING_FORMAT = "closed-door keys 2"
KEYS_NAME = "vault.keys"
COPY_NAME = "vault.keys.copy"
MAX_FILE_BYTES = 65_536
"""Three slots take about 1,200 bytes."""

_VAULT_ID, _MAC = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")
_MOST_GENERATIONS = 2**63


@dataclass(frozen=True)
class KeyFile:
    """What stands in the file; `mac` is empty until `signed` fills it. Each change is the next generation, unsigned."""

    vault_id: str
    generation: int
    slots: tuple[Slot, ...]
    mac: str = ""
    previous: PreviousKey | None = None

    def slot(self, kind: SlotKind) -> Slot | None:
        return next((slot for slot in self.slots if slot.kind == kind), None)

    def with_slot(self, slot: Slot) -> "KeyFile":
        """Return the file in which `slot` takes the place of those of its kind; there is one passphrase at most."""
        replaced = PASSPHRASE_KINDS if slot.kind in PASSPHRASE_KINDS else (slot.kind,)
        return self._next(slots=(*(other for other in self.slots if other.kind not in replaced), slot))

    def without_slot(self, kind: SlotKind) -> "KeyFile":
        return self._next(slots=tuple(slot for slot in self.slots if slot.kind != kind))

    def rotated(self, slots: tuple[Slot, ...], data_key: Secret, previous: Secret) -> "KeyFile":
        """Return the file with `slots` of a new data key, and in it the one that the history is under until later."""
        return self._next(slots=slots, previous=seal_previous(previous, data_key, self.vault_id))

    def without_previous(self) -> "KeyFile":
        return self._next(previous=None)

    def _next(self, **changes: Any) -> "KeyFile":
        return replace(self, generation=self.generation + 1, mac="", **changes)

    def previous_key(self, data_key: Secret) -> Secret | None:
        """Return the key before a rotation that has not ended; None when there is none, or not under `data_key`."""
        return self.previous.open(data_key, self.vault_id) if self.previous else None

    def signed(self, data_key: Secret) -> "KeyFile":
        signed, before = replace(self, mac=self._mac(data_key)), self.previous_key(data_key)
        if self.previous is None or before is None:
            return signed
        return replace(signed, previous=replace(self.previous, mac=self._mac(before)))

    def is_signed_by(self, data_key: Secret) -> bool:
        return same_mac(self.mac, self._mac(data_key))

    def follows(self, previous: Secret) -> bool:
        """Whether it came of a rotation from this data key to another."""
        return self.previous is not None and same_mac(self.previous.mac, self._mac(previous))

    def _mac(self, data_key: Secret) -> str:
        return mac(sub_key(data_key, Purpose.HEADER_MAC), canonical_json.encode(self._fields()))

    def _fields(self) -> dict[str, Any]:
        fields = {
            "format": ROTATING_FORMAT if self.previous else FORMAT,
            "vault": self.vault_id,
            "generation": self.generation,
            "slots": [slot.fields() for slot in self.slots],
        }
        return {**fields, "previous": self.previous.fields()} if self.previous else fields

    def encode(self) -> bytes:
        fields = {**self._fields(), "mac": self.mac}
        if self.previous:
            fields["previous"] = {**self.previous.fields(), "mac": self.previous.mac}
        return canonical_json.encode({**fields, "checksum": _checksum(fields)})


def parse(untrusted: bytes) -> KeyFile:
    """Read a key file, raising `DamagedKeysError` for any byte that is not as it was written."""
    try:
        fields = canonical_json.decode(untrusted)
        checksum = fields.pop("checksum")
        slots = tuple(parse_slot(slot) for slot in fields["slots"])
        previous = parse_previous(fields["previous"]) if "previous" in fields else None
        file = KeyFile(fields["vault"], fields["generation"], slots, fields["mac"], previous)
    except (canonical_json.NotCanonicalError, SlotError, KeyError, TypeError) as error:
        raise DamagedKeysError from error
    if checksum != _checksum(fields) or not _is_well_typed(file) or file.encode() != untrusted:
        raise DamagedKeysError
    return file


def _is_well_typed(untrusted: KeyFile) -> bool:
    """Whoever knows the format can write a checksum that is right over values that are not."""
    previous_mac = untrusted.previous.mac if untrusted.previous else untrusted.mac
    texts = ((untrusted.vault_id, _VAULT_ID), (untrusted.mac, _MAC), (previous_mac, _MAC))
    in_form = all(isinstance(text, str) and form.fullmatch(text) for text, form in texts)
    generation = untrusted.generation
    return in_form and type(generation) is int and 0 < generation < _MOST_GENERATIONS


def _checksum(fields: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json.encode(fields)).hexdigest()


@dataclass(frozen=True)
class FoundKeys:
    """The readable key files, newest generation first (of equals, the first copy), and whether both are the same."""

    candidates: tuple[KeyFile, ...]
    agree: bool


def read_keys(folder: Path) -> FoundKeys:
    """Read both copies; one intact is enough. Raise `OSError` when one could not be read, else `DamagedKeysError`."""
    found = [_read(folder / name) for name in (KEYS_NAME, COPY_NAME)]
    intact = [file for file in found if isinstance(file, KeyFile)]
    if not intact:
        raise next((fault for fault in found if isinstance(fault, OSError)), DamagedKeysError())
    newest_first = tuple(sorted(intact, key=lambda file: -file.generation))
    return FoundKeys(newest_first, agree=len(intact) == 2 and intact[0] == intact[1])


def _read(path: Path) -> KeyFile | OSError | None:
    """Return the file, why the disk does not give it, or None for what is not there or no key file."""
    try:
        with open_regular(path) as file:
            return parse(file.read(MAX_FILE_BYTES))
    except (FileNotFoundError, NotAFileError, DamagedKeysError):
        return None
    except OSError as fault:
        return fault


def write_keys(folder: Path, file: KeyFile) -> bool:
    """Write the first, then the copy; return whether both are as they should be.

    Of two intact files the newer counts, so one that is written is enough: only when neither could be, and nothing has
    changed, is the `OSError` raised. A crash between the two is no harm either; the next open makes them the same.
    """
    content = file.encode()
    faults = [fault for name in (KEYS_NAME, COPY_NAME) if (fault := _write(folder / name, content))]
    if len(faults) == 2:
        raise faults[0]
    return not faults


def _write(path: Path, content: bytes) -> OSError | None:
    """Return why the file is not there; one that is, though the disk would not say that it is safe, counts."""
    try:
        write_durably(path, content)
    except OSError as error:
        with suppress(OSError), open_regular(path) as file:
            return None if file.read() == content else error
        return error
    return None


def keys_exist(folder: Path) -> bool:
    """Whether anything bears their names, whatever it is."""
    return any(os.path.lexists(folder / name) for name in (KEYS_NAME, COPY_NAME))
