"""The filter of both architectures, run by a small evaluator of the BPF it is made of."""

import errno
import struct

import pytest

from closeddoor.confinement.seccomp_filter import (
    CLONE_THREAD,
    F_SETOWN,
    TCGETS,
    TCGETS2,
    TIOCSTI,
    DenyValue,
    Instruction,
    assemble,
    child_rules,
    keychain_rules,
    pack,
    window_rules,
)
from closeddoor.confinement.syscalls import ARCHITECTURES

ALLOWED = 0
OWN, OTHER = 4242, 17
READ = {"x86_64": 0, "aarch64": 63}


def evaluate(program: list[Instruction], token: int, number: int, *arguments: int) -> int:
    """Return the error number that a call would get, 0 when it is allowed."""
    data = struct.pack("=IIQ6Q", number, token, 0, *arguments, *([0] * (6 - len(arguments))))
    accumulator, position = 0, 0
    while True:
        code, if_true, if_false, operand = program[position]
        position += 1
        match code:
            case 0x20:
                accumulator = struct.unpack_from("=I", data, operand)[0]
            case 0x15 | 0x35 | 0x45:
                holds = {0x15: accumulator == operand, 0x35: accumulator >= operand, 0x45: accumulator & operand != 0}
                position += if_true if holds[code] else if_false
            case 0x06:
                return operand & 0xFFFF if operand != 0x7FFF0000 else ALLOWED


# Call, arguments that are allowed, arguments that are not.
BY_ARGUMENTS: list[tuple[str, tuple[int, ...], tuple[int, ...]]] = [
    ("prlimit64", (0, 4), (OTHER, 4)),
    ("sched_setaffinity", (0,), (OTHER,)),
    ("setpriority", (0, 0), (0, OTHER)),
    ("setpriority", (0, 0), (2, 0)),
    ("tgkill", (OWN, OTHER), (OTHER, OTHER)),
    ("fcntl", (0, 1), (0, F_SETOWN)),
    ("prctl", (15,), (4, 1)),
    ("prctl", (15,), (1, 0)),
    ("ioctl", (0, TCGETS), (0, TIOCSTI)),
    ("ioctl", (0, TCGETS2), (0, 0x40086602)),  # FS_IOC_SETFLAGS
]


@pytest.mark.parametrize("machine", ARCHITECTURES)
@pytest.mark.parametrize(("call", "allowed", "denied"), BY_ARGUMENTS)
def test_some_calls_are_judged_by_their_arguments(
    machine: str, call: str, allowed: tuple[int, ...], denied: tuple[int, ...]
) -> None:
    architecture = ARCHITECTURES[machine]
    program, number = assemble(architecture, child_rules(OWN)), architecture.numbers[call]
    assert evaluate(program, architecture.audit_token, number, *allowed) == ALLOWED
    assert evaluate(program, architecture.audit_token, number, *denied) == errno.EPERM


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_a_keychain_is_spoken_to_over_local_sockets_only(machine: str) -> None:
    numbers, token = ARCHITECTURES[machine].numbers, ARCHITECTURES[machine].audit_token
    program = assemble(ARCHITECTURES[machine], keychain_rules(OWN))
    assert [evaluate(program, token, numbers["socket"], family) for family in (1, 2, 10, 16)] == [ALLOWED, 1, 1, 1]
    assert evaluate(program, token, numbers["connect"]) == ALLOWED
    assert evaluate(program, token, numbers["execve"]) == errno.EPERM
    assert evaluate(program, token, numbers["io_uring_setup"]) == errno.EPERM


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_denied_calls_are_denied_and_others_allowed(machine: str) -> None:
    architecture = ARCHITECTURES[machine]
    program = assemble(architecture, child_rules(OWN))
    numbers, token = architecture.numbers, architecture.audit_token
    conditional = {"clone", "clone3", *(call for call, _, _ in BY_ARGUMENTS)}
    for name in numbers.keys() - conditional:
        assert evaluate(program, token, numbers[name]) == errno.EPERM, name
    assert evaluate(program, token, READ[machine]) == ALLOWED
    assert evaluate(program, token, numbers["clone3"]) == errno.ENOSYS
    assert evaluate(program, token, numbers["clone"], CLONE_THREAD | 0x100) == ALLOWED
    assert evaluate(program, token, numbers["clone"], 17) == errno.EPERM


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_the_window_has_local_sockets_and_processes_and_says_which_filter_it_has(machine: str) -> None:
    numbers, token = ARCHITECTURES[machine].numbers, ARCHITECTURES[machine].audit_token
    program = assemble(ARCHITECTURES[machine], window_rules(DenyValue("prctl", 0, 4711, 3007)))
    for call in ("socket", "socketpair"):
        assert [evaluate(program, token, numbers[call], family) for family in (1, 2, 10, 16)] == [ALLOWED, 1, 1, 1]
    for call in ("connect", "execve", "clone", "clone3", "kill", "fchmod", "ftruncate"):
        assert evaluate(program, token, numbers[call]) == ALLOWED, call
    for call in (
        "ptrace",
        "process_vm_readv",
        "pidfd_open",
        "semget",
        "setxattr",
        "io_uring_setup",
        "bpf",
        "keyctl",
        "unshare",
        "mount",
    ):
        assert evaluate(program, token, numbers[call]) == errno.EPERM, call
    assert [evaluate(program, token, numbers["ioctl"], 0, what) for what in (TIOCSTI, 0x5413)] == [errno.EPERM, ALLOWED]
    assert [evaluate(program, token, numbers["prctl"], what) for what in (4711, 4)] == [3007, ALLOWED]


def test_another_calling_convention_is_denied_whatever_the_call() -> None:
    native, other = ARCHITECTURES["x86_64"], ARCHITECTURES["aarch64"]
    program = assemble(native, child_rules(OWN))
    assert evaluate(program, other.audit_token, 63) == errno.EPERM
    assert evaluate(program, native.audit_token, 0x40000000 | READ["x86_64"]) == errno.EPERM


def test_a_filter_is_an_array_of_eight_byte_instructions() -> None:
    assert pack([(0x20, 0, 0, 4), (0x06, 0, 0, 0x7FFF0000)]) == bytes.fromhex("2000000004000000060000000000ff7f")
