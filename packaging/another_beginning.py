"""The program of a bundle with another first script: what is tried is what was installed, byte for byte but for this.

Use: `.venv/bin/python packaging/another_beginning.py PROGRAM SCRIPT TARGET`; put TARGET beside PROGRAM.
"""

import marshal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workshop import TOOLS

sys.path.append(str(TOOLS))

_ITS_OWN = "entry"
_LIBRARY_BYTES = 64
"""The last field of an archive: the name of Python's library."""


def begin_with(script: Path, program: Path, target: Path) -> None:
    """Write `target`: the program of PyInstaller's at `program`, which runs `script` in place of its own first one."""
    from PyInstaller.archive.readers import CArchiveReader  # noqa: PLC0415 - not typed, and of the tools only

    reader = CArchiveReader(str(program))
    library = reader.raw_pkg_data()[-_LIBRARY_BYTES:].rstrip(b"\0").decode("ascii")
    code = marshal.dumps(compile(script.read_bytes(), script.name, "exec", dont_inherit=True))
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        _write(archive, list(_entries(reader, code)), library)
        command = ["objcopy", "--update-section", f"pydata={archive}", str(program), str(target)]
        subprocess.run(command, check=True)
    target.chmod(0o755)


def _entries(reader: Any, code: bytes) -> Iterator[tuple[str, bytes, bool, str]]:
    """Yield what is in the archive, in its order, with other bytes for the first script."""
    yield from ((name, b"", False, "o") for name in reader.options)
    for name, (*_, is_packed, kind) in reader.toc.items():
        yield name, code if name == _ITS_OWN else reader.extract(name), bool(is_packed), kind


def _write(target: Path, entries: list[tuple[str, bytes, bool, str]], library: str) -> None:
    from PyInstaller.archive.writers import CArchiveWriter  # noqa: PLC0415 - as above

    class Writer(CArchiveWriter):  # type: ignore[misc]  # not typed
        """Takes bytes that are there already."""

        def _write_entry(self, file: Any, entry: tuple[str, bytes, bool, str]) -> object:
            name, data, is_packed, kind = entry
            return self._write_blob(file, data, name, kind, compress=is_packed)

    Writer(str(target), entries, library)


if __name__ == "__main__":
    begin_with(Path(sys.argv[2]), Path(sys.argv[1]), Path(sys.argv[3]))
