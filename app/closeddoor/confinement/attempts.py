"""Tries to get out, each with the refusal it must meet: what the self-test shows and the tests count.

An attempt asks, names what does not exist or sets what is already set, so that one that got through would change
nothing. Addresses are the loopback and those reserved for documentation (RFC 5737, RFC 3849). No module for sockets is
needed: the calls are made directly, as machine code that was smuggled into the process would make them.
"""

import errno
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from closeddoor.confinement import escapes

Group = Literal["network", "programs", "other processes", "files", "kernel", "itself"]
Means = Literal["seccomp", "landlock", "limits"]

GOT_OUT = "got out"
_REFUSALS = frozenset({errno.EPERM, errno.EACCES, errno.EFBIG, errno.EMFILE})


@dataclass(frozen=True)
class Around:
    """What attempts are made on: a file that may be read, one that may not, and a folder for what got through.

    `slots` are descriptors that were open before: a worker has some, and fills through a mapping what they hold.
    """

    readable: Path
    private: Path
    folder: Path
    slots: tuple[int, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """One way out. `means` is what refuses it: where that is not in force, it is not made."""

    name: str
    group: Group
    means: Means
    make: Callable[[Around], object]


def refusal_of(attempt: Callable[[], object]) -> str:
    """Make one attempt; return the error that refused it, `EPERM`, or that it `got out (EINVAL)`."""
    try:
        attempt()
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, str(error.errno))
        return name if error.errno in _REFUSALS else f"{GOT_OUT} ({name})"
    return GOT_OUT


def in_a_thread(attempt: Callable[[], object]) -> None:
    """Make an attempt from a thread of its own; raise what it raised."""
    failures: list[OSError] = []

    def try_it() -> None:
        try:
            attempt()
        except OSError as error:
            failures.append(error)

    thread = threading.Thread(target=try_it)
    thread.start()
    thread.join()
    for failure in failures:
        raise failure


def in_each(slots: Sequence[int], attempt: Callable[[int], object]) -> None:
    """Make an attempt on every slot; raise what refused it only where all of them were refused. None is a mistake."""
    refusals: list[OSError] = []
    for slot in slots:
        try:
            attempt(slot)
        except OSError as error:
            refusals.append(error)
    if not slots:
        raise OSError(errno.EBADF, "there is no slot to try")
    got_out = [each for each in refusals if each.errno not in _REFUSALS]
    if len(refusals) == len(slots):
        raise (got_out or refusals)[0]


def _network() -> tuple[Attempt, ...]:
    def of(name: str, call: Callable[[], object]) -> Attempt:
        return Attempt(name, "network", "seccomp", lambda _: call())

    families = {name: number for name, number in escapes.FAMILIES.items() if name != "unix"}
    return (
        of("socket of this machine (unix)", lambda: escapes.close_socket(escapes.AF_UNIX)),
        *(of(f"socket {name}", partial(escapes.close_socket, number)) for name, number in families.items()),
        of("socket from another thread", lambda: in_a_thread(lambda: escapes.close_socket(escapes.AF_INET))),
        of("pair of sockets", escapes.socket_pair),
        of("connect on an inherited descriptor", lambda: escapes.raw("connect", 0, bytes(16), 16)),
        of("send on an inherited descriptor", lambda: escapes.raw("sendto", 0, b"x", 1, 0, None, 0)),
        of("TCP to 127.0.0.1", lambda: escapes.connect_tcp("127.0.0.1")),
        of("TCP to 192.0.2.1", lambda: escapes.connect_tcp("192.0.2.1")),
        of("TCP to ::1", lambda: escapes.connect_tcp("::1")),
        of("TCP to 2001:db8::1", lambda: escapes.connect_tcp("2001:db8::1")),
        of("question to a name server (UDP to 192.0.2.53)", lambda: escapes.send_udp("192.0.2.53")),
        of("listening on a port of 127.0.0.1", lambda: escapes.listen_tcp("127.0.0.1")),
        *((of("socket by another numbering of calls (x32)", escapes.socket_by_x32),) if escapes.HAS_X32 else ()),
    )


def _others() -> tuple[Attempt, ...]:
    def of(name: str, call: Callable[[int], object]) -> Attempt:
        return Attempt(name, "other processes", "seccomp", lambda _: call(os.getppid()))

    return (
        of("tracing (ptrace)", lambda _: escapes.raw("ptrace", 3, os.getpid(), 0, 0)),
        of("reading memory (process_vm_readv)", lambda _: escapes.raw("process_vm_readv", os.getpid(), *[0] * 5)),
        of("writing memory (process_vm_writev)", lambda _: escapes.raw("process_vm_writev", os.getpid(), *[0] * 5)),
        of("handle of the parent (pidfd_open)", escapes.handle_of),
        of("descriptor of another process (pidfd_getfd)", lambda _: escapes.raw("pidfd_getfd", -1, 0, 0)),
        of("signal to the parent", lambda parent: os.kill(parent, 0)),
        of("signal to the parent's thread", lambda parent: escapes.raw("tgkill", parent, parent, 0)),
        of("limits of the parent", lambda parent: escapes.raw("prlimit64", parent, 4, None, bytes(16))),
        of("priority of the parent", lambda parent: os.setpriority(0, parent, os.getpriority(0, parent))),
        of("priority of a user", lambda _: escapes.raw("setpriority", 2, escapes.NOBODY, 0)),
        of("processors of the parent", lambda parent: os.sched_setaffinity(parent, os.sched_getaffinity(parent))),
        of("signal by the owner of a descriptor", escapes.own_descriptor),
        of("shared memory", lambda _: escapes.raw("shmget", escapes.NO_KEY, 1, 0)),
        of("semaphores", lambda _: escapes.raw("semget", escapes.NO_KEY, 1, 0)),
        of("message queue", lambda _: escapes.raw("msgget", escapes.NO_KEY, 0)),
        of("named message queue", lambda _: escapes.raw("mq_open", b"nowhere\0", 0, 0, None)),
        Attempt(
            "memory of what it was started from (/proc)",
            "other processes",
            "landlock",
            lambda _: escapes.open_memory_of_ancestor(),
        ),
    )


