"""Runs inside a mount namespace of its own, on a tiny disk: fills it, and checks what a full disk leaves.

Prints one JSON object; `test_storage_faults.py` starts it and reads it.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from closeddoor.domain.errors import KnownError
from closeddoor.services.backup import BackupService, Threads
from closeddoor.vault.errors import VaultError
from closeddoor.vault.repair import repair
from closeddoor.vault.restore import Restoring
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

BLOCK_BYTES = 4_096


def main(disk: Path, trials: int) -> None:
    outcomes = [one_trial(disk / f"vault-{number}", disk / "filler", number) for number in range(trials)]
    sys.stdout.write(json.dumps(outcomes))


def one_trial(path: Path, filler: Path, free_blocks: int) -> dict[str, object]:
    folder = cheap_folder(path)
    vault, code_on_paper = folder.create(PASSPHRASE)
    conversation = vault.conversations.create("Full")
    vault.conversations.add_message(conversation, "user", "before the disk was full")
    fill(filler, free_blocks)
    code = write_until_refused(vault, conversation)
    rest = filler.with_name("rest")
    outside = Path(tempfile.mkdtemp())
    in_time = back_up(vault, outside / "b.cdbackup")
    fill(rest, 0)
    backup = back_up(vault, filler.with_name("b.cdbackup"))
    vault.close()
    before = everything(path.parent)
    restored = code_of(lambda: Restoring(path).unpack(outside / "b.cdbackup", code_on_paper.text()))
    repaired = code_of(lambda: repair(folder, folder.way("recovery_code", code_on_paper.text())))
    untouched = everything(path.parent) == before
    shutil.rmtree(outside)
    vault = folder.unlock_with_recovery_code(code_on_paper.text())
    written = texts(vault)
    filler.unlink()
    rest.unlink()
    vault.conversations.add_message(conversation, "user", "after")
    vault.close()
    reopened = folder.unlock_with_recovery_code(code_on_paper.text())
    outcome = {
        "code": code,
        "backup": [in_time, backup],
        "restored": restored,
        "repaired": repaired,
        "untouched": untouched,
        "intact": texts(reopened) == [*written, "after"] and written[0] == "before the disk was full",
        "problems": [*reopened.notices, *reopened.check_integrity()],
    }
    reopened.close()
    for file in path.iterdir():
        file.unlink()
    return outcome


def fill(filler: Path, free_blocks: int) -> None:
    """Take all space but so many blocks, so that the disk is full at another step in each trial."""
    free_bytes = os.statvfs(filler.parent).f_bavail * BLOCK_BYTES
    filler.write_bytes(bytes(max(free_bytes - free_blocks * BLOCK_BYTES, 0)))


def back_up(vault: Vault, path: Path) -> str:
    """Return what a backup over an earlier one says; `lost` when the earlier one is not as it was, or more is left."""
    path.write_bytes(b"")
    files = set(path.parent.iterdir())
    threads = Threads(InlineExecutor(), InlineExecutor(), dispatcher := QueueDispatcher(), lambda: False)
    saving = BackupService(vault, threads).save(path, lambda _: None)
    dispatcher.run()
    error = saving.future.exception(0)
    if error is None:
        return "saved"
    if path.read_bytes() or set(path.parent.iterdir()) != files:
        return "lost"
    return error.code if isinstance(error, KnownError) else str(error)


def everything(disk: Path) -> dict[str, int]:
    return {str(file): file.stat().st_size for file in disk.rglob("*") if file.name != "vault.lock"}


def code_of(step: Callable[[], object]) -> str:
    try:
        step()
    except KnownError as error:
        return error.code
    return "no fault"


def write_until_refused(vault: Vault, conversation: int) -> str:
    try:
        for number in range(1_000):
            vault.conversations.add_message(conversation, "user", f"{number} " * 2_000)
    except VaultError as error:
        return error.code
    return "never refused"


def texts(vault: Vault) -> list[str]:
    return [m.text for c in vault.conversations.list() for m in vault.conversations.messages(c.id)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
