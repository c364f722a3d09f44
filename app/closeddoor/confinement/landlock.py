"""Landlock: a process gives up the file system but for what it names (Linux 5.13 and later).

Source: Documentation/userspace-api/landlock.rst and include/uapi/linux/landlock.h.
"""

import contextlib
import ctypes
import os
import stat
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

from closeddoor.confinement import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_RULE_PATH_BENEATH = 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_ON_A_FILE = _EXECUTE | 1 << 1 | _READ_FILE | 1 << 14 | 1 << 15
"""The rights that a single file can have: to run, write, read and truncate it, and to command a device."""
FORBIDS_TRUNCATING = 3
"""The version from which on emptying a file is forbidden too."""
# How many file rights each version knows; asking for an unknown one is refused. Each right has one bit.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_FILE_RIGHTS_LATEST = 16
_TCP_RIGHTS = 0b11  # bind and connect, from version 4
_SCOPES = 0b11  # abstract sockets and signals of other processes, from version 6


def version() -> int:
    """Return the interface version of this kernel; 0 where there is none."""
    try:
        return kernel.call(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(_ASK_VERSION))
    except OSError:
        return 0


def allow_reading_only(readable: Iterable[Path]) -> int:
    """Give up every file right but reading these files and folders; return the version in force.

    Needs `forbid_new_privileges` before it; concerns this thread and those it starts. Raises `OSError`.
    """
    supported = _version_from(1)
    fields = [(1 << _FILE_RIGHTS.get(supported, _FILE_RIGHTS_LATEST)) - 1]
    if supported >= 4:
        fields.append(_TCP_RIGHTS)
    if supported >= 6:
        fields.append(_SCOPES)
    _restrict(fields, ((path, _READ_FILE | _READ_DIR) for path in readable))
    return supported


def allow_writing_in(writable: Iterable[Path], runnable: Iterable[Path]) -> int:
    """Give up writing but in these files and folders, and running but these programs; return the version in force.

    Reading stays as it is. Otherwise like `allow_reading_only`.
    """
    supported = _version_from(FORBIDS_TRUNCATING)
    handled = (1 << _FILE_RIGHTS[FORBIDS_TRUNCATING]) - 1 & ~(_READ_FILE | _READ_DIR)
    rules = [(path, handled & ~_EXECUTE) for path in writable]
    _restrict([handled], [*rules, *((path, _EXECUTE) for path in runnable)])
    return supported


def _version_from(needed: int) -> int:
    supported = version()
    if supported < needed:
        raise OSError("this kernel has no Landlock" if supported == 0 else f"it needs version {needed} of Landlock")
    return supported


def _restrict(fields: Sequence[int], rules: Iterable[tuple[Path, int]]) -> None:
    """Give up what `fields` name (rights on files, on TCP, scopes) but for the rights that `rules` give back."""
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    ruleset = kernel.call(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))
    try:
        for path, rights in rules:
            _allow(ruleset, path, rights)
        kernel.call(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint(0))
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, wanted: int) -> None:
    """Give `wanted` back beneath `path`; what is not there, or cannot be reached, needs no rule."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rights = wanted if stat.S_ISDIR(os.fstat(descriptor).st_mode) else wanted & _ON_A_FILE
            rule = struct.pack("=Qi", rights, descriptor)
            kernel.call(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_RULE_PATH_BENEATH), rule, ctypes.c_uint(0))
        finally:
            os.close(descriptor)
