"""What the program before this one left running is taken leave of, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not Path("/proc/thread-self/children").exists(), reason="the system does not list the children of a process"
)
SUCCESSOR = """
import os, signal, subprocess, sys
from closeddoor.replacing import reap, reap_children

def start(*words):
    return subprocess.Popen([sys.executable, "-c", *words], stdin=subprocess.PIPE)

def wait_until_ended(child):
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

ended, running = start("pass"), start("input()")
wait_until_ended(ended)
left = reap_children()
assert left == (running.pid,), left
own = start("raise SystemExit(3)")
running.kill()
wait_until_ended(running)
wait_until_ended(own)
reap(left)
assert own.wait() == 3
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nothing is left")
"""


def test_who_ends_after_the_program_was_replaced_is_taken_leave_of_too() -> None:
    done = subprocess.run([sys.executable, "-c", SUCCESSOR], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("nothing is left\n", "")
