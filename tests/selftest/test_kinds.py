"""What each kind of process claims of itself, beside what the kernel says of the same process."""

import errno
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from closeddoor.confinement import attempts, landlock
from closeddoor.selftest.kinds import KINDS
from closeddoor.selftest.report import KindName
from closeddoor.services.selftest import selftest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are parts of Linux")

PROGRAM = """
import ctypes, dataclasses, json, mmap, resource, sys
from pathlib import Path
from closeddoor.selftest.kinds import KINDS
(kind,) = (kind for kind in KINDS if kind.name == sys.argv[1])
claimed = kind.confine(Path.cwd())
libc, signal_number = ctypes.CDLL(None), ctypes.c_int()
libc.prctl(2, ctypes.byref(signal_number), 0, 0, 0)
def maps(size):
    try:
        mmap.mmap(-1, size).close()
    except OSError:
        return False
    return True
print(json.dumps({
    "claimed": dataclasses.asdict(claimed),
    "no_new_privileges": libc.prctl(39, 0, 0, 0, 0) == 1,
    "no_core_dumps": resource.getrlimit(resource.RLIMIT_CORE) == (0, 0),
    "not_readable_by_others": libc.prctl(3, 0, 0, 0, 0) == 0,
    "ends_with_parent": signal_number.value == 9,
    "seccomp": libc.prctl(21, 0, 0, 0, 0) == 2,
    "maps 2 GiB": maps(2 << 30),
}))
"""


def said_of(kind: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-I", "-B", "-c", PROGRAM, kind]
    around = {"HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, env=around, capture_output=True, text=True, timeout=30, check=False)
    assert done.stderr == ""
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_claim_is_what_the_kernel_says(kind: str, tmp_path: Path) -> None:
    said = said_of(kind, tmp_path)
    claimed = said.pop("claimed")
    maps = said.pop("maps 2 GiB")
    assert {name: claimed[name] for name in said} == said
    assert said.pop("ends_with_parent") == (kind != "window")
    assert set(said.values()) == {True}
    assert maps == (kind not in {"derive", "reader"})
    assert claimed["why_not"] == ([] if landlock.version() >= landlock.FORBIDS_TRUNCATING else claimed["why_not"])


def test_what_is_allowed_are_attempts_that_there_are() -> None:
    names = {attempt.name for attempt in attempts.ATTEMPTS}
    assert {name for kind in KINDS for name in kind.allowed} - names == set()


@pytest.mark.parametrize("kind", ["worker", "reader", "derive", "keychain"])
def test_no_child_changes_how_long_the_files_are_that_were_open_before(kind: KindName) -> None:
    (report,) = selftest((kind,))
    of_slots = {each.name: each.outcome for each in report.tried if "slot" in each.name}
    assert len(of_slots) == 7
    assert set(of_slots.values()) == {"refused"}


def test_one_slot_of_many_that_is_not_refused_got_out_and_none_at_all_is_no_refusal() -> None:
    def refuse_but(free: int) -> Callable[[int], None]:
        def attempt(slot: int) -> None:
            if slot != free:
                raise PermissionError(errno.EPERM, "refused")

        return attempt

    def said_of(slots: Sequence[int]) -> str:
        return attempts.refusal_of(lambda: attempts.in_each(slots, refuse_but(2)))

    said = [said_of(slots) for slots in ((1, 2), (0, 1), ())]
    assert said == [attempts.GOT_OUT, "EPERM", f"{attempts.GOT_OUT} (EBADF)"]
