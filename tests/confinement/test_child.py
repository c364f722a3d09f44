"""Each refusal beside its control: the same attempt, made without confinement, gets further."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from closeddoor.confinement import landlock

PROBES = Path(__file__).with_name("probes.py")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are parts of Linux")
LANDLOCK = pytest.mark.skipif(landlock.version() == 0, reason="this kernel has no Landlock")

BY_SECCOMP = (
    *(f"socket {name}" for name in ("unix", "inet", "inet6", "netlink", "packet", "bluetooth", "alg", "vsock")),
    *("socketpair", "connect on an inherited descriptor", "send on an inherited descriptor", "io_uring", "ptrace"),
    *("process_vm_readv", "pidfd_open", "signal to another process", "spawn", "fork", "execveat", "keyring"),
    *("limits of another process", "priority of another process", "priority of a user"),
    *("processors of another process", "signal to another process's thread", "owner of a descriptor", "shared memory"),
    *("semaphores", "message queue", "named message queue", "watching files", "extended attributes"),
    *("mode of the model", "owner of the model", "times of the model", "truncate the model"),
    *("showing its memory again", "outliving its parent"),
    *("socket from a thread that was there before", "socket from a later thread"),
)
BY_LANDLOCK = ("read a private file", "list a private folder", "write a file", "empty the model", "make a folder")

OF_ITS_OWN = (
    *("read the model", "start a thread"),
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
@pytest.mark.parametrize("attempt", BY_SECCOMP)
def test_the_system_call_filter_refuses(attempt: str) -> None:
    assert probe("confined")["results"][attempt] == "EPERM"
    assert probe("free")["results"][attempt] != "EPERM" or attempt == "socket packet"


@LINUX
@LANDLOCK
@pytest.mark.parametrize("attempt", BY_LANDLOCK)
def test_landlock_refuses(attempt: str) -> None:
    assert probe("confined")["results"][attempt] == "EACCES"
    assert probe("free")["results"][attempt] == "done"


@LINUX
@pytest.mark.parametrize("attempt", OF_ITS_OWN)
def test_what_a_worker_needs_still_works(attempt: str) -> None:
    assert probe("confined")["results"][attempt] == "done"


@LINUX
def test_what_is_enforced_is_reported_truthfully() -> None:
    enforced = probe("confined")["enforced"]
    assert enforced["seccomp"]
    assert enforced["no_core_dumps"]
    assert enforced["ends_with_parent"]
    assert enforced["landlock"] == landlock.version()
    assert len(enforced["why_not"]) == (0 if landlock.version() else 1)
    assert probe("confined")["results"]["dumpable"] == "0"
    assert probe("free")["results"]["dumpable"] == "1"
