"""Runs inside a mount namespace of its own, on a tiny disk: rotates the key with less and less room.

Prints one JSON object per trial; `test_rotation_full_disk.py` starts it and reads it.
"""

import json
import shutil
import sys
from pathlib import Path

from closeddoor.vault.errors import OtherRecoveryCodeError, VaultError
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.rotation import STAGING_NAME, rotate
from closeddoor.vault.vault_folder import VaultFolder
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.small_disk_writer import fill

TEXTS = ["one", "two", "three"]


def main(disk: Path, trials: int, most_blocks: int) -> None:
    outcomes = [one_trial(disk, number * most_blocks // trials) for number in range(trials + 1)]
    sys.stdout.write(json.dumps(outcomes))


def one_trial(disk: Path, free_blocks: int) -> dict[str, object]:
    folder, filler = cheap_folder(disk / "vault"), disk / "filler"
    vault, old = folder.create(PASSPHRASE)
    conversation = vault.conversations.create("Full")
    for text in TEXTS:
        vault.conversations.add_message(conversation, "user", text)
    assert vault.keys is not None
    new = vault.keys.prepare_rotation(PASSPHRASE)
    fill(filler, free_blocks)
    try:
        rotate(vault, new)
        code = "done"
    except VaultError as error:
        code = error.code
    staged = (folder.path / STAGING_NAME).exists()
    vault.close()
    filler.unlink()
    opened = [name for name, key in (("old", old), ("new", new.code)) if is_whole(folder, key)]
    shutil.rmtree(folder.path)
    return {"free": free_blocks, "code": code, "opened": opened, "staged": staged}


def is_whole(folder: VaultFolder, code: RecoveryCode) -> bool:
    """Whether this code opens it; then everything must be there."""
    try:
        vault = folder.unlock_with_recovery_code(code.text())
    except OtherRecoveryCodeError:
        return False
    (conversation,) = vault.conversations.list()
    assert [message.text for message in vault.conversations.messages(conversation.id)] == TEXTS
    assert (vault.notices, vault.check_integrity()) == ((), ())
    vault.close()
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