_PROGRAMS = (
    Attempt("a process of its own (fork)", "programs", "seccomp", lambda _: escapes.fork()),
    Attempt("another program (execveat)", "programs", "seccomp", lambda _: escapes.exec_nothing()),
    Attempt("a program of the system (/bin/true)", "programs", "landlock", lambda _: escapes.spawn("/bin/true")),
)
_FILES = (
    Attempt("read another file", "files", "landlock", lambda around: around.private.read_bytes()),
    Attempt("list another folder", "files", "landlock", lambda around: list(around.private.parent.iterdir())),
    Attempt("write a file", "files", "landlock", lambda around: (around.folder / "written").write_text("x")),
    Attempt("make a folder", "files", "landlock", lambda around: (around.folder / "made").mkdir()),
    Attempt("make a folder in the home", "files", "landlock", lambda _: escapes.make_and_remove(Path.home())),
    Attempt("empty the file it reads", "files", "landlock", lambda a: escapes.open_and_close(a.readable, os.O_TRUNC)),
    Attempt("truncate the file it reads", "files", "seccomp", lambda a: os.truncate(a.readable, 4)),
    Attempt("mode of the file it reads", "files", "seccomp", lambda a: a.readable.chmod(0o600)),
    Attempt("owner of the file it reads", "files", "seccomp", lambda a: os.chown(a.readable, -1, -1)),
    Attempt("times of the file it reads", "files", "seccomp", lambda a: os.utime(a.readable)),
    Attempt("attributes of the file it reads", "files", "seccomp", lambda a: os.setxattr(a.readable, "user.x", b"1")),
    Attempt("flags of the file it reads", "files", "seccomp", lambda a: escapes.set_flags_again(a.readable)),
    Attempt("watching files", "files", "seccomp", lambda _: escapes.raw("inotify_init1", 0)),
    Attempt("a file in memory", "files", "limits", lambda _: escapes.write_memory_file()),
)


def _of_its_own(descriptor: int) -> Path:
    return Path(f"/proc/self/fd/{descriptor}")


def _slots() -> tuple[Attempt, ...]:
    """The files that are open to write when a process confines itself: it must not change how long they are."""

    def of(name: str, means: Means, call: Callable[[int, Around], object]) -> Attempt:
        return Attempt(name, "files", means, lambda around: in_each(around.slots, lambda slot: call(slot, around)))

    return (
        of("write a slot for snapshots", "limits", lambda slot, _: os.pwrite(slot, b"x", 0)),
        of("write behind the end of a slot", "limits", lambda slot, _: os.pwrite(slot, b"x", 1 << 16)),
        of("empty a slot", "seccomp", lambda slot, _: os.ftruncate(slot, 0)),
        of("lengthen a slot", "seccomp", lambda slot, _: os.ftruncate(slot, 1 << 16)),
        of("take room for a slot (fallocate)", "seccomp", lambda slot, _: os.posix_fallocate(slot, 0, 1 << 16)),
        of("mode of a slot", "seccomp", lambda slot, _: os.fchmod(slot, 0o600)),
        of("a slot opened anew", "landlock", lambda slot, _: escapes.open_and_close(_of_its_own(slot), os.O_RDWR)),
    )


_KERNEL = (
    Attempt("io_uring", "kernel", "seccomp", lambda _: escapes.raw("io_uring_setup", 1, bytes(120))),
    Attempt("keys of the kernel", "kernel", "seccomp", lambda _: escapes.raw("keyctl", 0, -3, 0)),
    Attempt("programs in the kernel (bpf)", "kernel", "seccomp", lambda _: escapes.raw("bpf", 99, None, 0)),
    Attempt("counters (perf)", "kernel", "seccomp", lambda _: escapes.raw("perf_event_open", None, 0, -1, -1, 0)),
    Attempt("page faults (userfaultfd)", "kernel", "seccomp", lambda _: escapes.raw("userfaultfd", 0x70000000)),
    Attempt("a namespace of its own", "kernel", "seccomp", lambda _: escapes.raw("unshare", 0)),
    Attempt("another's namespace", "kernel", "seccomp", lambda _: escapes.raw("setns", -1, 0)),
    Attempt("mounting", "kernel", "seccomp", lambda _: escapes.raw("mount", None, None, None, 0, None)),
    Attempt("a file by its number", "kernel", "seccomp", lambda _: escapes.raw("open_by_handle_at", -1, None, 0)),
    Attempt("another personality", "kernel", "seccomp", lambda _: escapes.raw("personality", 0xFFFFFFFF)),
    Attempt("typing into the terminal", "kernel", "seccomp", lambda _: escapes.type_into_terminal()),
)
_ITSELF = (
    Attempt("showing its memory again", "itself", "seccomp", lambda _: escapes.raw("prctl", 4, 1, 0, 0, 0)),
    Attempt("very many open files", "itself", "limits", lambda _: escapes.open_many()),
    Attempt("outliving its parent", "itself", "seccomp", lambda _: escapes.raw("prctl", 1, 0, 0, 0, 0)),
)

ATTEMPTS: tuple[Attempt, ...] = (*_network(), *_PROGRAMS, *_others(), *_FILES, *_slots(), *_KERNEL, *_ITSELF)
"""Unique by name."""
