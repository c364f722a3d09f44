"""The confinement of a child process: the first thing its `main` does, before it opens anything it cannot trust."""

import os
import platform
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from closeddoor.confinement import kernel, landlock, seccomp_filter
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.seccomp_filter import Rule
from closeddoor.confinement.syscalls import ARCHITECTURES

_SYSTEM_FILES = tuple(
    map(
        Path,
        (
            *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"),
            *("/proc/meminfo", "/proc/cpuinfo", "/sys/devices/system/cpu", "/sys/devices/system/node"),
        ),
    )
)


@dataclass
class _Steps:
    """Runs steps one after the other; one that is refused leaves its sentence and the others go on."""

    why_not: list[str] = field(default_factory=list)

    def run(self, what: str, step: Callable[[], object]) -> bool:
        try:
            step()
        except OSError as error:
            self.why_not.append(f"{what} is not enforced here: {error.strerror or error}.")
            return False
        return True


def confine_child(readable: Iterable[Path]) -> Enforced:
    """Forbid this process everything but computing and reading `readable`; return what is in force.

    No network of any family, no other process, no program started, no file written, no core dump, and an end with its
    parent. What this system cannot enforce is a sentence in the result, never a silent gap and never a failure.
    """
    if sys.platform != "linux":
        return Enforced(why_not=(f"Nothing is enforced on this system ({platform.system()}).",))
    steps = _Steps()
    privileges = steps.run("Giving up new privileges", kernel.forbid_new_privileges)
    cores = steps.run("Forbidding core dumps", kernel.forbid_core_dumps)
    unreadable = steps.run("Hiding memory from other programs", kernel.forbid_inspection)
    with_parent = steps.run("Ending with the parent", lambda: kernel.end_with_parent(signal.SIGKILL))
    paths = [*interpreter_files(), *_SYSTEM_FILES, *readable]
    files = steps.run("Read-only access to files (Landlock)", lambda: landlock.allow_reading_only(paths))
    # Last: the filter also forbids changing what is set above.
    rules = seccomp_filter.child_rules(os.getpid())
    calls = steps.run("The system call filter (seccomp)", lambda: _install_filter(rules))
    return Enforced(
        no_new_privileges=privileges,
        no_core_dumps=cores,
        not_readable_by_others=unreadable,
        ends_with_parent=with_parent,
        seccomp=calls,
        landlock=landlock.version() if files else 0,
        why_not=tuple(steps.why_not),
    )


def confine_keychain_client() -> bool:
    """Forbid this process what `confine_child` does, but for local sockets and files; return whether it is in force."""
    steps = _Steps()
    if sys.platform != "linux" or not steps.run("Giving up new privileges", kernel.forbid_new_privileges):
        return False
    rules = seccomp_filter.keychain_rules(os.getpid())
    return steps.run("The system call filter (seccomp)", lambda: _install_filter(rules))


def interpreter_files() -> list[Path]:
    """Return where Python and the installed packages are read from, and nothing else of their prefix."""
    libraries = [Path(prefix, "lib") for prefix in (sys.prefix, sys.base_prefix)]
    return [*libraries, *(path for path in map(Path, sys.path) if path.is_absolute())]


def _install_filter(rules: Iterable[Rule]) -> None:
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        raise OSError(f"the processor {machine} is not known to it")
    program = seccomp_filter.assemble(ARCHITECTURES[machine], rules)
    kernel.install_filter(machine, seccomp_filter.pack(program))
