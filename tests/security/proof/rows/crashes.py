"""A crash of each kind of process of the application while it lives, where core dumps are asked for."""

import os
import resource
import signal
import socket  # noqa: TID251 - a keychain that never answers, on this machine only
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from closeddoor.keyhelper.cost import FLOOR
from closeddoor.vault.vault_folder import VaultFolder
from tests.e2e.running import children_of, environment
from tests.e2e.test_confined_window import SHOWN
from tests.security.proof.row import Figure, not_measured
from tests.vault.cheap_vault import PASSPHRASE

ROOT = Path(__file__).parents[4]
PATTERN = Path("/proc/sys/kernel/core_pattern")
LONGEST_S = 60.0
CHILDREN = {
    "worker": "closeddoor.worker",
    "reader": "closeddoor.reader",
    "derive": "closeddoor.keyhelper",
    "keychain": "closeddoor.keyhelper",
}
DOCUMENT_BYTES = 30 * 1024 * 1024
"""A text that takes the reader long enough to be met at it."""


class NotMetError(Exception):
    """The process that was to crash did not live, or not long enough."""


def cores_of_crashes(trials: int, path: Path) -> Figure:
    """Send SIGSEGV to the window, one that was locked, and each child, `trials` times; count the core dumps."""
    if not PATTERN.is_file() or PATTERN.read_text("ascii").startswith("|"):
        return not_measured("a service of this system takes the core dumps")
    if resource.getrlimit(resource.RLIMIT_CORE)[1] != resource.RLIM_INFINITY:
        return not_measured("core dumps cannot be asked for by this account")
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))  # of all it starts, too
    crashed: list[str] = []
    cores: list[str] = []
    for number in range(trials):
        for kind in ("window", "locked window", *CHILDREN):
            place = path / f"{number} {kind}"
            before = _dumps(place)
            crashed += _crash(kind, place)
            cores += [f"{kind}: {core.name}" for core in _dumps(place) - before]
            for core in _dumps(place) - before:
                core.unlink()
    missed = 2 * trials + 2 * len(CHILDREN) * trials - len(crashed)
    said = f"{len(cores)} core dumps of {len(crashed)} crashes ({', '.join(sorted(set(crashed)))}), {missed} not met"
    return Figure(len(crashed) + missed, len(cores) + missed, said)


def _dumps(place: Path) -> set[Path]:
    """Return what a core dump may be: what is in the folder of the process, or where this system puts them."""
    pattern = Path(PATTERN.read_text("ascii").strip())
    names = "core*" if pattern.name.startswith("core") else "*"
    return {file for file in (pattern.parent if pattern.is_absolute() else place).glob(names) if file.is_file()}


def _crash(kind: str, place: Path) -> list[str]:
    """Let a process live and end it so; return what crashed, the window that had started a child too."""
    place.mkdir()
    try:
        if kind == "window":
            return _crash_window(place)
        return _crash_locked_window(place) if kind == "locked window" else _crash_child(kind, place)
    except NotMetError:
        return []


def _crash_window(place: Path) -> list[str]:
    with _started(place, SHOWN, str(place / "profile")) as window:
        _line(window)
        return _killed(window, "window")


def _crash_locked_window(place: Path) -> list[str]:
    profile, secret = place / "profile", place / "passphrase"
    profile.mkdir(mode=0o700)
    VaultFolder(profile / "vault", cost=FLOOR).create(PASSPHRASE)[0].close()
    secret.write_bytes(PASSPHRASE.reveal() + b"\n")
    arguments = ("--profile", str(profile), "--passphrase-file", str(secret))
    with _started(place, _run("tests.e2e.locking_participant"), *arguments) as window:
        for _ in ("opened", "locked"):
            _line(window)
        return _killed(window, "locked window")


def _crash_child(kind: str, place: Path) -> list[str]:
    document, bus = place / "document.txt", place / "bus"
    document.write_bytes(b"The board agreed on nothing.\n" * (DOCUMENT_BYTES // 29))
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(bus))
        deaf.listen()
        more = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"}
        with _started(place, _run("tests.e2e.one_child"), kind, str(place), str(document), **more) as window:
            child = _confined_child(window.pid, CHILDREN[kind])
            os.kill(child, signal.SIGSEGV)
            _wait_for_end(child)
            return [kind, *_killed(window, "window")]


def _run(module: str) -> str:
    return f"import runpy; runpy.run_module({module!r}, run_name='__main__')"


@contextmanager
def _started(place: Path, program: str, *arguments: str, **more: str) -> "Iterator[subprocess.Popen[str]]":
    """Start a program in a folder of its own; whatever takes its place there finds the modules too."""
    path = f"import sys; sys.path[:0] = [{str(ROOT / 'app')!r}, {str(ROOT)!r}]"
    broken = f"from tests.security.proof.breaking import take_out; take_out({os.environ.get('PROOF_BROKEN', '')!r})"
    with subprocess.Popen(
        [sys.executable, "-B", "-c", f"{path}\n{broken}\n{program}", *arguments],
        cwd=place,
        env=environment(place / "home", **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        latest = Timer(LONGEST_S, process.kill)
        latest.start()
        try:
            yield process
        finally:
            latest.cancel()
            process.kill()


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise NotMetError
    return line


def _confined_child(parent: int, module: str) -> int:
    """Wait for a child of this kind that has confined itself."""
    latest_s = time.monotonic() + LONGEST_S
    while time.monotonic() < latest_s:
        for child in children_of(parent):
            if module in _facts(child, "cmdline") and "Seccomp:\t2\nSeccomp_filters:\t2" in _facts(child, "status"):
                return child
        time.sleep(0.002)
    raise NotMetError


def _facts(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text("utf-8")
    except OSError:
        return ""


def _wait_for_end(child: int) -> None:
    """Wait until it has written what it may write: after that it is gone, or only waited for."""
    while "State:" in (facts := _facts(child, "status")) and "State:\tZ" not in facts:
        time.sleep(0.002)


def _killed(window: "subprocess.Popen[str]", name: str) -> list[str]:
    window.send_signal(signal.SIGSEGV)
    return [name] if window.wait(LONGEST_S) == -signal.SIGSEGV else []
