"""System call numbers that a child never needs, per architecture, from the kernel's unistd headers.

Numbers from 424 on are the same everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_SHARED = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsmount": 432,
    "fspick": 433,
    "pidfd_open": 434,
    "clone3": 435,
    "pidfd_getfd": 438,
    "process_madvise": 440,
    "mount_setattr": 442,
}
_X86_64 = {
    "ioctl": 16,
    "socket": 41,
    "connect": 42,
    "accept": 43,
    "sendto": 44,
    "recvfrom": 45,
    "sendmsg": 46,
    "recvmsg": 47,
    "shutdown": 48,
    "bind": 49,
    "listen": 50,
    "socketpair": 53,
    "clone": 56,
    "fork": 57,
    "vfork": 58,
    "execve": 59,
    "kill": 62,
    "ptrace": 101,
    "rt_sigqueueinfo": 129,
    "personality": 135,
    "pivot_root": 155,
    "chroot": 161,
    "mount": 165,
    "umount2": 166,
    "tkill": 200,
    "add_key": 248,
    "request_key": 249,
    "keyctl": 250,
    "unshare": 272,
    "accept4": 288,
    "perf_event_open": 298,
    "recvmmsg": 299,
    "open_by_handle_at": 304,
    "sendmmsg": 307,
    "setns": 308,
    "process_vm_readv": 310,
    "process_vm_writev": 311,
    "kcmp": 312,
    "bpf": 321,
    "execveat": 322,
    "userfaultfd": 323,
}
_AARCH64 = {
    "ioctl": 29,
    "umount2": 39,
    "mount": 40,
    "pivot_root": 41,
    "chroot": 51,
    "personality": 92,
    "unshare": 97,
    "ptrace": 117,
    "kill": 129,
    "tkill": 130,
    "rt_sigqueueinfo": 138,
    "socket": 198,
    "socketpair": 199,
    "bind": 200,
    "listen": 201,
    "accept": 202,
    "connect": 203,
    "sendto": 206,
    "recvfrom": 207,
    "shutdown": 210,
    "sendmsg": 211,
    "recvmsg": 212,
    "add_key": 217,
    "request_key": 218,
    "keyctl": 219,
    "clone": 220,
    "execve": 221,
    "perf_event_open": 241,
    "accept4": 242,
    "recvmmsg": 243,
    "open_by_handle_at": 265,
    "setns": 268,
    "sendmmsg": 269,
    "process_vm_readv": 270,
    "process_vm_writev": 271,
    "kcmp": 272,
    "bpf": 280,
    "execveat": 281,
    "userfaultfd": 282,
}


@dataclass(frozen=True)
class Architecture:
    """An instruction set as seccomp sees it: its audit token, and where a second calling convention begins."""

    audit_token: int
    numbers: Mapping[str, int]
    foreign_from: int | None = None


ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, _X86_64 | _SHARED, foreign_from=0x40000000),  # x32 sets this bit
    "aarch64": Architecture(0xC00000B7, _AARCH64 | _SHARED),
}
