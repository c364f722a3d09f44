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
    """The data key and the key file that it signed; `genuine` says how many of the two copies were signed by us."""

    data_key: Secret
    file: KeyFile
    agree: bool = True
    genuine: int = 2

    @property
    def previous_key(self) -> Secret | None:
        """What the history may still be under, in a rotation that was interrupted."""
        return self.file.previous_key(self.data_key)


def open_keys(folder: Path, way: Way) -> OpenedKeys:
    """Open the newest key file that is genuine; change nothing.

    Raises the way's refusal when it opens neither, `DamagedKeysError` when what it opens was tampered with.
    """
    found = read_keys(folder)
    data_key, opened = _open_newest(found, way)
    newest = next((file for file in found.candidates if file.is_signed_by(data_key) or file.follows(data_key)), None)
    if newest is None:
        raise DamagedKeysError
    if newest != opened:  # this way may have been replaced, so that only the older copy knows it
        data_key = _open_again(newest, way)
    if not newest.is_signed_by(data_key):
        raise DamagedKeysError
    keys = [key for key in (data_key, newest.previous_key(data_key)) if key is not None]
    genuine = sum(any(file.is_signed_by(key) for key in keys) for file in found.candidates)
    return OpenedKeys(data_key, newest, found.agree, genuine)


def _open_again(newest: KeyFile, way: Way) -> Secret:
    data_key = try_open(newest, way)
    if data_key is None:
        raise way.refusal
    return data_key


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


def heal_copies(folder: Path, opened: OpenedKeys) -> tuple[str, ...]:
    """Make the two copies the same again, and return what to say of it.

    Only once the history opened: keys that open, but belong to another history, must not take the place of its own.
    Two genuine copies that differ only tell of a crash between two writes.
    """
    if opened.agree:
        return ()
    try:
        both = write_keys(folder, opened.file)
    except OSError:  # reading the history needs neither room nor permission
        both = False
    if not both:
        return (_NOT_REPAIRED,)
    return () if opened.genuine == 2 else (_REPAIRED,)
