"""Makes every attempt of the self-test, confined as a child is or not, and prints what happened as JSON.

Usage: probes.py confined|free READABLE_FILE FORBIDDEN_FILE WRITABLE_FOLDER
"""

import ctypes
import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from closeddoor.confinement import attempts, escapes
from closeddoor.confinement.child import confine_child
from closeddoor.wire.slots import SLOTS, open_slots, slot_path

libc = ctypes.CDLL(None, use_errno=True)


def of_its_own(readable: Path) -> dict[str, Callable[[], object]]:
    return {
        "read the model": readable.read_bytes,
        "start a thread": lambda: threading.Thread(target=int).start(),
        "limits of its own": lambda: escapes.raw("prlimit64", 0, 4, None, bytes(16)),
        "priority of its own": lambda: os.setpriority(0, 0, os.getpriority(0, 0)),
        "signal to its own thread": lambda: escapes.raw("tgkill", os.getpid(), threading.get_native_id(), 0),
        "whether it is a terminal": lambda: os.isatty(0),
    }


def main() -> None:
    mode, readable, forbidden, folder = sys.argv[1], *map(Path, sys.argv[2:5])
    early: list[str] = []
    ready = threading.Event()

    def wait_then_try() -> None:
        ready.wait()
        early.append(attempts.refusal_of(lambda: escapes.close_socket(escapes.AF_INET)))

    thread = threading.Thread(target=wait_then_try)
    thread.start()
    for number in range(SLOTS):
        slot_path(folder, number).write_bytes(b"sealed")
    slots = open_slots(folder)
    enforced = confine_child([readable]) if mode == "confined" else None
    ready.set()
    thread.join()
    around = attempts.Around(readable, forbidden, folder, slots)
    results = {each.name: attempts.refusal_of(partial(each.make, around)) for each in made(mode)}
    results |= {name: attempts.refusal_of(attempt) for name, attempt in of_its_own(readable).items()}
    results["socket from a thread that was there before"] = early[0]
    results["dumpable"] = str(libc.prctl(3, 0, 0, 0, 0))
    sys.stdout.write(json.dumps({"enforced": enforced and asdict(enforced), "results": results}))


def made(mode: str) -> list[attempts.Attempt]:
    """Without confinement nothing is sent beyond this machine: the loopback is the control of the other addresses."""
    beyond = ("192.0.2.", "2001:db8")
    return [each for each in attempts.ATTEMPTS if mode == "confined" or not any(part in each.name for part in beyond)]


if __name__ == "__main__":
    main()
