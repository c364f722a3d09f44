"""Asking the window on a profile to lock, from a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from closeddoor.instance import SingleInstance

pytestmark = pytest.mark.skipif(os.name != "posix", reason="asks over an AF_UNIX socket")


def asked(profile: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "closeddoor", "lock", "--profile", str(profile)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_window_is_asked_to_lock_and_not_to_come_to_the_front(tmp_path: Path) -> None:
    instance = SingleInstance.acquire(tmp_path / "profile")
    assert instance is not None
    os.set_blocking(instance.fileno(), True)
    asking = asked(tmp_path / "profile")
    assert instance.take_request() == "lock"
    assert "was asked to lock" in asking.communicate(timeout=30)[0]
    assert asking.returncode == 0
    instance.release()


def test_where_no_window_is_open_that_is_said(tmp_path: Path) -> None:
    for profile in (tmp_path, tmp_path / "not there"):
        asking = asked(profile)
        assert asking.communicate(timeout=30)[0] == "closed-door: no window is open on this profile.\n"
        assert asking.returncode == 0
    assert list(tmp_path.iterdir()) == []
