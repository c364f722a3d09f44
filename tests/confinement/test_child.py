"""Each refusal beside its control: the same attempt, made without confinement, gets further."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from closeddoor.confinement import landlock
from closeddoor.confinement.attempts import ATTEMPTS, GOT_OUT

PROBES = Path(__file__).with_name("probes.py")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are parts of Linux")
LANDLOCK = pytest.mark.skipif(landlock.version() == 0, reason="this kernel has no Landlock")

NAMES = [attempt.name for attempt in ATTEMPTS]
REFUSED_ANYWAY = {
    *("socket packet", "page faults (userfaultfd)", "programs in the kernel (bpf)", "counters (perf)"),
    *("mounting", "a file by its number", "memory of what it was started from (/proc)"),
}
"""To an account without capabilities, by many kernels. As root, which the tests often are, the controls get out."""

OF_ITS_OWN = (
    *("read the model", "start a thread", "whether it is a terminal"),
    *("limits of its own", "priority of its own", "signal to its own thread"),
)


@cache
def probe(mode: str) -> dict[str, Any]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        Path(folder, "private").mkdir()
        model, private = folder / "model.gguf", folder / "private" / "notes"
        model.write_bytes(b"GGUF")
        private.write_text("private")
        command = [sys.executable, "-I", str(PROBES), mode, str(model), str(private), str(folder)]
        run = subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=20)
        report: dict[str, Any] = json.loads(run.stdout)
        return report


@LINUX
@LANDLOCK
@pytest.mark.parametrize("attempt", NAMES)
def test_no_attempt_gets_out_and_without_confinement_it_does(attempt: str) -> None:
    refusal = probe("confined")["results"][attempt]
    assert refusal in {"EPERM", "EACCES", "EFBIG", "EMFILE"}
    free = probe("free")["results"].get(attempt, GOT_OUT)
    assert free.startswith(GOT_OUT) or (os.geteuid() != 0 and attempt in REFUSED_ANYWAY)


@LINUX
def test_there_are_many_attempts_and_each_has_its_own_name() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 60


@LINUX
def test_a_thread_that_was_there_before_is_confined_too() -> None:
    assert probe("confined")["results"]["socket from a thread that was there before"] == "EPERM"
    assert probe("free")["results"]["socket from a thread that was there before"] == GOT_OUT


@LINUX
@pytest.mark.parametrize("attempt", OF_ITS_OWN)
def test_what_a_worker_needs_still_works(attempt: str) -> None:
    assert probe("confined")["results"][attempt] == GOT_OUT


@LINUX
def test_what_is_enforced_is_reported_truthfully() -> None:
    enforced = probe("confined")["enforced"]
    assert enforced["seccomp"]
    assert enforced["no_core_dumps"]
    assert enforced["ends_with_parent"]
    assert enforced["landlock"] == landlock.version()
    assert enforced["limits"] == ["bytes in files", "open files"]
    assert len(enforced["why_not"]) == (0 if landlock.version() else 1)
    assert probe("confined")["results"]["dumpable"] == "0"
    assert probe("free")["results"]["dumpable"] == "1"
