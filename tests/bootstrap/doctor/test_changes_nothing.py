"""A diagnosis changes nothing: what a kill left half done is told, and left to whoever opens the window."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from closeddoor.vault.erasing import order_erasing
from closeddoor.vault.looking import VaultState, look_at, standing, unfinished
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.timeout(120)


def pending_erase(vault: Path) -> None:
    order_erasing(vault)


def pending_exchange(vault: Path) -> None:
    """A restore that was killed after the first of its two renames."""
    shutil.copytree(vault, vault.with_name("vault.restoring"))
    vault.rename(vault.with_name("vault.leaving-before-restore"))


def pending_number(vault: Path) -> None:
    """A repair that was killed after the second."""
    shutil.copytree(vault, vault.with_name("vault.leaving-damaged"))


def profile_with(at: Path, half_done: Callable[[Path], None]) -> Path:
    folder = at / "profile"
    folder.mkdir()
    opened, _ = cheap_folder(folder / "vault").create(PASSPHRASE)
    opened.close()
    half_done(folder / "vault")
    return folder


def tree(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return the mode, the time of the last change and the bytes of everything below a folder."""
    facts = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        facts[str(path.relative_to(folder))] = (status.st_mode, status.st_mtime_ns, content)
    return facts


def doctor(profile: Path, *options: str) -> str:
    command = [sys.executable, "-m", "closeddoor", "doctor", "--profile", str(profile), *options]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert not done.stderr.count("Traceback"), done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("half_done", "options", "said"),
    [
        (pending_erase, (), "Everything is to be erased, and that was interrupted."),
        (pending_exchange, ("--json",), "A restore or a repair was interrupted between two steps."),
    ],
)
def test_what_a_kill_left_half_done_is_told_and_every_byte_of_the_profile_stays(
    tmp_path: Path, half_done: Callable[[Path], None], options: tuple[str, ...], said: str
) -> None:
    profile = profile_with(tmp_path, half_done)
    before = tree(profile)
    report = doctor(profile, *options)
    assert tree(profile) == before
    if options:
        assert [each["stops"] for each in json.loads(report)["findings"] if each["problem"] == said] == [False]
    else:
        assert f"Note: {said}" in report


def test_one_that_only_wants_its_number_is_told_too(tmp_path: Path) -> None:
    vault = profile_with(tmp_path, pending_number) / "vault"
    assert (standing(vault), unfinished(vault)) == (vault, "exchange")
    assert cheap_folder(vault).state().kind == "locked"
    assert unfinished(vault) == ""


def test_the_one_that_is_about_to_be_put_back_is_looked_at_where_it_is(tmp_path: Path) -> None:
    vault = profile_with(tmp_path, pending_exchange) / "vault"
    assert look_at(standing(vault)) == VaultState("locked", ("passphrase", "recovery_code"))
    assert cheap_folder(vault).state().kind == "locked", "the window puts it back"
    assert (standing(vault), unfinished(vault)) == (vault, "")
