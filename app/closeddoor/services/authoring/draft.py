"""A pack while it is written: the files of its folder as they will be, and as they were last seen on the disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tomllib import TOMLDecodeError

from closeddoor.services.authoring.table_text import TableText

Files = Mapping[str, bytes]
Change = Mapping[str, bytes | None]
"""What files are to hold, by their path in the pack; None for one that is to go."""

PACK = "pack.toml"
MOST_STEPS = 50


@dataclass(frozen=True)
class Step:
    """One save: what the files held before it, and the part of the pack that was being written."""

    before: Change
    part: str


class Draft:
    """The folder on the disk is the truth: what is written here goes there soon, and what changes there comes back."""

    def __init__(self, folder: Path, files: Files) -> None:
        self.folder = folder
        self.on_disk: dict[str, bytes] = dict(files)
        self.files: dict[str, bytes] = dict(files)
        self.steps: list[Step] = []
        self._tables: dict[str, TableText] = {}

    # What it holds

    def text(self, file: str) -> str:
        """Return a text file, with line feeds; empty where there is none, or none that is UTF-8."""
        return self.files.get(file, b"").decode("utf-8", "replace").replace("\r\n", "\n")

    def is_writable(self, file: str) -> bool:
        """Return whether a form can show the file: UTF-8, and a TOML file that can be read as one."""
        try:
            self.files.get(file, b"").decode("utf-8")
            return not file.endswith(".toml") or self.table(file) is not None
        except (UnicodeDecodeError, TOMLDecodeError):
            return False

    def table(self, file: str) -> TableText:
        """Return a TOML file to read and change; raises `tomllib.TOMLDecodeError` where it is none."""
        if file not in self._tables or self._tables[file].text != self.text(file):
            self._tables[file] = TableText(file, self.text(file))
        return self._tables[file]

    def scenario_ids(self) -> tuple[str, ...]:
        """Return the folders in `scenarios/`, in their order."""
        parts = (file.split("/") for file in self.files)
        return tuple(sorted({part[1] for part in parts if part[0] == "scenarios" and len(part) > 2}))

    # Changing it

    def set_text(self, file: str, text: str) -> None:
        self.files[file] = text.encode()

    def remove_file(self, file: str) -> None:
        self.files.pop(file, None)

    def set_value(self, file: str, path: str, value: object) -> None:
        """Write one field of a TOML file; raises `UnwritableTableError`."""
        table = self.table(file)
        table.set(path, value)
        self.files[file] = table.text.encode()

    def add_entry(self, file: str, path: str, entry: Mapping[str, object]) -> int:
        """Append to a list of a TOML file, which is made where it is missing; return the place of what is new."""
        if file not in self.files:
            self.files[file] = b""
        table = self.table(file)
        place = table.add(path, entry)
        self.files[file] = table.text.encode()
        return place

    def remove_entry(self, file: str, path: str) -> None:
        table = self.table(file)
        table.remove(path)
        self.files[file] = table.text.encode()

    def move_entry(self, file: str, path: str, by: int) -> int:
        """Move an entry of a list one place up (-1) or down (1); return its place. Raises `UnwritableTableError`."""
        table = self.table(file)
        place = table.move(path, by)
        self.files[file] = table.text.encode()
        return place

    # To the disk and back

    def change(self) -> dict[str, bytes | None]:
        """Return what the disk does not have yet."""
        names = {*self.files, *self.on_disk}
        return {name: self.files.get(name) for name in names if self.files.get(name) != self.on_disk.get(name)}

    def before(self, change: Change) -> dict[str, bytes | None]:
        """Return what the disk is thought to hold in the files of a change."""
        return {name: self.on_disk.get(name) for name in change}

    def has_saved(self, change: Change, part: str, *, is_step_back: bool = False) -> None:
        """Note that a change is on the disk; it can be taken back, the last fifty of them."""
        if not is_step_back:
            self.steps = [*self.steps, Step(self.before(change), part)][-MOST_STEPS:]
        for name, content in change.items():
            _put(self.on_disk, name, content)

    def was_not_saved(self, expected: Change) -> None:
        """Note that the last save failed: the disk holds what it held."""
        for name, content in expected.items():
            _put(self.on_disk, name, content)
        if self.steps and dict(self.steps[-1].before) == dict(expected):
            self.steps.pop()

    def step_back(self) -> Step | None:
        """Make the files what they were before the last save; that is a change like any other."""
        if not self.steps:
            return None
        step = self.steps.pop()
        for name, content in step.before.items():
            _put(self.files, name, content)
        return step

    def take(self, files: Files) -> tuple[str, ...]:
        """Take what another program changed in files that are not being changed here; return the names of the others.

        Those others are in conflict: nothing is written over them until somebody has decided.
        """
        mine = set(self.change())
        theirs = {name for name in {*files, *self.on_disk} if files.get(name) != self.on_disk.get(name)}
        for name in theirs - mine:
            _put(self.files, name, files.get(name))
            _put(self.on_disk, name, files.get(name))
        if theirs - mine:
            self.steps.clear()  # a step back over another's change would take that back as well
        return tuple(sorted(theirs & mine))

    def yield_to(self, files: Files) -> None:
        """Read the folder anew: what was not written yet is given up."""
        self.files, self.on_disk = dict(files), dict(files)
        self.steps.clear()

    def insist(self, files: Files) -> None:
        """Keep what is here in the files that are in conflict; the next save writes it."""
        mine = self.change()
        self.files, self.on_disk = dict(files), dict(files)
        for name, content in mine.items():
            _put(self.files, name, content)


def _put(files: dict[str, bytes], name: str, content: bytes | None) -> None:
    if content is None:
        files.pop(name, None)
    else:
        files[name] = content
