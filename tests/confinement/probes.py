"""Tries to get out, one attempt after the other, and prints what happened as JSON; `test_child.py` runs it twice.

Usage: probes.py confined|free READABLE_FILE FORBIDDEN_FILE WRITABLE_FOLDER
"""

import ctypes
import errno
import fcntl
import json
import os
import platform
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from closeddoor.confinement.child import confine_child
from closeddoor.confinement.syscalls import ARCHITECTURES

FAMILIES = {"unix": 1, "inet": 2, "inet6": 10, "netlink": 16, "packet": 17, "bluetooth": 31, "alg": 38, "vsock": 40}
libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = ARCHITECTURES[platform.machine()].numbers


def outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "refused")
    return "done"


def raw(name: str, *arguments: int | bytes | None) -> int:
    ctypes.set_errno(0)
    result = int(libc.syscall(ctypes.c_long(NUMBERS[name]), *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result


def in_a_thread(attempt: Callable[[], object]) -> str:
    results: list[str] = []
    thread = threading.Thread(target=lambda: results.append(outcome(attempt)))
    thread.start()
    thread.join()
    return results[0]


def start_a_program() -> None:
    if os.posix_spawn("/bin/true", ["/bin/true"], {}) <= 0:
        raise OSError(errno.EPERM, "spawn")


def fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def about_others(parent: int) -> dict[str, Callable[[], object]]:
    """Each asks, names what does not exist or sets what is already set, so that the control changes nothing."""
    return {
        "limits of another process": lambda: raw("prlimit64", parent, 4, None, bytes(16)),
        "priority of another process": lambda: os.setpriority(0, parent, os.getpriority(0, parent)),
        # A user without processes: for the own one this would change every process of the account.
        "priority of a user": lambda: raw("setpriority", 2, 0x7FFFFFFE, 0),
        "processors of another process": lambda: os.sched_setaffinity(parent, os.sched_getaffinity(parent)),
        "signal to another process's thread": lambda: raw("tgkill", parent, parent, 0),
        "owner of a descriptor": lambda: fcntl.fcntl(0, 8, parent),
        "shared memory": lambda: raw("shmget", 0x7E57, 1, 0),
        "semaphores": lambda: raw("semget", 0x7E57, 1, 0),
        "message queue": lambda: raw("msgget", 0x7E57, 0),
        "named message queue": lambda: raw("mq_open", b"nowhere\0", 0, 0, None),
        "watching files": lambda: raw("inotify_init1", 0),
        "showing its memory again": lambda: raw("prctl", 4, 1, 0, 0, 0),
        "outliving its parent": lambda: raw("prctl", 1, 0, 0, 0, 0),
        "limits of its own": lambda: raw("prlimit64", 0, 4, None, bytes(16)),
        "priority of its own": lambda: os.setpriority(0, 0, os.getpriority(0, 0)),
        "signal to its own thread": lambda: raw("tgkill", os.getpid(), threading.get_native_id(), 0),
    }


def on_a_file(readable: Path) -> dict[str, Callable[[], object]]:
    return {
        "extended attributes": lambda: os.setxattr(readable, "user.x", b"1"),
        "mode of the model": lambda: readable.chmod(0o600),
        "owner of the model": lambda: os.chown(readable, -1, -1),
        "times of the model": lambda: os.utime(readable),
        "truncate the model": lambda: os.truncate(readable, readable.stat().st_size),
        "empty the model": lambda: os.close(os.open(readable, os.O_RDONLY | os.O_TRUNC)),
    }


def attempts(readable: Path, forbidden: Path, folder: Path) -> dict[str, Callable[[], object]]:
    parent = os.getppid()
    return {
        **{f"socket {name}": partial(raw, "socket", family, 1, 0) for name, family in FAMILIES.items()},
        "socketpair": lambda: raw("socketpair", 1, 1, 0, bytes(8)),
        "connect on an inherited descriptor": lambda: raw("connect", 0, bytes(16), 16),
        "send on an inherited descriptor": lambda: raw("sendto", 0, b"x", 1, 0, None, 0),
        "io_uring": lambda: raw("io_uring_setup", 1, bytes(120)),
        "ptrace": lambda: raw("ptrace", 3, os.getpid(), 0, 0),
        "process_vm_readv": lambda: raw("process_vm_readv", os.getpid(), None, 0, None, 0, 0),
        "pidfd_open": lambda: raw("pidfd_open", parent, 0),
        "signal to another process": lambda: os.kill(parent, 0),
        "spawn": start_a_program,
        "fork": fork,
        "execveat": lambda: raw("execveat", -100, b"/nowhere\0", None, None, 0),
        "keyring": lambda: raw("keyctl", 0, -3, 0),
        "read the model": readable.read_bytes,
        "read a private file": forbidden.read_bytes,
        "list a private folder": lambda: list(forbidden.parent.iterdir()),
        "write a file": lambda: Path(folder, "written").write_text("x"),
        "make a folder": lambda: Path(folder, "made").mkdir(),
        "start a thread": lambda: threading.Thread(target=int).start(),
        **about_others(parent),
        **on_a_file(readable),
    }


def main() -> None:
    mode, readable, forbidden, folder = sys.argv[1], *map(Path, sys.argv[2:5])
    early: list[str] = []
    ready = threading.Event()

    def wait_then_try() -> None:
        ready.wait()
        early.append(outcome(lambda: raw("socket", 2, 1, 0)))

    thread = threading.Thread(target=wait_then_try)
    thread.start()
    enforced = confine_child([readable]) if mode == "confined" else None
    ready.set()
    thread.join()
    results = {name: outcome(attempt) for name, attempt in attempts(readable, forbidden, folder).items()}
    results["socket from a thread that was there before"] = early[0]
    results["socket from a later thread"] = in_a_thread(lambda: raw("socket", 2, 1, 0))
    results["dumpable"] = str(libc.prctl(3, 0, 0, 0, 0))
    sys.stdout.write(json.dumps({"enforced": enforced and vars(enforced), "results": results}))


if __name__ == "__main__":
    main()
