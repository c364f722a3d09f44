"""kill -9 at any moment: what was acknowledged is there, and no alarm is raised for it."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE

TRIALS = int(os.environ.get("VAULT_KILL_TRIALS", "20"))
ROOT = Path(__file__).parents[2]


def test_no_acknowledged_row_is_lost_and_no_alarm_is_false(folder: VaultFolder) -> None:
    moments = random.Random(5)  # noqa: S311 -- moments that repeat
    acknowledged: list[str] = []
    left_writing = interrupted = 0
    for _ in range(TRIALS):
        acknowledged += write_and_kill(folder.path, moments)
        vault = folder.unlock_with_passphrase(PASSPHRASE)
        assert vault.notices == ()
        assert vault.check_integrity() == ()
        assert set(acknowledged) <= set(what_is_there(vault))
        left_writing += states(vault).count("writing")
        interrupted = states(vault).count("interrupted")
        vault.close()
    assert len(acknowledged) > 5 * TRIALS
    assert left_writing == 0
    assert interrupted > 0


def write_and_kill(path: Path, moments: random.Random) -> list[str]:
    """Return the lines that came before the kill, which falls anywhere within the following writes."""
    command = [sys.executable, "-m", "tests.vault.crash_writer", str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline().strip() for _ in range(moments.randrange(2, 40))]
        time.sleep(moments.uniform(0, 0.02))
        child.kill()
        lines += child.stdout.read().splitlines()
    assert lines[0].startswith("begun"), "the writer did not start"
    return lines[1:]


def what_is_there(vault: Vault) -> list[str]:
    messages = [
        f"message {message.id} {message.text}"
        for conversation in vault.conversations.list()
        for message in vault.conversations.messages(conversation.id)
    ]
    answers = [
        f"answer {attempt.id} {task_id}"
        for attempt in vault.attempts.list()
        for task_id in vault.attempts.answers(attempt.id)
    ]
    return messages + answers


def states(vault: Vault) -> list[str]:
    return [
        message.state
        for conversation in vault.conversations.list()
        for message in vault.conversations.messages(conversation.id)
    ]
