"""The few Linux calls that confinement needs, through the C library that is already loaded."""

import ctypes
import errno
import os
from dataclasses import dataclass

_PR_SET_PDEATHSIG, _PR_GET_DUMPABLE, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_GET_NO_NEW_PRIVS = 1, 3, 4, 38, 39
_RLIMIT_FSIZE, _RLIMIT_DATA, _RLIMIT_CORE, _RLIMIT_NOFILE, _RLIMIT_AS = 1, 2, 4, 7, 9
_SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC = 1, 1
_SYSCALL_SECCOMP = {"x86_64": 317, "aarch64": 277}

_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def call(number: int, *arguments: object) -> int:
    """Make a system call and return its result; raises `OSError`."""
    if _libc is None:
        raise OSError("this system has no system call interface")
    result = int(_libc.syscall(ctypes.c_long(number), *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def prctl(option: int, value: int) -> int:
    """Set or ask a property of this process; raises `OSError`."""
    result = -1 if _libc is None else int(_libc.prctl(option, *map(ctypes.c_ulong, (value, 0, 0, 0))))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def has_no_new_privileges() -> bool:
    return prctl(_PR_GET_NO_NEW_PRIVS, 0) == 1


def is_inspectable() -> bool:
    """Whether debuggers and `/proc` readers of the same account may look into this process."""
    return prctl(_PR_GET_DUMPABLE, 0) == 1


def forbid_new_privileges() -> None:
    """No program started from here gains rights; also what lets an unprivileged process install filters."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def forbid_core_dumps() -> None:
    """No core dump now or after raising the limit again: the hard limit goes with it. Raises `OSError`."""
    limits = (ctypes.c_ulong * 2)(0, 0)
    if _libc is None or _libc.setrlimit(_RLIMIT_CORE, limits) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def has_no_core_dumps() -> bool:
    """Whether the hard limit of core dumps is 0."""
    limits = (ctypes.c_ulong * 2)(1, 1)
    return _libc is not None and _libc.getrlimit(_RLIMIT_CORE, limits) == 0 and limits[1] == 0


@dataclass(frozen=True)
class Limit:
    """One limit of this process: its name for people, its number on Linux, and the most it may become."""

    name: str
    number: int
    most: int

    def apply(self) -> None:
        """Set it for good: the hard limit goes with it. Raises `OSError`."""
        limits = (ctypes.c_ulong * 2)()
        if _libc is None or _libc.getrlimit(self.number, limits) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        limits[:] = [min(self.most, limits[1])] * 2
        if _libc.setrlimit(self.number, limits) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


NO_FILES_WRITTEN = Limit("bytes in files", _RLIMIT_FSIZE, 0)
"""Pipes are not concerned; a file, also one in memory only, cannot be written."""


def open_files(most: int) -> Limit:
    return Limit("open files", _RLIMIT_NOFILE, most)


def memory(most_bytes: int) -> Limit:
    """Of address space, mapped files included."""
    return Limit("memory", _RLIMIT_AS, most_bytes)


def own_memory(most_bytes: int) -> Limit:
    """Of memory that is not that of a file."""
    return Limit("memory of its own", _RLIMIT_DATA, most_bytes)


def forbid_inspection() -> None:
    """No core dump, and no debugger or `/proc` reader of the same account."""
    prctl(_PR_SET_DUMPABLE, 0)


def end_with_parent(signal_number: int) -> None:
    prctl(_PR_SET_PDEATHSIG, signal_number)


def can_filter(machine: str) -> bool:
    """Whether this system grants seccomp filters: it then reads the program before all else, and here there is none."""
    if machine not in _SYSCALL_SECCOMP:
        return False
    try:
        flags = ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC)
        call(_SYSCALL_SECCOMP[machine], ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER), flags, None)
    except OSError as error:
        return error.errno == errno.EFAULT
    return False


def install_filter(machine: str, packed_program: bytes) -> None:
    """Install a seccomp filter for all threads of this process; it cannot be taken back. Raises `OSError`."""

    class SockFprog(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    program = SockFprog(len(packed_program) // 8, packed_program)
    flags = ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC)
    unsynchronised = call(
        _SYSCALL_SECCOMP[machine], ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER), flags, ctypes.byref(program)
    )
    if unsynchronised:
        raise OSError(f"thread {unsynchronised} could not be put under the filter")
