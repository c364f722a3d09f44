"""What a crash of the window's process leaves on the disk, beside the same crash without protection."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PATTERN = Path("/proc/sys/kernel/core_pattern")
MAIN = """
import os, sys
import closeddoor.__main__ as program
def crash(_):
    os.kill(os.getpid(), 11)
program.run = crash
"""
PROTECTED, UNPROTECTED = MAIN + "program.main()", MAIN + "crash(())"
TELL = """
import ctypes, resource
import closeddoor.__main__ as program
program.run = lambda _: print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
"""

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="core files in the current folder, as Linux writes them")


def unlimited_core() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def run_in(folder: Path, program: str) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            [sys.executable, "-B", "-c", program],
            cwd=folder,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            preexec_fn=unlimited_core,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    except subprocess.SubprocessError:
        pytest.skip("the limit of core dumps cannot be raised by this account")


@LINUX
def test_a_crash_of_the_window_leaves_no_core(tmp_path: Path) -> None:
    for program in (PROTECTED, UNPROTECTED):
        assert run_in(tmp_path, program).returncode == -signal.SIGSEGV
        left = [path.name for path in tmp_path.iterdir()]
        if program is PROTECTED:
            assert left == []
        elif PATTERN.read_text(encoding="ascii").startswith("core"):  # elsewhere a service of the system takes it
            assert left, "the control: without protection there is one"


@LINUX
@pytest.mark.parametrize(("start", "said"), [("program.main()", "0 0 0"), ("program.run([])", "1 -1 -1")])
def test_the_process_can_neither_be_dumped_nor_looked_into(tmp_path: Path, start: str, said: str) -> None:
    assert run_in(tmp_path, TELL + start).stdout.split() == said.split()
