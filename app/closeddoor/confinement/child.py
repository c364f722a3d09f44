"""The confinement of a child process: the first thing its `main` does, before it opens anything it cannot trust."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from closeddoor.confinement import landlock, seccomp_filter
from closeddoor.confinement.enforced import Enforced
from closeddoor.confinement.kernel import NO_FILES_WRITTEN, Limit, open_files
from closeddoor.confinement.seccomp_filter import Rule
from closeddoor.confinement.steps import Steps, nothing_enforced

_SYSTEM_FILES = tuple(
    map(
        Path,
        (
            *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"),
            *("/proc/meminfo", "/proc/cpuinfo", "/sys/devices/system/cpu", "/sys/devices/system/node"),
        ),
    )
)
_LIMITS = (NO_FILES_WRITTEN, open_files(64))


def confine_child(readable: Iterable[Path], limits: Iterable[Limit] = ()) -> Enforced:
    """Forbid this process everything but computing and reading `readable`; return what is in force.

    No network of any family, no other process, no program started, no file written, no core dump, and an end with its
    parent. What this system cannot enforce is a sentence in the result, never a silent gap and never a failure.
    """
    paths = [*interpreter_files(), *_SYSTEM_FILES, *readable]
    return _confine(
        "Read-only access to files (Landlock)",
        lambda: landlock.allow_reading_only(paths),
        seccomp_filter.child_rules,
        (*_LIMITS, *limits),
    )


def confine_keychain_client() -> Enforced:
    """Forbid this process what `confine_child` does, but for local sockets and reading files."""
    nothing = Path(os.devnull)
    return _confine(
        "Writing no files (Landlock)",
        lambda: landlock.allow_writing_in((nothing,), ()),
        seccomp_filter.keychain_rules,
        _LIMITS,
    )


def _confine(
    what: str, shut_files: Callable[[], object], rules: Callable[[int], Sequence[Rule]], limits: Sequence[Limit]
) -> Enforced:
    """Take the steps that all children share: files by `shut_files`, called `what`; calls by `rules` of the own id."""
    if sys.platform != "linux":
        return nothing_enforced()
    steps = Steps()
    privileges = steps.give_up_privileges()
    cores, unreadable = steps.keep_memory()
    with_parent = steps.end_with_parent()
    limited = steps.limit(limits)
    files = steps.run(what, shut_files)
    calls = steps.filter_calls(rules(os.getpid()))
    return Enforced(
        no_new_privileges=privileges,
        no_core_dumps=cores,
        not_readable_by_others=unreadable,
        ends_with_parent=with_parent,
        seccomp=calls,
        landlock=landlock.version() if files else 0,
        limits=limited,
        why_not=tuple(steps.why_not),
    )


def interpreter_files() -> list[Path]:
    """Return where Python and the installed packages are read from, and nothing else of their prefix."""
    libraries = [Path(prefix, "lib") for prefix in (sys.prefix, sys.base_prefix)]
    if getattr(sys, "frozen", False):  # a bundle keeps its modules in the program itself
        libraries.append(Path(sys.executable))
    return [*libraries, *(path for path in map(Path, sys.path) if path.is_absolute())]
