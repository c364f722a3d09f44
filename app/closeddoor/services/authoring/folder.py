"""The folder of a pack that is being written: read whole, written file by file, never over what another changed."""

import os
from collections.abc import Mapping
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.packs.folder import read_folder
from closeddoor.packs.names import MOST_FILE_BYTES
from closeddoor.services.authoring.draft import PACK, Change
from closeddoor.services.saving import save

MODE = 0o644
"""A pack is made to be handed over: others of the machine may read it, as they may what a text editor writes."""


class ChangedOnDiskError(KnownError):
    """Another program changed a file that is being changed here; nothing was written."""

    def __init__(self, files: tuple[str, ...]) -> None:
        super().__init__(
            "desk.changed",
            tr("Another program changed {files} meanwhile.", files=", ".join(files)),
            tr("Nothing was written over it, and what you wrote last is still here."),
            tr("Take what is in the folder, or write yours over it."),
        )
        self.files = files


def read_draft(folder: Path) -> dict[str, bytes]:
    """Return the files of a pack's folder; raises `KnownError` for a folder that is none."""
    if not (folder / PACK).is_file():
        raise KnownError(
            "desk.no_pack",
            tr("“{name}” holds no pack.toml: it is not the folder of a pack.", name=folder.name),
            tr("Nothing in it was changed."),
            tr("Choose the folder that pack.toml lies in, or begin a new pack."),
        )
    return read_folder(folder)


def write_change(folder: Path, change: Change, expected: Change) -> None:
    """Write files, each whole or not at all; before the first, see that all are still what they are thought to be.

    Raises `ChangedOnDiskError`, or `SavingError` where the disk refuses.
    """
    changed = tuple(sorted(name for name in change if _content(folder / name) != expected[name]))
    if changed:
        raise ChangedOnDiskError(changed)
    for name, content in _texts_before_tables(change).items():
        path = folder / name
        if content is None:
            path.unlink(missing_ok=True)
            continue
        mode = path.stat().st_mode & 0o777 if path.is_file() else MODE
        path.parent.mkdir(parents=True, exist_ok=True)
        save(path, content)
        path.chmod(mode)


def _texts_before_tables(change: Change) -> Mapping[str, bytes | None]:
    """Return the change in the order in which a crash between two files hurts least: texts before their keys."""
    return dict(sorted(change.items(), key=lambda item: (item[0].endswith(".toml"), item[0])))


def _content(path: Path) -> bytes | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read(MOST_FILE_BYTES + 1)
