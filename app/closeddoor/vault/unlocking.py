"""From a way and the key files to the data key: which of the two files counts, and what is told about the other."""

from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import DamagedKeysError, KeychainMissingError
from closeddoor.vault.key_file import FoundKeys, KeyFile, read_keys, write_keys
from closeddoor.vault.slots import unseal
from closeddoor.vault.ways import Way

_REPAIRED = "One of the two copies of the key file was damaged; it has been restored from the other."


@dataclass(frozen=True)
class OpenedKeys:
    """The data key, the key file that it signed, and what the user should know although it opened."""

    data_key: Secret
    file: KeyFile
    notices: tuple[str, ...] = ()


def open_keys(folder: Path, way: Way) -> OpenedKeys:
    """Open the newest key file that is genuine, and make the two copies the same again.

    Raises the way's refusal when it opens neither, `DamagedKeysError` when what it opens was tampered with.
    """
    found = read_keys(folder)
    data_key, opened = _open_newest(found, way)
    genuine = [file for file in found.candidates if file.is_signed_by(data_key)]
    if not genuine:
        raise DamagedKeysError
    newest = genuine[0]
    if newest != opened and try_open(newest, way) is None:  # this way was replaced, and only the older copy knows it
        raise way.refusal
    return OpenedKeys(data_key, newest, _heal(folder, found, genuine))


def _open_newest(found: FoundKeys, way: Way) -> tuple[Secret, KeyFile]:
    for file in found.candidates:
        data_key = try_open(file, way)
        if data_key is not None:
            return data_key, file
    if not any(file.slot(way.kind) for file in found.candidates):
        raise KeychainMissingError if way.kind == "account" else way.refusal
    raise way.refusal


def try_open(file: KeyFile, way: Way) -> Secret | None:
    """Return the data key, or None when this file has no slot for this way or the slot does not open."""
    slot = file.slot(way.kind)
    return unseal(slot, way.key(slot, file.vault_id), file.vault_id) if slot else None


def _heal(folder: Path, found: FoundKeys, genuine: list[KeyFile]) -> tuple[str, ...]:
    """Write the newest genuine file twice if they differ; two genuine ones only tell of a crash between two writes."""
    if found.agree:
        return ()
    write_keys(folder, genuine[0])
    return () if len(genuine) == 2 else (_REPAIRED,)
