"""Locking the real window: the same process, a fresh program, nothing left running, and one comes back."""

import fcntl
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from closeddoor.instance import LOCK_NAME
from closeddoor.keyhelper.cost import FLOOR
from closeddoor.vault.vault_folder import VaultFolder
from tests.e2e.locking_participant import MEMO, QUESTION
from tests.e2e.running import NEEDS_MODELS, children_of, started
from tests.vault.cheap_vault import PASSPHRASE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process is replaced on POSIX systems only")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A profile with a history, and beside it a file with its passphrase."""
    folder = tmp_path / "profile"
    folder.mkdir(mode=0o700)
    VaultFolder(folder / "vault", cost=FLOOR).create(PASSPHRASE)[0].close()
    (tmp_path / "passphrase").write_bytes(PASSPHRASE.reveal() + b"\n")
    return folder


@contextmanager
def locking(profile: Path) -> "Iterator[subprocess.Popen[str]]":
    arguments = ("--profile", str(profile), "--passphrase-file", str(profile.with_name("passphrase")))
    with started("-m", "tests.e2e.locking_participant", *arguments, home=profile.with_name("home")) as window:
        yield window


def said(window: "subprocess.Popen[str]") -> dict[str, Any]:
    """Return what the window says next."""
    assert window.stdout is not None
    line = window.stdout.readline()
    assert line, window.communicate()[1]
    facts: dict[str, Any] = json.loads(line)
    assert facts["process"] == window.pid
    return facts


def open_again(window: "subprocess.Popen[str]") -> dict[str, Any]:
    assert window.stdin is not None
    window.stdin.write(f"{PASSPHRASE.reveal().decode()}\n")
    window.stdin.flush()
    return said(window)


class Intruder:
    """Tries without a pause to get the right to a profile while it is locked and opened again."""

    def __init__(self, profile: Path) -> None:
        self._lock = os.open(profile / LOCK_NAME, os.O_RDWR)
        self._is_over = threading.Event()
        self.slipped_in = 0
        self.tries = 0
        self._thread = threading.Thread(target=self._try)
        self._thread.start()

    def _try(self) -> None:
        while not self._is_over.wait(0.002):
            self.tries += 1
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            self.slipped_in += 1
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def end(self) -> None:
        self._is_over.set()
        self._thread.join()
        os.close(self._lock)


def test_a_lock_replaces_the_program_and_one_comes_back_to_the_sentence(profile: Path) -> None:
    with locking(profile) as window:
        said(window)
        intruder = Intruder(profile)
        locked = said(window)
        intruder.end()
        assert (intruder.slipped_in, intruder.tries > 100) == (0, True)
        assert (locked["page"], locked["is_minimised"]) == ("unlock", False)
        assert "--passphrase-file" not in locked["arguments"]
        assert children_of(window.pid) == []
        with started("-m", "closeddoor", "--profile", str(profile), home=profile.with_name("home")) as second:
            assert "already open" in second.communicate(timeout=30)[0]
        back = open_again(window)
        assert (back["page"], back["step"], back["answers"]["reply"]) == ("briefing", "reply", {"text": MEMO})
        _, errors = window.communicate(timeout=30)
    assert (window.returncode, errors) == (0, "")


def test_hiding_comes_first_and_stays(profile: Path) -> None:
    (profile / "hides").touch()
    with locking(profile) as window:
        said(window)
        assert said(window)["is_minimised"]


@pytest.mark.real_model
@NEEDS_MODELS
@pytest.mark.skipif(sys.platform != "linux", reason="children are looked for in /proc")
def test_the_reply_is_kept_as_far_as_it_came_and_the_worker_is_gone(profile: Path) -> None:
    (profile / "asks").touch()
    with locking(profile) as window:
        before = said(window)
        assert before["children"]
        said(window)
        assert children_of(window.pid) == []
        open_again(window)
        _, errors = window.communicate(timeout=30)
    assert (window.returncode, errors) == (0, "")
    vault = VaultFolder(profile / "vault").unlock_with_passphrase(PASSPHRASE)
    asked, told = vault.conversations.messages(vault.conversations.list()[0].id)
    vault.close()
    assert (asked.text, told.state in {"stopped", "interrupted"}) == (QUESTION, True)
    assert before["shown"]
    assert told.text.startswith(before["shown"])
