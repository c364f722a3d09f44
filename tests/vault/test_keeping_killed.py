"""kill -9 while a history is kept: there is a whole vault with everything or none, never something between."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from closeddoor.vault.vault import Vault
from closeddoor.vault.ways import Protection
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.keeping_writer import MESSAGES

TRIALS = int(os.environ.get("VAULT_KILL_TRIALS", "20")) // 2
ROOT = Path(__file__).parents[2]


def test_a_kill_leaves_a_whole_vault_or_none(tmp_path: Path) -> None:
    moments, ended = random.Random(7), set()  # noqa: S311 -- moments that repeat
    for trial in range(TRIALS):
        folder = cheap_folder(tmp_path / str(trial) / "vault")
        folder.path.parent.mkdir()
        is_last = trial == TRIALS - 1
        was_kept = keep_and_kill(folder.path, None if is_last else moments.uniform(0.0, 0.6) * (trial > 0))
        kind = folder.state().kind
        ended.add(kind)
        assert kind == "locked" if was_kept else kind in ("none", "locked")
        if kind == "none":
            memory = Vault.in_memory()
            folder.keep(memory, Protection("passphrase", PASSPHRASE))
            memory.close()
            continue
        vault = folder.unlock_with_passphrase(PASSPHRASE)
        (conversation,) = vault.conversations.list()
        assert len(vault.conversations.messages(conversation.id)) == MESSAGES
        assert (vault.notices, vault.check_integrity()) == ((), ())
        vault.close()
    assert ended == {"none", "locked"}


def keep_and_kill(path: Path, after_s: float | None) -> bool:
    """Kill the child after a while, or with None once it kept everything; return whether it said so."""
    command = [sys.executable, "-m", "tests.vault.keeping_writer", str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        if after_s is None:
            assert child.stdout.readline() == "kept\n"
        time.sleep(after_s or 0.0)
        child.kill()
        return after_s is None or "kept" in child.stdout.read()
