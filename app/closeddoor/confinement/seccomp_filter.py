"""Seccomp filters, assembled from rules: a pure function from data to a BPF program.

Everything is allowed but what a rule denies: the interpreter and llama.cpp use too many harmless calls to list them.
Denied calls return an error instead of ending the process, so that a probe can show the refusal.
"""

import errno
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closeddoor.confinement.syscalls import Architecture

_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _JUMP_IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_OFFSET_NUMBER, _OFFSET_ARCHITECTURE, _OFFSET_ARGUMENTS = 0, 4, 16

CLONE_THREAD = 0x00010000
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
TCGETS, TCGETS2, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX = 0x5401, 0x802C542A, 0x541B, 0x5421, 0x5450, 0x5451
F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY = 8, 10, 15, 1024, 1026
PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
AF_UNIX = 1

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, operand: `struct sock_filter`."""


@dataclass(frozen=True)
class Deny:
    """The call fails, whatever its arguments."""

    call: str
    error: int = errno.EPERM


@dataclass(frozen=True)
class DenyValue:
    """The call fails when the low half of an argument has this value."""

    call: str
    argument: int
    value: int
    error: int = errno.EPERM


@dataclass(frozen=True)
class DenyOtherThan:
    """The call fails unless the low half of an argument, which must be a 32-bit one, has one of these values."""

    call: str
    argument: int
    values: tuple[int, ...]


@dataclass(frozen=True)
class DenyWithoutFlag:
    """The call fails when an argument lacks these bits."""

    call: str
    argument: int
    flags: int


Rule = Deny | DenyValue | DenyOtherThan | DenyWithoutFlag

_SOCKETS = (
    *("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "shutdown"),
    *("sendto", "sendmsg", "sendmmsg", "recvfrom", "recvmsg", "recvmmsg"),
)
_INTO_OTHERS = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_open", "pidfd_getfd"),
    *("semget", "semop", "semctl", "semtimedop", "msgget", "msgsnd", "msgrcv", "msgctl"),
    *("mq_open", "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr"),
)
_OTHER_PROCESSES = (
    *_INTO_OTHERS,
    *("pidfd_send_signal", "kill", "tkill", "rt_sigqueueinfo"),
    *("rt_tgsigqueueinfo", "execve", "execveat", "fork", "vfork"),
    *("ioprio_set", "sched_setparam", "sched_setscheduler", "sched_setattr"),
    *("shmget", "shmat", "shmctl", "shmdt"),
)
# What Landlock lets through (all but truncating), or lets through in its first versions (truncating).
_ATTRIBUTES = (
    *("setxattr", "lsetxattr", "fsetxattr", "setxattrat", "removexattr", "lremovexattr", "fremovexattr"),
    *("removexattrat", "file_setattr"),
)
_FILES = (
    *_ATTRIBUTES,
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown"),
    *("fchownat", "utime", "utimes", "futimesat", "utimensat", "truncate", "ftruncate", "fallocate"),
    *("inotify_init", "inotify_init1", "inotify_add_watch", "inotify_rm_watch", "fanotify_init", "fanotify_mark"),
)
_KERNEL = (
    *("mount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount", "fsopen", "fsmount", "fspick"),
    *("mount_setattr", "unshare", "setns", "open_by_handle_at", "bpf", "perf_event_open", "userfaultfd"),
    *("add_key", "request_key", "keyctl", "personality", "io_uring_setup", "io_uring_enter", "io_uring_register"),
)
# Typing into the terminal that the application was started from.
_NO_TYPING = (DenyValue("ioctl", 1, TIOCSTI), DenyValue("ioctl", 1, TIOCLINUX))

_ITSELF_ONLY: tuple[Rule, ...] = (
    # A signal to whoever owns a pipe, a lease or a watch on a file that others use.
    *(DenyValue("fcntl", 1, command) for command in (F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY)),
    # Limits, priority and processors are its own (0) to change, and nobody else's: with the core limit of the window
    # raised, the window's memory could be put on disk.
    DenyOtherThan("prlimit64", 0, (0,)),
    DenyOtherThan("sched_setaffinity", 0, (0,)),
    DenyOtherThan("setpriority", 0, (0,)),
    DenyOtherThan("setpriority", 1, (0,)),
)
_COMMON_RULES: tuple[Rule, ...] = (
    *(Deny(call) for call in _OTHER_PROCESSES + _FILES + _KERNEL),
    # Threads, but no processes. clone3 keeps its flags in memory, where a filter cannot look; told that it does not
    # exist, the C library falls back to clone.
    Deny("clone3", errno.ENOSYS),
    DenyWithoutFlag("clone", 0, CLONE_THREAD),
    # A device or a file is asked what it is, and nothing more: others of these calls change the flags of a file that is
    # open for reading only, or type into the terminal that the application was started from.
    DenyOtherThan("ioctl", 1, (TCGETS, TCGETS2, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX)),
    # What confinement has set stays.
    *(DenyValue("prctl", 0, option) for option in (PR_SET_PDEATHSIG, PR_SET_DUMPABLE)),
    *_ITSELF_ONLY,
)
_NO_SOCKETS: tuple[Rule, ...] = tuple(map(Deny, _SOCKETS))
_LOCAL_SOCKETS_ONLY = (DenyOtherThan("socket", 0, (AF_UNIX,)), DenyOtherThan("socketpair", 0, (AF_UNIX,)))


def child_rules(process_id: int) -> tuple[Rule, ...]:
    """Return what worker and key derivation are refused: any network, any other process, any door into the kernel."""
    return (*_NO_SOCKETS, *_COMMON_RULES, DenyOtherThan("tgkill", 0, (process_id,)))  # abort() signals its own process


def keychain_rules(process_id: int) -> tuple[Rule, ...]:
    """Return the rules of one that speaks to a keychain: the child's, with sockets of this machine."""
    return (*_LOCAL_SOCKETS_ONLY, *_COMMON_RULES, DenyOtherThan("tgkill", 0, (process_id,)))


