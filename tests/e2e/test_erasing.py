"""Erasing everything in the real, confined window: what is left on the disk, and what the fresh program says."""

import json
import os
import shutil
from pathlib import Path

import pytest

from closeddoor.keyhelper.cost import FLOOR
from closeddoor.vault.vault_folder import VaultFolder
from tests.e2e.running import first_line, started
from tests.vault.cheap_vault import PASSPHRASE


@pytest.mark.skipif(os.name != "posix", reason="a process is replaced on POSIX systems only")
def test_nothing_is_left_and_the_window_begins_anew(tmp_path: Path) -> None:
    profile, passphrase = tmp_path / "profile", tmp_path / "passphrase"
    profile.mkdir(mode=0o700)
    passphrase.write_bytes(PASSPHRASE.reveal() + b"\n")
    vault, _ = VaultFolder(profile / "vault", cost=FLOOR).create(PASSPHRASE)
    vault.conversations.create("About the merger")
    vault.close()
    shutil.copytree(profile / "vault", profile / "vault.before-restore-1")
    arguments = ("--profile", str(profile), "--passphrase-file", str(passphrase))
    with started("-m", "tests.e2e.erasing_participant", *arguments, home=tmp_path / "home") as window:
        before = json.loads(first_line(window))
        after = json.loads(first_line(window))
        errors = window.communicate(timeout=60)[1]
    assert errors == ""
    assert (before["page"], after["page"]) == ("privacy", "home")
    assert before["process"] == after["process"], "a fresh program in the place of the one that showed it all"
    assert len(after["told"]) == 1
    assert {path.name for path in profile.iterdir()} <= {"instance.lock", "instance.sock"}
