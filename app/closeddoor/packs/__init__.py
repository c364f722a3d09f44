"""Scenario packs: read and checked into values of the domain."""

from closeddoor.packs.errors import PackError
from closeddoor.packs.read import archive_bytes, faults_of, read_archive, read_files, read_pack, read_signed_archive

__all__ = [
    "PackError", "archive_bytes", "faults_of", "read_archive", "read_files", "read_pack", "read_signed_archive",
]  # fmt: skip
