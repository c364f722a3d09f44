"""A child that changes keys and is hindered: `python -m tests.vault.rotating_writer FOLDER CODE CHANGE HOW STEP`.

CHANGE is `rotate` or `passphrase`. Right before its STEP-th change to the file system, counted by Python's own audit
events, it is killed (HOW is `kill`), or the disk refuses that one (`once`) or every one from there (`on`). It says
`new CODE` before it begins, `failed` when the change was refused, `stopped` when it counts although the vault closed,
and `done STEPS` at its end.
"""

import sys
from pathlib import Path

from closeddoor.domain.secret import Secret
from closeddoor.vault.errors import RotationStoppedError, VaultError
from closeddoor.vault.rotation import rotate
from closeddoor.vault.vault import Vault
from closeddoor.vault.ways import Protection
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder
from tests.vault.file_steps import Steps

NEW_PASSPHRASE = Secret.from_text("other words, told to nobody")


def main(folder: Path, code: str, change: str, steps: Steps) -> None:
    vault = cheap_folder(folder).unlock_with_recovery_code(Secret.from_text(code))
    try:
        (rotate_keys if change == "rotate" else change_passphrase)(vault, steps)
    except RotationStoppedError:
        say("stopped")
    except VaultError:
        say("failed")
    say(f"done {steps.count}")
    sys.stdin.read()


def rotate_keys(vault: Vault, steps: Steps) -> None:
    assert vault.keys is not None
    new = vault.keys.prepare_rotation(NEW_PASSPHRASE)
    say(f"new {new.code.text().reveal().decode()}")
    sys.addaudithook(steps.watch)
    rotate(vault, new)


def change_passphrase(vault: Vault, steps: Steps) -> None:
    assert vault.keys is not None
    new = vault.keys.prepare(Protection("passphrase", NEW_PASSPHRASE))
    say("new -")
    sys.addaudithook(steps.watch)
    vault.keys.put(new)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    assert PASSPHRASE != NEW_PASSPHRASE
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Steps(sys.argv[4], int(sys.argv[5])))
