"""`vault.keys`: the slots, written rarely and twice.

    {"format": "closed-door keys 1", "vault": id, "generation": n, "slots": […], "mac": …, "checksum": …}

The checksum (SHA-256, no key) tells damage from a wrong passphrase before anything is opened; the MAC under the data
key tells tampering, after. The generation grows with each change of the slots: of two intact files the newer counts.
"""

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from closeddoor.domain.secret import Secret
from closeddoor.vault import canonical_json
from closeddoor.vault.data_key import Purpose, mac, same_mac, sub_key
from closeddoor.vault.durable_files import NotAFileError, open_regular, write_durably
from closeddoor.vault.errors import DamagedKeysError
from closeddoor.vault.slots import Slot, SlotError, SlotKind, parse_slot

FORMAT = "closed-door keys 1"
KEYS_NAME = "vault.keys"
COPY_NAME = "vault.keys.copy"
MAX_FILE_BYTES = 65_536
"""Three slots take about 1,200 bytes."""

_VAULT_ID, _MAC = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")
_MOST_GENERATIONS = 2**63


@dataclass(frozen=True)
class KeyFile:
    """What stands in the file; `mac` is empty until `signed` fills it."""

    vault_id: str
    generation: int
    slots: tuple[Slot, ...]
    mac: str = ""

    def slot(self, kind: SlotKind) -> Slot | None:
        return next((slot for slot in self.slots if slot.kind == kind), None)

    def with_slot(self, slot: Slot, instead_of: SlotKind | None = None) -> "KeyFile":
        """Return the next generation, in which `slot` takes the place of those of its kind and another; unsigned."""
        others = tuple(other for other in self.slots if other.kind not in (slot.kind, instead_of))
        return KeyFile(self.vault_id, self.generation + 1, (*others, slot))

    def without_slot(self, kind: SlotKind) -> "KeyFile":
        return KeyFile(self.vault_id, self.generation + 1, tuple(slot for slot in self.slots if slot.kind != kind))

    def signed(self, data_key: Secret) -> "KeyFile":
        return KeyFile(self.vault_id, self.generation, self.slots, self._mac(data_key))

    def is_signed_by(self, data_key: Secret) -> bool:
        return same_mac(self.mac, self._mac(data_key))

    def _mac(self, data_key: Secret) -> str:
        return mac(sub_key(data_key, Purpose.HEADER_MAC), canonical_json.encode(self._fields()))

    def _fields(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "vault": self.vault_id,
            "generation": self.generation,
            "slots": [slot.fields() for slot in self.slots],
        }

    def encode(self) -> bytes:
        fields = {**self._fields(), "mac": self.mac}
        return canonical_json.encode({**fields, "checksum": _checksum(fields)})


def parse(untrusted: bytes) -> KeyFile:
    """Read a key file, raising `DamagedKeysError` for any byte that is not as it was written."""
    try:
        fields = canonical_json.decode(untrusted)
        checksum = fields.pop("checksum")
        file = KeyFile(
            fields["vault"], fields["generation"], tuple(parse_slot(slot) for slot in fields["slots"]), fields["mac"]
        )
    except (canonical_json.NotCanonicalError, SlotError, KeyError, TypeError) as error:
        raise DamagedKeysError from error
    if checksum != _checksum(fields) or not _is_well_typed(file) or file.encode() != untrusted:
        raise DamagedKeysError
    return file


def _is_well_typed(untrusted: KeyFile) -> bool:
    """Whoever knows the format can write a checksum that is right over values that are not."""
    texts = ((untrusted.vault_id, _VAULT_ID), (untrusted.mac, _MAC))
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
