"""A format that tries to get out instead of reading, and tells as text what it could do."""

import ctypes
import errno
import os
import subprocess
import sys
from collections.abc import Callable

from closeddoor.reader.collector import Collector

libc = ctypes.CDLL(None, use_errno=True)


def read(source: bytes, out: Collector) -> None:
    """`source` is the folder that it must not write to."""
    folder = source.decode().strip()
    attempts: dict[str, Callable[[], object]] = {
        "internet socket": lambda: socket(2),
        "local socket": lambda: socket(1),
        "write a file": lambda: os.close(os.open(f"{folder}/written", os.O_WRONLY | os.O_CREAT)),
        "read a private file": lambda: os.close(os.open(f"{folder}/private", os.O_RDONLY)),
        "start a program": lambda: subprocess.run(["/bin/true"], check=True),
        "write to the document": lambda: os.write(0, b"x"),
        "raise its memory limit": raise_memory_limit,
        "take a gigabyte": lambda: bytearray(1 << 30),
    }
    for name, attempt in attempts.items():
        out.paragraph(f"{name}: {outcome(attempt)}")
    network = [
        name for name in ("socket", "_socket", "ssl", "_ssl", "http.client", "urllib.request") if sys.modules.get(name)
    ]
    out.paragraph(f"network modules: {network or 'none'}")


def socket(family: int) -> None:
    ctypes.set_errno(0)
    if libc.socket(family, 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "socket")


def raise_memory_limit() -> None:
    import resource  # noqa: PLC0415 - not on every system

    resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))


def outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "refused")
    except (ValueError, MemoryError):
        return "EPERM"
    return "done"
