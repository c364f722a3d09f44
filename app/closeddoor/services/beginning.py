"""A new pack's folder: the template with the author's names in it, whole or not at all."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.domain.scenario import Pack
from closeddoor.language import tr
from closeddoor.packs import read_files
from closeddoor.packs.template import Beginning, template_files
from closeddoor.services.saving import REFUSED, elsewhere

NOTHING_WRITTEN = tr("Nothing was written.")


def begin_pack(folder: Path, beginning: Beginning, today: date) -> Pack:
    """Write a pack that can be checked, built and discussed as it stands, and return it.

    Raises `KnownError` where the folder holds something or cannot be written, and `PackError` for names that no pack
    may have; the folder is then as it was.
    """
    files = template_files(beginning, today)
    pack = read_files(files)
    is_new = _is_new(folder)
    try:
        _write(folder, files)
    except OSError as error:
        _take_back(folder, files, and_folder=is_new)
        happened = tr("{folder} cannot be written: {why}.", folder=folder, why=(error.strerror or "").lower())
        where = elsewhere() if error.errno in REFUSED else ""
        raise KnownError("file.unwritable", happened, NOTHING_WRITTEN, where) from error
    return pack


def _is_new(folder: Path) -> bool:
    """Return whether the folder has to be made; refuse one that holds anything, so that nothing is written over."""
    try:
        there = next(folder.iterdir(), None)
    except FileNotFoundError:
        return True
    except OSError as error:
        happened = tr("{folder} cannot be read: {why}.", folder=folder, why=(error.strerror or "").lower())
        raise KnownError("file.unreadable", happened, NOTHING_WRITTEN) from error
    if there is not None:
        happened = tr("{folder} is not empty.", folder=folder)
        raise KnownError("file.exists", happened, tr("It was left as it is."), tr("Name a new folder."))
    return False


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("xb") as file:
            file.write(content)


def _take_back(folder: Path, files: Mapping[str, bytes], *, and_folder: bool) -> None:
    """Remove what was written so far, and folders of ours that are empty then."""
    for path in files:
        try:
            (folder / path).unlink(missing_ok=True)
        except OSError:
            continue  # a full or failing disk: what stays is said to be unwritten, and a new try refuses it
    ours = {folder / parent for path in files for parent in Path(path).parents if parent != Path()}
    for each in [*sorted(ours, key=lambda one: len(one.parts), reverse=True), *([folder] if and_folder else [])]:
        try:
            each.rmdir()
        except OSError:
            continue
