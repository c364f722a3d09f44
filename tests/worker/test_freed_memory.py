"""What a worker keeps of conversations takes what it may take, however many came and went; in a process of its own."""

import subprocess
import sys

import pytest

MAKE_AND_DROP = """
import random
from closeddoor.worker.freed_memory import LARGE_BYTES, give_back_what_is_freed
from closeddoor.worker.kept_states import KeptState, KeptStates

def resident_mib():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

give_back_what_is_freed()
dice, small, states = random.Random(1), [], KeptStates(MOST_MIB * 2**20)
before = resident_mib()
for number in range(200):
    states.add(KeptState((number,), bytearray(b"x") * dice.randrange(LARGE_BYTES, 8 * LARGE_BYTES), 0))
    small.append(bytearray(dice.randrange(20_000, 200_000)) if number % 3 else None)
    del small[:-40]
print(resident_mib() - before)
"""
MOST_MIB = 96
SMALL_MIB = 8
"""What the small pieces between them take at most, and Python's own."""


@pytest.mark.skipif(sys.platform != "linux", reason="told by the C library of Linux")
def test_states_that_come_and_go_leave_no_holes() -> None:
    script = MAKE_AND_DROP.replace("MOST_MIB", str(MOST_MIB))
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert float(done.stdout) <= MOST_MIB + SMALL_MIB
