"""Is confined as the window is, replaced once, and tries. Usage: … PROFILE HOME free|once|again|…"""

import ctypes
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from closeddoor.confinement import landlock
from closeddoor.confinement.attempts import refusal_of
from closeddoor.confinement.window import confine_window, in_force, protect_process

libc = ctypes.CDLL(None, use_errno=True)


def run(*command: str) -> Callable[[], object]:
    return lambda: os.waitpid(os.posix_spawn(command[0], command, dict(os.environ)), 0)


def write(path: Path) -> Callable[[], object]:
    return lambda: path.write_text("x")


def write_and_remove(path: Path) -> Callable[[], object]:
    def attempt() -> None:
        path.write_text("x")
        path.unlink()

    return attempt


def results(profile: Path, home: Path) -> dict[str, str]:
    tries: dict[str, Callable[[], object]] = {
        "own folder": write(profile / "written"),
        "a new folder of its own": (profile / "made").mkdir,
        "moved within": lambda: (profile / "written").rename(profile / "made" / "written"),
        "documents": write(home / "Documents" / "debrief.pdf"),
        "reading": Path("/etc/passwd").read_bytes,
        "home": write(home / "written"),
        "start-up file": write(home / ".bashrc"),
        "start-up folder": write(home / ".config" / "autostart" / "x.desktop"),
        "folder behind a link": write(home / "Linked" / "x.desktop"),
        "programs of the user": write(home / "bin" / "ls"),
        "temporary folder": write_and_remove(Path("/tmp/closed-door-probe")),  # noqa: S108 - must be refused
        "a shell": run("/bin/sh", "-c", "true"),
        "this interpreter": run(sys.executable, "-I", "-c", "pass"),
    }
    return {name: refusal_of(each) for name, each in tries.items()}


LACKING: dict[str, Callable[[], object]] = {
    "without landlock": lambda: vars(landlock).update(version=lambda: 0),
    "on another processor": lambda: vars(os).update(uname=lambda: os.uname_result(("Linux", "", "", "", "pdp11"))),
}


def main() -> None:
    profile, home, mode = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    before = asdict(in_force())
    protect_process()
    if mode in LACKING:
        LACKING[mode]()
    enforced = confine_window(profile) if mode != "free" else in_force()
    if mode == "again":
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:-1], "once"])  # noqa: S606 - as a lock does
    filters = [line for line in Path("/proc/self/status").read_text().splitlines() if "Seccomp_filters" in line]
    report = {
        "why_not": enforced.why_not,
        "before": before,
        "after": asdict(in_force()),
        "filters": filters,
        "results": results(profile, home),
    }
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
