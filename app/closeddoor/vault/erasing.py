"""Erasing everything, at its user's word: first every key, without which the rest is noise, then the rest.

    vault.erasing       the order. From the moment it is there, nothing of the profile opens any more, and whoever looks
                        at the folder next carries it out; it goes last

A kill at any moment leaves everything as it was (there is no order) or nothing that opens (there is one). A file of
that name that is not an order, whole and in our form, erases nothing; and while keys are there, an order lets no item
of the keychain go that they do not name: somebody else may have put it there. Overwriting cannot reach what the disk
itself keeps: copies that a solid-state disk moved aside, snapshots, backups of the computer.
"""

import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from closeddoor.language import tr, tr_many
from closeddoor.vault import canonical_json
from closeddoor.vault.durable_files import flush_folder, open_regular, write_durably
from closeddoor.vault.errors import DamagedKeysError, EraseUnfinishedError, KeychainMissingError, VaultError
from closeddoor.vault.folder_lock import FolderLock
from closeddoor.vault.key_file import COPY_NAME, KEYS_NAME, KeyFile, read_keys
from closeddoor.vault.key_helper import KeyHelper
from closeddoor.vault.storage_faults import named_faults
from closeddoor.vault.ways import KEYCHAIN_KINDS, keychain_entry

FORMAT = "closed-door erase everything 1"
MODELS_NAME = "models"
SNAPSHOTS_NAME = "snapshots"
"""What was read ahead, sealed under a key of the vault: see the inference side."""
_MOST_ORDER_BYTES = 65_536
_ON_ITS_WAY = re.compile(r"creating|restoring|repairing|erasing\.tmp")
_ASIDE = re.compile(r"leaving-(before-restore|damaged)|(before-restore|damaged)-\d+")
"""What stands beside a vault, after its name and a dot: being made, or set aside."""
_PART = ".closed-door-*.part"
_MODEL = re.compile(r"[0-9a-f]{64}\.gguf|[0-9a-f]{16}\.part")
"""The names of our own copies of models, whole and begun: a linked folder may hold other people's too."""
_ENTRY = re.compile(r"[0-9a-f]{32} [0-9a-f]{8}")

ITEM_STAYS = tr(
    "The keychain did not confirm that it forgot its item; on this disk there is nothing left for it to open."
)


@dataclass(frozen=True)
class Order:
    """`entries` are the keychain items that go too; `with_models` says that the copied models do."""

    entries: tuple[str, ...]
    with_models: bool

    def encode(self) -> bytes:
        return canonical_json.encode({"format": FORMAT, "keychain": list(self.entries), "models": self.with_models})


@dataclass(frozen=True)
class Holdings:
    """What there is to erase: files of the history and all that was set aside, items in the keychain, copied models."""

    files: int
    size_bytes: int
    aside: int
    keychain_items: int
    models: int
    models_bytes: int


@dataclass(frozen=True)
class Erased:
    """Nothing is left on the disk.

    `items_left` stayed in a keychain that would not forget them, and open nothing here. `items_not_ours` were named by
    the order and not by the keys, and were not touched.
    """

    items_left: int
    items_not_ours: int = 0

    @property
    def sentence(self) -> str:
        """What to say once, to whoever begins anew."""
        said = [tr("Everything was erased. A look at its folder found nothing left of your history.")]
        if self.items_left:
            said.append(ITEM_STAYS)
        if self.items_not_ours:
            said.append(
                tr_many(
                    "The order also named {n} item of the keychain that the keys here did not; it was left.",
                    "The order also named {n} items of the keychain that the keys here did not; they were left.",
                    self.items_not_ours,
                    n=self.items_not_ours,
                )
            )
        return " ".join(said)


def look(folder: Path) -> Holdings:
    """Return what `order_erasing` would let go; raise a `VaultError` when the disk does not tell."""
    with named_faults():
        places = _places(folder)
        sizes = [size for place in places for size in _sizes(place)]
        models = list(_model_sizes(_models(folder)))
        aside = sum(bool(_ASIDE.fullmatch(_beside(folder, place))) for place in places)
        return Holdings(len(sizes), sum(sizes), aside, len(_entries(_key_files(places))), len(models), sum(models))


