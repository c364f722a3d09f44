"""Where the window writes and what it starts, as far as that can be said before the user has picked anything."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

_OF_THE_SYSTEM = frozenset(
    {
        *("bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32", "lost+found", "opt", "proc", "root"),
        *("run", "sbin", "snap", "sys", "tmp", "usr", "var"),
    }
)
_DEVICES = ("/dev/null", "/dev/shm", "/dev/dri", "/run/media")  # noqa: S108 - memory that Qt shares with the display
_NEVER_BELOW_HOME = frozenset({"bin", "snap"})
"""Programs of the user's own, that a terminal finds."""


def writable_places(home: Path, profile: Path) -> tuple[Path, ...]:
    """Return the profile, the visible folders of the user's home, disks beside the system's, and what drawing takes.

    Not among them: the home itself and what is hidden in it, where programs are told what to run at the next login.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache", "fontconfig")
    shares = Path(os.environ.get("XDG_RUNTIME_DIR") or "/run/user/0", "gvfs")
    return (profile, cache, shares, *map(Path, _DEVICES), *_of_the_user(home), *_disks(home))


def runnable_programs() -> tuple[Path, ...]:
    """Return this very interpreter and the loader that the kernel starts it with: what the children are made of."""
    return (Path(sys.executable).resolve(), *_loaders())


def _of_the_user(home: Path) -> Iterator[Path]:
    """Yield the visible folders of the home, also those that a link there leads to; none of a home that is all."""
    home = home.resolve()
    for path in _folders_in(home) if home != Path("/") else ():
        if home.is_relative_to(path):
            continue
        name = path.relative_to(home).parts[0] if path.is_relative_to(home) else ""
        if not (name.startswith(".") or name in _NEVER_BELOW_HOME):
            yield path


def _disks(home: Path) -> Iterator[Path]:
    """Yield what stands beside the system's own folders: mounted disks and shares."""
    for path in _folders_in(Path("/")):
        is_the_systems = path.parts[1] in _OF_THE_SYSTEM if len(path.parts) > 1 else True
        if not (is_the_systems or home.resolve().is_relative_to(path)):
            yield path


def _folders_in(folder: Path) -> list[Path]:
    """Return the visible folders, links followed; a folder itself is not looked at, as its disk may not answer."""
    try:
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
            links = [Path(entry.path).resolve() for entry in visible if entry.is_symlink()]
            folders = [Path(entry.path) for entry in visible if entry.is_dir(follow_symlinks=False)]
            return sorted({*folders, *(path for path in links if path.is_dir())})
    except OSError:
        return []


def _loaders() -> set[Path]:
    """Return the ELF loader that is in the memory of every dynamically linked program, this one too."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    mapped = {line[line.index("/") :] for line in lines if "/" in line}
    # As text: a `Path` of each of the hundred files that are mapped took 4 ms of every start.
    return {Path(path).resolve() for path in mapped if path.rpartition("/")[2].startswith(("ld-", "ld."))}
