"""A crash of each kind of process, with unlimited cores, leaves none; the same crash unconfined leaves one."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor.services.selftest import KIND_NAMES

PATTERN = Path("/proc/sys/kernel/core_pattern")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="core files in the current folder, as Linux writes them"),
]
CRASH = """
import ctypes, sys
from pathlib import Path
from closeddoor.selftest.kinds import KINDS
for kind in KINDS:
    if kind.name == sys.argv[1]:
        kind.confine(Path.cwd())
ctypes.string_at(0)
"""


def unlimited_core() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def cores_after(kind: str, folder: Path) -> list[str]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-c", CRASH, kind],
            cwd=folder,
            env={"HOME": os.environ["HOME"]},
            preexec_fn=unlimited_core,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=False,
        )
    except subprocess.SubprocessError:
        pytest.skip("the limit of core dumps cannot be raised by this account")
    assert done.returncode == -signal.SIGSEGV
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_no_kind_of_process_leaves_a_core(kind: str, tmp_path: Path) -> None:
    assert cores_after(kind, tmp_path) == []


def test_the_control_leaves_one(tmp_path: Path) -> None:
    if not PATTERN.read_text(encoding="ascii").startswith("core"):
        pytest.skip("a service of this system takes the cores")
    assert cores_after("none of them", tmp_path) != []