def erase_closed(folder: Path, helper: KeyHelper, *, with_models: bool = False) -> Erased:
    """Erase a history that nobody has open; raise a `VaultError`, and then nothing was changed or it is not finished.

    Raises `FolderInUseError` where somebody has it open.
    """
    with named_faults():
        lock = FolderLock(folder) if folder.is_dir() else None
        try:
            order_erasing(folder, with_models=with_models)
        finally:
            if lock:
                lock.release()
    return go_on_erasing(folder, helper) or Erased(0)


def order_erasing(folder: Path, *, with_models: bool = False) -> Order:
    """Write the order and destroy the keys. Call it for a vault that this process has open, or that is locked.

    Raises a `VaultError` when the order could not be written, and then nothing was changed. `go_on_erasing` does the
    rest, in a process that has nothing open.
    """
    with named_faults():
        order = _with_what_was_ordered(folder, Order(_entries(_key_files(_places(folder))), with_models))
        write_durably(_order_file(folder), order.encode())
        with suppress(OSError):  # the order counts; whoever carries it out tries again and says what stayed
            _destroy_keys(_places(folder))
    return order


def _with_what_was_ordered(folder: Path, order: Order) -> Order:
    """Return the order together with an unfinished one: the keys that named its items may be gone already."""
    before = _believed(folder, _read_order(folder) or Order((), with_models=False))
    entries = dict.fromkeys((*before.entries, *order.entries))
    return Order(tuple(entries), before.with_models or order.with_models)


def _believed(folder: Path, order: Order) -> Order:
    """Return the order without the items that no key here names, as long as any key is here to ask."""
    files = list(_key_files(_places(folder)))
    named = _entries(files)
    return replace(order, entries=tuple(entry for entry in order.entries if entry in named)) if files else order


def go_on_erasing(folder: Path, helper: KeyHelper) -> Erased | None:
    """Carry out the order that is there, if any, and look whether all is gone; None when there is no order.

    Raises `EraseUnfinishedError` when something is left on the disk: the order stays, and nothing opens. Raises another
    `VaultError` when the disk did not let it begin.
    """
    ordered = _read_order(folder)
    if ordered is None:
        return None
    order = _believed(folder, ordered)
    if order != ordered:  # before the keys go: without them it would be believed when it is carried on
        with named_faults():
            write_durably(_order_file(folder), order.encode())
    with suppress(OSError):
        _destroy_keys(_places(folder))
    for place in _all_that_goes(folder, order):
        _delete(place)
    with suppress(OSError):
        flush_folder(folder.parent)
    left = [_named(place) for place in _all_that_goes(folder, order)]
    if left:
        raise EraseUnfinishedError(", ".join(left))
    items_left = forget(order, helper)
    with named_faults():
        _order_file(folder).unlink()
        flush_folder(folder.parent)
    return Erased(items_left, len(ordered.entries) - len(order.entries))


def is_ordered(folder: Path) -> bool:
    """Whether everything is to be erased, as soon as somebody opens the window."""
    return _read_order(folder) is not None


def refuse_ordered(folder: Path) -> None:
    """Raise `EraseUnfinishedError` where everything is to be erased: what is put there would be erased with it."""
    if is_ordered(folder):
        raise EraseUnfinishedError(", ".join(_named(place) for place in _places(folder)))


def _named(place: Path) -> str:
    """Return what to look for on the disk."""
    if not place.is_symlink():
        return place.name
    return tr("{name} (a link to {place})", name=place.name, place=os.fsdecode(place.readlink()))


def forget(order: Order, helper: KeyHelper) -> int:
    """Delete the items of the keychain and ask for them again; return how many are still there or may be."""
    return sum(not _is_forgotten(entry, helper) for entry in order.entries)


def _is_forgotten(entry: str, helper: KeyHelper) -> bool:
    try:
        helper.keychain_delete(entry)
        helper.keychain_get(entry)
    except KeychainMissingError:
        return True
    except VaultError:
        return False
    return False


def _order_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.erasing")


