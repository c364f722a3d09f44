"""`kill -9` while the history is written to."""

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from closeddoor.vault.errors import VaultError
from closeddoor.vault.vault_folder import VaultFolder
from tests.security.proof.row import Figure
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.test_crash import what_is_there

ROOT = Path(__file__).parents[4]


def killed_while_writing(trials: int, path: Path) -> Figure:
    """Kill a writer at any moment; what it had acknowledged is there, and opening raises no alarm."""
    folder, moments = cheap_folder(path / "vault"), Random(5)  # noqa: S311 - moments that repeat
    folder.create(PASSPHRASE)[0].close()
    acknowledged: set[str] = set()
    alarms = lost = 0
    for _ in range(trials):
        acknowledged |= set(_write_and_kill(folder.path, moments))
        alarmed, there = _look(folder)
        alarms += alarmed
        lost += bool(acknowledged - there)
        acknowledged &= there
    said = (
        f"{lost} of {trials} kills lost an acknowledged row, {alarms} raised a false alarm ({len(acknowledged)} rows)"
    )
    return Figure(trials, lost + alarms, said)


def _write_and_kill(path: Path, moments: Random) -> list[str]:
    command = [sys.executable, "-m", "tests.security.proof.broken", os.environ.get("PROOF_BROKEN", "")]
    command += ["tests.vault.crash_writer", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline().strip() for _ in range(moments.randrange(2, 40))]
        time.sleep(moments.uniform(0, 0.02))
        child.kill()
        lines += child.stdout.read().splitlines()
    return [line for line in lines if line and not line.startswith("begun")]


def _look(folder: VaultFolder) -> tuple[bool, set[str]]:
    """Whether opening raised an alarm, and what is there all the same."""
    alarmed = False
    try:
        vault = folder.unlock_with_passphrase(PASSPHRASE)
    except VaultError:
        alarmed = True
        vault = folder.unlock_with_passphrase(PASSPHRASE, accept_older=True)
    alarmed = alarmed or vault.notices != () or vault.check_integrity() != ()
    there = set(what_is_there(vault))
    vault.close()
    return alarmed, there
