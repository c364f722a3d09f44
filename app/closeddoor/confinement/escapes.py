"""The calls that attempts to get out are made of; each raises `OSError`, and leaves nothing behind when it succeeds."""

import contextlib
import ctypes
import errno
import fcntl
import ipaddress
import os
import platform
import struct
from pathlib import Path

from closeddoor.confinement.seccomp_filter import F_SETOWN, TIOCSTI
from closeddoor.confinement.syscalls import ARCHITECTURES

AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
FAMILIES = {
    "unix": AF_UNIX,
    "inet": AF_INET,
    "inet6": AF_INET6,
    "netlink": 16,
    "packet": 17,
    "bluetooth": 31,
    "alg": 38,
    "vsock": 40,
}
_STREAM, _DATAGRAM, _WITHOUT_WAITING = 1, 2, 0x800
_DISCARD, _DOMAIN = 9, 53
_MANY = 100
_X32 = 0x40000000
HAS_X32 = platform.machine() == "x86_64"

NOBODY = 0x7FFFFFFE
"""A user without processes: for the own one, a change would concern every process of the account."""
NO_KEY = 0x7E57
_FS_IOC_GETFLAGS, _FS_IOC_SETFLAGS = 0x80086601, 0x40086602

_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def raw(name: str, *arguments: int | bytes | None) -> int:
    """Make a system call by its name."""
    return _call(ARCHITECTURES[platform.machine()].numbers[name], *arguments)


def _call(number: int, *arguments: int | bytes | None) -> int:
    if _libc is None:
        raise OSError(errno.ENOSYS, "no system calls")
    ctypes.set_errno(0)
    # Registers are 64 bits wide; what is passed as a plain int would leave the upper half of them undefined.
    wide = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = int(_libc.syscall(ctypes.c_long(number), *wide))
    if result < 0:
        raise OSError(ctypes.get_errno(), str(number))
    return result


def close_socket(family: int) -> None:
    os.close(raw("socket", family, _STREAM, 0))


def socket_by_x32() -> None:
    os.close(_call(_X32 | 41, AF_INET, _STREAM, 0))


def socket_pair() -> None:
    pair = bytes(8)
    raw("socketpair", AF_UNIX, _STREAM, 0, pair)
    for descriptor in struct.unpack("ii", pair):
        os.close(descriptor)


def connect_tcp(address: str) -> None:
    """Begin to connect, without waiting for an answer."""
    where = _place(address, _DISCARD)
    with _socket(address, _STREAM) as descriptor:
        raw("connect", descriptor, where, len(where))


def send_udp(address: str) -> None:
    where = _place(address, _DOMAIN)
    with _socket(address, _DATAGRAM) as descriptor:
        raw("sendto", descriptor, b"", 0, 0, where, len(where))


def listen_tcp(address: str) -> None:
    where = _place(address, 0)
    with _socket(address, _STREAM) as descriptor:
        raw("bind", descriptor, where, len(where))
        raw("listen", descriptor, 1)


@contextlib.contextmanager
def _socket(address: str, kind: int):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the descriptor
    family = AF_INET if ipaddress.ip_address(address).version == 4 else AF_INET6
    descriptor = raw("socket", family, kind | _WITHOUT_WAITING, 0)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _place(address: str, port: int) -> bytes:
    """Return `struct sockaddr_in` or `sockaddr_in6`."""
    parsed = ipaddress.ip_address(address)
    if parsed.version == 4:
        return struct.pack("=H", AF_INET) + struct.pack("!H4s8x", port, parsed.packed)
    return struct.pack("=H", AF_INET6) + struct.pack("!HI16sI", port, 0, parsed.packed, 0)


def fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def spawn(program: str) -> None:
    os.waitpid(os.posix_spawn(program, [program], {}), 0)


def exec_nothing() -> None:
    raw("execveat", -100, b"/nowhere\0", None, None, 0)


def handle_of(process_id: int) -> None:
    os.close(raw("pidfd_open", process_id, 0))


def own_descriptor(process_id: int) -> None:
    fcntl.fcntl(0, F_SETOWN, process_id)


def open_and_close(path: Path, flags: int) -> None:
    os.close(os.open(path, flags))


def open_memory_of_ancestor() -> None:
    """Open the memory of the parent's parent: the parent itself may be confined together with this process."""
    parent = os.getppid()
    stat = Path(f"/proc/{parent}/stat").read_text(encoding="utf-8", errors="replace")
    before = int(stat.rpartition(")")[2].split()[1])
    open_and_close(Path(f"/proc/{before or parent}/mem"), os.O_RDONLY)


def make_and_remove(folder: Path) -> None:
    made = folder / f".closed-door-attempt-{os.getpid()}"
    made.mkdir()
    made.rmdir()


def set_flags_again(path: Path) -> None:
    """Set a file's flags to what they are, through a descriptor that only reads."""
    descriptor, flags = os.open(path, os.O_RDONLY), bytearray(8)
    try:
        fcntl.ioctl(descriptor, _FS_IOC_GETFLAGS, flags)
        fcntl.ioctl(descriptor, _FS_IOC_SETFLAGS, bytes(flags))
    finally:
        os.close(descriptor)


def write_memory_file() -> None:
    descriptor = os.memfd_create("attempt")
    try:
        os.write(descriptor, b"x")
    finally:
        os.close(descriptor)


def open_many() -> None:
    copies: list[int] = []
    try:
        copies.extend(os.dup(0) for _ in range(_MANY))
    finally:
        for descriptor in copies:
            os.close(descriptor)


def type_into_terminal() -> None:
    """Type a character that is not there: without an address the kernel has nothing to type."""
    raw("ioctl", 0, TIOCSTI, 0)
