"""kill -9 while an older history is brought to today's form: it is whole in the old form or the new one, every time."""

import errno
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import DiskFullError
from closeddoor.vault.migrations import MIGRATIONS
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder, file_hashes

TRIALS = int(os.environ.get("VAULT_KILL_TRIALS", "20")) // 2
MESSAGES = 4_000
ROOT = Path(__file__).parents[2]
OLD = Path(__file__).parent / "old_versions" / "1"


def older_history(path: Path) -> Secret:
    """Make a history of version 1 whose migration takes a while; return its recovery code."""
    shutil.copytree(OLD, path)
    vault = cheap_folder(path, migrations=()).unlock_with_passphrase(PASSPHRASE)
    assert vault.keys is not None
    new = vault.keys.prepare_recovery_code()
    vault.keys.put(new.new_slot)
    with vault._database.write() as writing:
        writing.executemany(
            "INSERT INTO messages (conversation_id, role, state, created_at_ms, text)"
            " VALUES (1, 'user', 'complete', 0, ?)",
            ((f"turn {number} " * 20,) for number in range(MESSAGES)),
        )
    vault.close()
    return new.code.text()


def test_a_kill_leaves_the_old_form_or_the_new_one(tmp_path: Path) -> None:
    code = older_history(tmp_path / "first")
    size = (tmp_path / "first" / "history.db").stat().st_size
    moments, seen = random.Random(11), set()  # noqa: S311 -- moments that repeat
    for trial in range(TRIALS):
        path = tmp_path / str(trial)
        shutil.copytree(tmp_path / "first", path)
        after_s = None if trial == TRIALS - 1 else moments.uniform(0, 0.15)
        was_opened = open_and_kill(path, code, after_s)
        copies = [copy.stat().st_size for copy in path.glob("history.db.before-*") if copy.suffix != ".tmp"]
        assert copies in ([], [size]), "a copy is whole or not there"
        vault = cheap_folder(path).unlock_with_recovery_code(code)
        assert vault._database.schema_version() == len(MIGRATIONS) + 1
        assert len(vault.conversations.messages(1)) == MESSAGES + 3
        assert (vault.notices, vault.check_integrity()) == ((), ())
        assert list(path.glob("history.db.before-*")) == []
        vault.close()
        seen.add(was_opened)
        shutil.rmtree(path)
    assert seen == {True, False}


def test_a_copy_that_is_interrupted_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(OLD, tmp_path / "vault")
    before = file_hashes(tmp_path / "vault")

    def stop_half_way(source: BinaryIO, target: BinaryIO, _: int = 0) -> None:
        target.write(source.read(4_096))
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as full:
        full.setattr(shutil, "copyfileobj", stop_half_way)
        with pytest.raises(DiskFullError):
            cheap_folder(tmp_path / "vault").unlock_with_passphrase(PASSPHRASE)
    after = file_hashes(tmp_path / "vault")
    assert set(after) == set(before)
    assert {name for name in before if after[name] != before[name]} <= {"vault.head"}
    vault = cheap_folder(tmp_path / "vault").unlock_with_passphrase(PASSPHRASE)
    assert len(vault.conversations.messages(1)) == 3
    vault.close()


def open_and_kill(path: Path, code: Secret, after_s: float | None) -> bool:
    """Kill the child after a while, or with None once it is open; return whether it said so."""
    command = [sys.executable, "-m", "tests.vault.migrating_writer", str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT)])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(code.reveal().decode() + "\n")
        child.stdin.flush()
        assert child.stdout.readline() == "begun\n"
        if after_s is None:
            assert child.stdout.readline() == "opened\n"
        time.sleep(after_s or 0.0)
        child.kill()
        return after_s is None or "opened" in child.stdout.read()
