"""From a way and the key files to the data key: which of the two files counts, and what is told about the other."""

from dataclasses import dataclass
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.language import tr
from closeddoor.vault.errors import DamagedKeysError, KeychainMissingError, VaultError
from closeddoor.vault.key_file import FoundKeys, KeyFile, read_keys, write_keys
from closeddoor.vault.slots import Slot, unseal
from closeddoor.vault.ways import Way

_REPAIRED = tr("One of the two copies of the key file was damaged; it has been restored from the other.")
_NOT_REPAIRED = tr(
    "One of the two copies of the key file cannot be written. If a folder bears its name, move it away; once there is"
    " room and permission, the copy is made again when you open your history."
)


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
    """A slot that fails otherwise than by a wrong key is passed over: it may be forged, and the other copy genuine."""
    problems: dict[tuple[Slot, str], VaultError] = {}
    for file in found.candidates:
        slot = file.slot(way.kind)
        if slot is None or (slot, file.vault_id) in problems:
            continue
        try:
            data_key = try_open(file, way)
        except VaultError as error:
            problems[slot, file.vault_id] = error
            continue
        if data_key is not None:
            return data_key, file
        problems[slot, file.vault_id] = way.refusal
    raise _what_to_say(tuple(problems.values()), way)


def _what_to_say(problems: tuple[VaultError, ...], way: Way) -> VaultError:
    """The way's own refusal before any other: it comes from a slot that was tried in earnest."""
    refused = any(type(problem) is type(way.refusal) for problem in problems)
    if problems and not refused:
        return problems[0]
    return KeychainMissingError() if way.kind == "account" and not problems else way.refusal


def try_open(file: KeyFile, way: Way) -> Secret | None:
    """Return the data key, or None when this file has no slot for this way or the slot does not open."""
    slot = file.slot(way.kind)
    return unseal(slot, way.key(slot, file.vault_id), file.vault_id) if slot else None


def _heal(folder: Path, found: FoundKeys, genuine: list[KeyFile]) -> tuple[str, ...]:
    """Write the newest genuine file twice if they differ; two genuine ones only tell of a crash between two writes."""
    if found.agree:
        return ()
    if not write_keys(folder, genuine[0]):
        return (_NOT_REPAIRED,)
    return () if len(genuine) == 2 else (_REPAIRED,)
