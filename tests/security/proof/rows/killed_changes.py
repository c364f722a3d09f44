"""`kill -9` while keys are changed, a backup is put in place, or an older history is brought along."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Literal

from closeddoor.vault.migrations import MIGRATIONS
from closeddoor.vault.set_aside import list_aside
from tests.security.proof.row import Figure
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.test_backup import backed_up, texts
from tests.vault.test_migrating_killed import MESSAGES as OLDER_MESSAGES
from tests.vault.test_migrating_killed import older_history
from tests.vault.test_rotation_killed import Ended, exactly_one, vault_of_many

ROOT = Path(__file__).parents[4]
MOST_STEPS = {"rotate": 32, "passphrase": 10, "restore": 22}
"""Changes to the file system, some more than each takes: a kill that comes too late finds everything done."""
LONGEST_S = 0.3
BEFORE, BACKED_UP = ["first", "since"], ["first"]

State = Literal["old", "new"]


def killed_while_keys_change(trials: int, path: Path) -> Figure:
    """Kill a rotation or a change of the passphrase right before one of its steps, every fifth at any moment.

    Exactly one of the old way and the new must open then, with every row, and a second time.
    """
    moments = Random(17)  # noqa: S311 - moments that repeat

    def one_trial(number: int) -> State:
        change = "passphrase" if number % 3 == 2 else "rotate"
        folder, code = vault_of_many(path / str(number) / "vault")
        by_time = number % 5 == 4
        step = 0 if by_time else _step(number, trials, change)
        after_s = moments.uniform(0, LONGEST_S) if by_time else None
        lines = killed("tests.vault.rotating_writer", folder.path, code, change, "kill", step, after_s=after_s)
        ended = Ended(lines[0].removeprefix("new "), failed=False, steps=0, took_s=0)
        return "new" if exactly_one(folder, change, code, ended) == "new" else "old"

    return counted(one_trial, trials, "changes of keys", path)


def _step(number: int, trials: int, change: str) -> int:
    """Return which step a trial is killed at: over the trials, spread over all there are."""
    return 1 + number * MOST_STEPS[change] // trials


def killed_while_restoring(trials: int, path: Path) -> Figure:
    """Kill a restore right before each of its steps, then at any moment.

    The history of before or the one of the backup must be in its place then, and in the second case the other aside.
    """
    moments = Random(19)  # noqa: S311 - moments that repeat
    first, backup, on_paper = _backed_up(path)

    def one_trial(number: int) -> State:
        folder = path / str(number) / "vault"
        shutil.copytree(first, folder)
        by_time = number >= MOST_STEPS["restore"]
        after_s = moments.uniform(0, LONGEST_S / 5) if by_time else None
        step = 0 if by_time else number + 1
        lines = killed("tests.vault.restoring_writer", folder, backup, step, typed=on_paper, after_s=after_s)
        there, aside = texts_in(folder), [texts_in(aside.path) for aside in list_aside(folder)]
        assert (there, aside) in ((BEFORE, []), (BACKED_UP, [BEFORE]))
        assert there == BACKED_UP or "restored" not in lines
        return "new" if aside else "old"

    return counted(one_trial, trials, "restores", path)


def _backed_up(path: Path) -> tuple[Path, Path, str]:
    """Return a vault, a backup that lacks its last row, and the recovery code of both."""
    folder = cheap_folder(path / "first")
    vault, code = folder.create(PASSPHRASE)
    conversation = vault.conversations.create("Restored")
    vault.conversations.add_message(conversation, "user", BACKED_UP[0])
    vault.close()
    backup = backed_up(folder, path / "b.cdbackup")
    vault = folder.unlock_with_passphrase(PASSPHRASE)
    vault.conversations.add_message(conversation, "user", BEFORE[1])
    vault.close()
    return folder.path, backup, code.text().reveal().decode()


def killed_while_migrating(trials: int, path: Path) -> Figure:
    """Kill the opening of an older history at any moment: it opens, all rows are there, and no copy is left over."""
    moments = Random(23)  # noqa: S311 - moments that repeat
    code = older_history(path / "first")

    def one_trial(number: int) -> State:
        folder = cheap_folder(path / str(number))
        shutil.copytree(path / "first", folder.path)
        after_s = moments.uniform(0, LONGEST_S)
        lines = killed("tests.vault.migrating_writer", folder.path, typed=code.reveal().decode(), after_s=after_s)
        vault = folder.unlock_with_recovery_code(code)
        assert vault._database.schema_version() == len(MIGRATIONS) + 1
        assert len(vault.conversations.messages(1)) == OLDER_MESSAGES + 3
        assert (vault.notices, vault.check_integrity(), list(folder.path.glob("*.before-*"))) == ((), (), [])
        vault.close()
        shutil.rmtree(folder.path)
        return "new" if "opened" in lines else "old"

    return counted(one_trial, trials, "migrations", path)


def counted(one_trial: Callable[[int], State], trials: int, what: str, path: Path) -> Figure:
    """Run the trials; one whose state is neither the one before nor the one after has failed."""
    states: list[State] = []
    for number in range(trials):
        with suppress(Exception):  # whatever is raised, that state is none of the two
            states.append(one_trial(number))
        shutil.rmtree(path / str(number), ignore_errors=True)
    old, new = states.count("old"), states.count("new")
    said = f"{len(states)} of {trials} killed {what} left exactly one whole state ({old} before, {new} after)"
    return Figure(trials, trials - len(states), said)


def killed(module: str, *arguments: object, typed: str = "", after_s: float | None = None) -> list[str]:
    """Start a writer of the tests and kill it so long after its first line, or once it said its second; return all."""
    command = [sys.executable, "-m", "tests.security.proof.broken", os.environ.get("PROOF_BROKEN", ""), module]
    command += map(str, arguments)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{typed}\n" if typed else "")
        child.stdin.flush()
        lines = [child.stdout.readline()]
        assert lines[0], "the writer did not begin"
        if after_s is None:
            lines.append(child.stdout.readline())
        time.sleep(after_s or 0)
        child.kill()
        return [line.strip() for line in (*lines, *child.stdout)]


def texts_in(path: Path) -> list[str]:
    vault = cheap_folder(path).unlock_with_passphrase(PASSPHRASE)
    try:
        assert (vault.notices, vault.check_integrity()) == ((), ())
        return texts(vault)
    finally:
        vault.close()