def window_rules(mark: DenyValue) -> tuple[Rule, ...]:
    """Return what the window is refused: sockets but those of this machine, and the doors into the kernel and others.

    It starts processes and ends them. `mark` is a call that nobody makes, by whose error the filter is known again.
    """
    refused = tuple(map(Deny, _KERNEL + _INTO_OTHERS + _ATTRIBUTES))
    return (*_LOCAL_SOCKETS_ONLY, *refused, *_ITSELF_ONLY, *_NO_TYPING, mark)


def assemble(architecture: Architecture, rules: Iterable[Rule]) -> list[Instruction]:
    """Return the program; a rule for a call that this architecture does not have is left out."""
    program = [
        _load(_OFFSET_ARCHITECTURE),
        (_JUMP_IF_EQUAL, 1, 0, architecture.audit_token),
        _refuse(errno.EPERM),
        _load(_OFFSET_NUMBER),
    ]
    if architecture.foreign_from is not None:
        program += [(_JUMP_IF_AT_LEAST, 0, 1, architecture.foreign_from), _refuse(errno.EPERM)]
    for rule in rules:
        if rule.call in architecture.numbers:
            program += _block(architecture.numbers[rule.call], rule)
    return [*program, (_RETURN, 0, 0, _ALLOW)]


def pack(program: Sequence[Instruction]) -> bytes:
    """Return the program as an array of `struct sock_filter`."""
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)


def _block(number: int, rule: Rule) -> list[Instruction]:
    """Return the instructions of one rule; the call's number is in the accumulator before and after."""
    match rule:
        case Deny():
            return [(_JUMP_IF_EQUAL, 0, 1, number), _refuse(rule.error)]
        case DenyValue():
            return _judged(number, rule.argument, [(_JUMP_IF_EQUAL, 0, 1, rule.value)], rule.error)
        case DenyOtherThan():
            last = len(rule.values)  # each value that is allowed jumps over what follows, the refusal included
            tests = [(_JUMP_IF_EQUAL, last - index, 0, value) for index, value in enumerate(rule.values)]
            return _judged(number, rule.argument, tests)
        case DenyWithoutFlag():
            return _judged(number, rule.argument, [(_JUMP_IF_ANY_BIT, 1, 0, rule.flags)])


def _judged(number: int, argument: int, tests: list[Instruction], error: int = errno.EPERM) -> list[Instruction]:
    """Return the instructions for a call that is refused unless one of `tests` on an argument jumps past that."""
    body = [_load(_OFFSET_ARGUMENTS + 8 * argument), *tests, _refuse(error), _load(_OFFSET_NUMBER)]
    return [(_JUMP_IF_EQUAL, 0, len(body), number), *body]


def _load(offset: int) -> Instruction:
    return (_LOAD, 0, 0, offset)


def _refuse(error: int) -> Instruction:
    return (_RETURN, 0, 0, _ERRNO | error)
