"""Landlock: a process gives up the file system but for what it names (Linux 5.13 and later).

Source: Documentation/userspace-api/landlock.rst and include/uapi/linux/landlock.h.
"""

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from closeddoor.confinement import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
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
    supported = version()
    if supported == 0:
        raise OSError("this kernel has no Landlock")
    ruleset = _create(supported)
    try:
        for path in readable:
            _allow(ruleset, path)
        kernel.call(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint(0))
    finally:
        os.close(ruleset)
    return supported


def _create(supported: int) -> int:
    file_rights = (1 << _FILE_RIGHTS.get(supported, _FILE_RIGHTS_LATEST)) - 1
    fields = [file_rights]
    if supported >= 4:
        fields.append(_TCP_RIGHTS)
    if supported >= 6:
        fields.append(_SCOPES)
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    return kernel.call(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))


def _allow(ruleset: int, path: Path) -> None:
    """Let `path` be read; what is not there needs no rule."""
    with contextlib.suppress(FileNotFoundError):
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rights = _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE
        try:
            rule = struct.pack("=Qi", rights, descriptor)
            kernel.call(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_RULE_PATH_BENEATH), rule, ctypes.c_uint(0))
        finally:
            os.close(descriptor)