def _read_order(folder: Path) -> Order | None:
    """Return the order if there is one, whole: nothing is erased for less."""
    try:
        with open_regular(_order_file(folder)) as file:
            untrusted = file.read(_MOST_ORDER_BYTES)
        fields = canonical_json.decode(untrusted)
        order = Order(tuple(fields["keychain"]), fields["models"] is True)
        entries_fit = all(isinstance(entry, str) and _ENTRY.fullmatch(entry) for entry in order.entries)
    except (OSError, canonical_json.NotCanonicalError, KeyError, TypeError):
        return None
    return order if entries_fit and order.encode() == untrusted else None


def _places(folder: Path) -> list[Path]:
    """Return the vault, and what of it stands beside it, as far as it is there."""
    beside = (path for path in folder.parent.glob(f"{folder.name}.*") if _is_ours(_beside(folder, path)))
    return [path for path in (folder, *sorted(beside)) if os.path.lexists(path)]


def _beside(folder: Path, path: Path) -> str:
    return path.name.removeprefix(f"{folder.name}.")


def _is_ours(beside: str) -> bool:
    return bool(_ON_ITS_WAY.fullmatch(beside) or _ASIDE.fullmatch(beside))


def _all_that_goes(folder: Path, order: Order) -> list[Path]:
    models = [_models(folder)] if order.with_models and os.path.lexists(_models(folder)) else []
    snapshots = [folder.with_name(SNAPSHOTS_NAME)] if os.path.lexists(folder.with_name(SNAPSHOTS_NAME)) else []
    return [*_places(folder), *folder.parent.glob(_PART), *snapshots, *models]


def _models(folder: Path) -> Path:
    return folder.with_name(MODELS_NAME)


def _key_files(places: Iterable[Path]) -> Iterator[KeyFile]:
    """Yield every key file that can be read."""
    for place in places:
        with suppress(OSError, DamagedKeysError):
            yield from read_keys(place).candidates


def _entries(files: Iterable[KeyFile]) -> tuple[str, ...]:
    """Return the names of the keychain's items that key files name."""
    found = (
        keychain_entry(slot, file.vault_id) for file in files for slot in file.slots if slot.kind in KEYCHAIN_KINDS
    )
    return tuple(dict.fromkeys(found))


def _destroy_keys(places: Iterable[Path]) -> None:
    """Overwrite and remove every key file, half-written ones too."""
    for place in places:
        if not place.is_dir():
            continue
        with suppress(OSError):
            place.chmod(0o700)
        for name in (KEYS_NAME, COPY_NAME):
            for path in (place / name, place / f"{name}.tmp"):
                with suppress(OSError):
                    _overwrite(path)
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        flush_folder(place)


def _overwrite(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        os.write(descriptor, secrets.token_bytes(os.fstat(descriptor).st_size))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _delete(place: Path) -> None:
    """Delete as much as the system allows: what stays is seen afterwards.

    Of a link, what it leads to goes first. The link stays while anything is left there, or where nobody can look: a
    disk that is away.
    """
    with suppress(OSError):
        for path in _behind(place):
            _remove(path)
        if not _behind(place):
            _remove(place)


def _behind(place: Path) -> list[Path]:
    """Return what of ours a link leads to: all of a vault, but of models only what has our own names.

    Raises `OSError` where it cannot be looked at.
    """
    if (
        place.name == SNAPSHOTS_NAME
        or place.match(_PART)
        or not place.is_symlink()
        or not stat.S_ISDIR(place.stat().st_mode)
    ):
        return []
    return [path for path in place.iterdir() if place.name != MODELS_NAME or _MODEL.fullmatch(path.name)]


def _remove(path: Path) -> None:
    """Delete a folder with what is in it, or a file or a link: no link is followed."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _model_sizes(models: Path) -> Iterator[int]:
    with suppress(OSError):
        if models.is_symlink():
            yield from (path.lstat().st_size for path in _behind(models))
        else:
            yield from _sizes(models)


def _sizes(place: Path) -> Iterator[int]:
    for root, _, names in os.walk(place):
        for name in names:
            with suppress(FileNotFoundError):
                yield (Path(root) / name).lstat().st_size
