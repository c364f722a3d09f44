"""Reading the pack that the user names on the command line, a folder or a file."""

from pathlib import Path

from closeddoor.cli.reading import read_bytes
from closeddoor.domain.scenario import Pack
from closeddoor.packs import PackError, faults_of, read_archive, read_pack
from closeddoor.packs.folder import read_folder
from closeddoor.packs.names import MANIFEST, SIGNATURE


def read_pack_at(path: Path) -> Pack:
    """Read a pack from its folder or from a `.cdpack` file."""
    return read_pack(path) if path.is_dir() else read_archive(read_bytes(path))


def faults_at(path: Path, first: PackError) -> tuple[PackError, ...]:
    """Return all that is wrong with a pack that was refused for `first`; that alone where its files cannot be had."""
    try:
        files = read_folder(path) if path.is_dir() else _unpacked(path)
    except PackError:
        return (first,)
    return faults_of(files, first)


def _unpacked(path: Path) -> dict[str, bytes]:
    from closeddoor.packs.archive import unpack  # noqa: PLC0415 - 7 ms that a folder does not take

    return {name: content for name, content in unpack(read_bytes(path)).items() if name not in {MANIFEST, SIGNATURE}}
