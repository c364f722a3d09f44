"""A change of keys that is killed or refused at any step: one of the old ways and the new opens, with every row.

Every step is one change to the file system. KEY_KILL_TRIALS is how many changes are hindered, spread over all steps and
all ways of hindering: 180 is each of them once. A third as many kills at random moments come on top.
"""

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import OtherRecoveryCodeError, WrongPassphraseError
from closeddoor.vault.rotation import NOT_FINISHED, STAGING_NAME
from closeddoor.vault.vault import Vault
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.rotating_writer import NEW_PASSPHRASE

TRIALS = int(os.environ.get("KEY_KILL_TRIALS", "8"))
pytestmark = pytest.mark.timeout(120 + 5 * TRIALS)
ROOT = Path(__file__).parents[2]
MESSAGES = 60


@dataclass(frozen=True)
class Ended:
    """How a child ended: the new code it said, whether it failed, how many steps it did if it came to its end."""

    new_code: str
    failed: bool
    steps: int
    took_s: float


def change_and_end(path: Path, code: str, change: str, how: str, step: int, after_s: float | None = None) -> Ended:
    command = [sys.executable, "-m", "tests.vault.rotating_writer", str(path), code, change, how, str(step)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        new_code = child.stdout.readline().removeprefix("new ").strip()
        assert new_code, "the writer did not begin"
        begun_s = time.monotonic()
        if after_s is not None:
            time.sleep(after_s)
            child.kill()
        lines = [child.stdout.readline().strip()]
        took_s = time.monotonic() - begun_s
        child.stdin.close()
        lines += child.stdout.read().splitlines()
    done = [int(line.removeprefix("done ")) for line in lines if line.startswith("done")]
    return Ended(new_code, "failed" in lines, done[0] if done else 0, took_s)


class Trials:
    """One folder after the other, each as it was made."""

    def __init__(self, at: Path, change: str) -> None:
        self._at = at
        self._change = change
        self.opened_by: list[str] = []
        self.notices = 0

    def run(self, how: str, step: int, after_s: float | None = None) -> Ended:
        folder, code = vault_of_many(self._at / f"{how}-{len(self.opened_by)}" / "vault")
        ended = change_and_end(folder.path, code, self._change, how, step, after_s)
        opened = exactly_one(folder, self._change, code, ended)
        if ended.failed:
            assert opened == "old", "a change that failed has changed something"
        elif ended.steps:
            assert opened == "new"
        self.opened_by.append(opened)
        return ended


def vault_of_many(path: Path) -> tuple[VaultFolder, str]:
    folder = cheap_folder(path)
    path.parent.mkdir(parents=True)
    vault, code = folder.create(PASSPHRASE)
    conversation = vault.conversations.create("Kept")
    for number in range(MESSAGES):
        vault.conversations.add_message(conversation, "user", f"turn {number}")
    vault.close()
    return folder, code.text().reveal().decode()


def exactly_one(folder: VaultFolder, change: str, old_code: str, ended: Ended) -> str:
    """Try the old way and the new; return which opened, after a look at everything that it opened."""
    opened = []
    for name in ("old", "new"):
        vault = try_way(folder, change, name, old_code if name == "old" else ended.new_code)
        if vault is None:
            continue
        opened.append(name)
        assert whole(vault)
        vault.close()
    assert len(opened) == 1, (opened, ended)
    again = try_way(folder, change, opened[0], old_code if opened[0] == "old" else ended.new_code)
    assert again is not None, "it opens a second time"
    assert (whole(again), again.notices) == (True, ())
    again.close()
    assert not (folder.path / STAGING_NAME).exists()
    return opened[0]


def try_way(folder: VaultFolder, change: str, name: str, code: str) -> Vault | None:
    try:
        if change == "rotate":
            return folder.unlock_with_recovery_code(Secret.from_text(code))
        return folder.unlock_with_passphrase(PASSPHRASE if name == "old" else NEW_PASSPHRASE)
    except (OtherRecoveryCodeError, WrongPassphraseError):
        return None


def whole(vault: Vault) -> bool:
    (conversation,) = vault.conversations.list()
    texts = [message.text for message in vault.conversations.messages(conversation.id)]
    no_alarm = all("restored" not in notice and NOT_FINISHED not in notice for notice in vault.notices)
    return texts == [f"turn {number}" for number in range(MESSAGES)] and vault.check_integrity() == () and no_alarm


@pytest.mark.parametrize("change", ["rotate", "passphrase"])
def test_whatever_step_is_hindered_exactly_one_way_opens_with_every_row(tmp_path: Path, change: str) -> None:
    trials = Trials(tmp_path, change)
    all_steps = trials.run("count", 0).steps
    assert all_steps >= {"rotate": 12, "passphrase": 5}[change], "the control: it comes through, step by step"
    cases = [(how, step) for step in range(1, all_steps + 1) for how in ("kill", "once", "on")]
    share = min(TRIALS * (3 if change == "rotate" else 1) // 4, len(cases))
    for number in range(share):
        trials.run(*cases[number * len(cases) // share])
    if share >= 3:
        assert set(trials.opened_by) == {"old", "new"}


def test_a_kill_at_any_moment_leaves_exactly_one_way_and_every_row(tmp_path: Path) -> None:
    moments, trials = random.Random(13), Trials(tmp_path, "rotate")  # noqa: S311 -- moments that repeat
    whole_s = trials.run("count", 0).took_s
    for _ in range(max(TRIALS // 3, 1)):
        trials.run("kill", 0, moments.uniform(0, whole_s))
